"""Addresses that exist in the demonstration alone."""

from django.urls import path

from commonweal.ground.people.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<int:pk>/", views.become, name="become"),
]
