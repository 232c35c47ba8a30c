from django.apps import AppConfig


class ScalesConfig(AppConfig):
    name = "commonweal.ground.scales"
    label = "scales"

    def ready(self) -> None:
        from commonweal.ground.scales import checks  # noqa: F401  (registers the check)
