"""Addresses of notices."""

from django.urls import path

from commonweal.ground.messages import views

app_name = "messages"
urlpatterns = [
    path("", views.list_messages, name="list"),
    path("<int:pk>/open/", views.open_message, name="open"),
    path("put-aside/", views.put_all_aside, name="put_all_aside"),
    path("new/", views.compose, name="compose"),
    path("send/", views.send, name="send"),
    path("unsent/", views.unsent, name="unsent"),
]
