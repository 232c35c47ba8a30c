from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemonstrationConfig(AppConfig):
    name = "commonweal.ground.people.demonstration"
    label = "demonstration_door"

    def ready(self) -> None:
        if not settings.DEMONSTRATION:
            raise ImproperlyConfigured("Signing in with one click belongs to the demonstration alone.")
