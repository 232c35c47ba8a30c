from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "commonweal.answer.publications"
    label = "publications"
