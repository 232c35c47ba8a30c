"""How does Django know this room?"""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "commonweal.design"
    label = "design"
    verbose_name = "Design"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the check)
