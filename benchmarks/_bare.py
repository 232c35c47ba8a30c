"""The peer: a bare Django page with the same number of rows from one query, on the same database and server.

No middleware, no session, no sign-in, no permissions, no look: what is left when Commonweal is taken away.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = 50
PAGE = """<!doctype html><title>Actions</title><table>{% for reference, title, text, due in rows %}
<tr><td>{{ reference }}</td><td>{{ title }}</td><td>{{ text }}</td><td>{{ due }}</td></tr>{% endfor %}</table>"""


def rows_page(request: HttpRequest) -> HttpResponse:
    from commonweal.act.plans.models import PlannedAction

    rows = PlannedAction.objects.order_by("-pk").values_list("reference", "title", "text", "due_on")[:ROWS]
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}))


urlpatterns = [path("bare/", rows_page)]
TEMPLATES: list[dict[str, Any]] = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]


def _configure() -> None:
    """With the same tables, and nothing else of the program."""
    from commonweal.config import settings as ours

    settings.configure(
        DATABASES={"default": ours.database(os.environ.get("DATABASE_URL"), Path(os.environ["COMMONWEAL_HOME"]))},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *ours.ROOMS], AUTH_USER_MODEL="people.Account",
        ROOT_URLCONF="benchmarks._bare", TEMPLATES=TEMPLATES, MIDDLEWARE=[], ALLOWED_HOSTS=["*"], USE_TZ=True,
        SECRET_KEY="nothing here is secret",
    )  # fmt: skip
    django.setup()


if os.environ.get("COMMONWEAL_BARE"):
    from django.core.wsgi import get_wsgi_application

    _configure()
    application = get_wsgi_application()
