from django.apps import AppConfig


class VisibilityConfig(AppConfig):
    name = "commonweal.ground.visibility"
    label = "visibility"
