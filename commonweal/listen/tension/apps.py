from django.apps import AppConfig


class TensionConfig(AppConfig):
    name = "commonweal.listen.tension"
    label = "tension"
