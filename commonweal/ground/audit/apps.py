from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commonweal.ground.audit"
    label = "audit"
