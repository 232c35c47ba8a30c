from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "commonweal.assess.guidance"
    label = "guidance"
