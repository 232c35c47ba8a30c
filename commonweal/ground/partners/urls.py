from django.urls import path

from commonweal.ground.partners.views import changing, reading

app_name = "partners"
urlpatterns = [
    path("organisations/", reading.list_page, name="list"),
    path("organisations/add/", changing.add, name="add"),
    path("who-do-i-ask/", reading.contact_finder, name="contact_finder"),
    path("organisations/successions/add/", changing.succeed, name="succeed"),
    path("organisations/<int:pk>/", reading.show, name="show"),
    path("organisations/<int:pk>/history/", reading.history, name="history"),
    path("organisations/<int:pk>/change/", changing.change, name="change"),
    path("organisations/<int:pk>/seats/<int:membership>/end/", changing.end_seat, name="end_seat"),
    path("organisations/<int:pk>/contacts/<int:contact>/end/", changing.end_contact, name="end_contact"),
    path("organisations/<int:pk>/<str:act>/", changing.act, name="act"),
]
