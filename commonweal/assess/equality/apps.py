from django.apps import AppConfig


class EqualityConfig(AppConfig):
    name = "commonweal.assess.equality"
    label = "equality"
