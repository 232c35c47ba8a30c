from django.apps import AppConfig


class ImpactConfig(AppConfig):
    name = "commonweal.assess.impact"
    label = "impact"
