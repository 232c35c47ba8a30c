from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "commonweal.config"
    label = "config"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from commonweal.config import checks  # noqa: F401  each check registers itself
        from commonweal.config.connections import end_what_fails

        connection_created.connect(end_what_fails)
