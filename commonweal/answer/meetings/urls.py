from django.urls import path

from commonweal.answer.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("plan/", views.plan, name="plan"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/change/", views.edit, name="edit"),
    path("<int:pk>/items/", views.add_item, name="add_item"),
    path("<int:pk>/items/<int:item>/remove/", views.remove_item, name="remove_item"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/held/", views.hold, name="hold"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
]
