"""Which address shows or changes what was brought in?"""

from django.urls import path

from commonweal.listen.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("new/", views.bring, name="bring"),
    path("keep/", views.keep, name="keep"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/reading.json", views.download, name="json"),
]
