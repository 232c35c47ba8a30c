from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "commonweal.ground.messages"
    label = "notices"  # "messages" is the web framework's own name for its one-time words
