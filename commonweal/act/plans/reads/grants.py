"""For which organisations' actions may this viewer use a permission, as a condition on rows?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from commonweal.act.plans.models import ActionPartner, PlannedAction
from commonweal.act.plans.models.work import REPORTING_ROLES
from commonweal.ground.visibility.rules import Viewer

NOTHING = Q(pk__in=())


def organisations_with(viewer: Viewer, permission: str) -> frozenset[int] | None:
    """None says any organisation."""
    if viewer.may(permission):
        return None
    return frozenset(org for granted, org in viewer.grants if granted == permission and org is not None)


def overseen_q(viewer: Viewer, permission: str, path: str = "") -> Q:
    """Rows whose action (reached by the path) is overseen by a body for which the viewer has the permission."""
    bodies = organisations_with(viewer, permission)
    if bodies is None:
        return Q()
    if not bodies:
        return NOTHING
    area = f"{path}objective__service_area__link_body"
    listed = PlannedAction.objects.filter(cross_listed__link_body__in=bodies)
    owner = {f"{path}strategy__owner_organisation__in": bodies, f"{area}__isnull": True}
    return Q(**{f"{area}__in": bodies}) | _among(path, listed.values("pk")) | Q(**owner)


def reported_q(viewer: Viewer, path: str = "") -> Q:
    """Rows whose action is led or carried by an organisation for which the viewer reports."""
    bodies = organisations_with(viewer, "plans.report")
    if bodies is None:
        return Q()
    if not bodies:
        return NOTHING
    parts = ActionPartner.objects.filter(organisation__in=bodies, role__in=REPORTING_ROLES)
    return _among(path, parts.values("action"))


def _among(path: str, actions: QuerySet[Any]) -> Q:
    """Through a subquery instead of a join, so that no row comes twice and none has to be compared with the others."""
    return Q(**{f"{path or 'pk__'}in": actions})
