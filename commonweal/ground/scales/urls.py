from django.urls import path

from commonweal.ground.scales import views

app_name = "scales"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("<str:key>/", views.show, name="show"),
]
