from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "commonweal.listen.intake"
    label = "intake"
