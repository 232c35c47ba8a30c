from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "commonweal.config"
    label = "config"

    def ready(self) -> None:
        from commonweal.config import checks  # noqa: F401  each check registers itself
