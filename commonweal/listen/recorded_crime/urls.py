from django.urls import path

from commonweal.listen.recorded_crime import views

app_name = "recorded_crime"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/load/", views.load, name="load"),
    path("<int:pk>/load/store/", views.store, name="store"),
    path("<int:pk>/breaks/", views.declare_break, name="declare_break"),
    path("breaks/<int:pk>/withdraw/", views.withdraw_break, name="withdraw_break"),
]
