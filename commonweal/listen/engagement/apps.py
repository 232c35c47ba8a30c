from django.apps import AppConfig


class EngagementConfig(AppConfig):
    name = "commonweal.listen.engagement"
    label = "engagement"
