from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "commonweal.ground.partners"
    label = "partners"
