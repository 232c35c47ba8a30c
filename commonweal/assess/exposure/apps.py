from django.apps import AppConfig


class ExposureConfig(AppConfig):
    name = "commonweal.assess.exposure"
    label = "exposure"
