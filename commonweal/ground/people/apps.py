from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonweal.ground.people"
    label = "people"
