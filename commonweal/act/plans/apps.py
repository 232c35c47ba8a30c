"""What is this room called?"""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "commonweal.act.plans"
    label = "plans"
    verbose_name = "Plans"
