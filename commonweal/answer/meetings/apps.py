from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "commonweal.answer.meetings"
    label = "meetings"
