from django.urls import path

from commonweal.ground.places import views

app_name = "places"
urlpatterns = [
    path("", views.map_page, name="map"),
    path("load/", views.load, name="load"),
    path("load/store/", views.store, name="store"),
    path("<int:pk>/", views.show, name="show"),
]
