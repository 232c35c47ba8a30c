"""For which organisations' actions may this viewer use a permission, as a condition on rows?"""

from __future__ import annotations

from django.db.models import Q

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
    listed = f"{path}cross_listed__link_body"
    owner = {f"{path}strategy__owner_organisation__in": bodies, f"{area}__isnull": True}
    return Q(**{f"{area}__in": bodies}) | Q(**{f"{listed}__in": bodies}) | Q(**owner)


def reported_q(viewer: Viewer, path: str = "") -> Q:
    """Rows whose action is led or carried by an organisation for which the viewer reports."""
    bodies = organisations_with(viewer, "plans.report")
    if bodies is None:
        return Q()
    if not bodies:
        return NOTHING
    return Q(
        **{f"{path}partners__organisation__in": bodies, f"{path}partners__role__in": ["lead", "partner"]}
    )
