from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "commonweal.act.agreements"
    label = "agreements"
