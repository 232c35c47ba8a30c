from django.apps import AppConfig


class RecordedCrimeConfig(AppConfig):
    name = "commonweal.listen.recorded_crime"
    label = "recorded_crime"
