from django.apps import AppConfig


class SurveillanceConfig(AppConfig):
    name = "commonweal.assess.surveillance"
    label = "surveillance"
