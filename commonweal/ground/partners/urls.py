from django.urls import path

from commonweal.ground.partners import views

app_name = "partners"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("add/", views.add, name="add"),
    path("who-do-i-ask/", views.contact_finder, name="contact_finder"),
    path("successions/add/", views.succeed, name="succeed"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/seats/<int:membership>/end/", views.end_seat, name="end_seat"),
    path("<int:pk>/contacts/<int:contact>/end/", views.end_contact, name="end_contact"),
    path("<int:pk>/<str:act>/", views.act, name="act"),
]
