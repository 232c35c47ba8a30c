from django.urls import path

from commonweal.ground.partners import views

app_name = "partners"
urlpatterns = [
    path("organisations/", views.list_page, name="list"),
    path("organisations/add/", views.add, name="add"),
    path("who-do-i-ask/", views.contact_finder, name="contact_finder"),
    path("organisations/successions/add/", views.succeed, name="succeed"),
    path("organisations/<int:pk>/", views.show, name="show"),
    path("organisations/<int:pk>/history/", views.history, name="history"),
    path("organisations/<int:pk>/change/", views.change, name="change"),
    path("organisations/<int:pk>/seats/<int:membership>/end/", views.end_seat, name="end_seat"),
    path("organisations/<int:pk>/contacts/<int:contact>/end/", views.end_contact, name="end_contact"),
    path("organisations/<int:pk>/<str:act>/", views.act, name="act"),
]
