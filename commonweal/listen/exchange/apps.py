from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "commonweal.listen.exchange"
    label = "exchange"
