"""Addresses of the audit."""

from django.urls import path

from commonweal.ground.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.list_entries, name="list"),
    path("<int:sequence>/", views.show_entry, name="show"),
    path("verify/", views.verify, name="verify"),
    path("export.csv", views.export, name="export"),
]
