from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "commonweal.answer.papers"
    label = "papers"
