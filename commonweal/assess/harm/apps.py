from django.apps import AppConfig


class HarmConfig(AppConfig):
    name = "commonweal.assess.harm"
    label = "harm"
