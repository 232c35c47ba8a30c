from django.urls import path

from commonweal.assess.surveillance import views

app_name = "surveillance"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("this-week/", views.week, name="this_week"),
    path("alerts.<slug:kind>", views.list_file, name="list_file"),
    path("this-week.<slug:kind>", views.week_file, name="week_file"),
    path("alerts/<int:pk>/", views.show, name="show"),
    path("alerts/<int:pk>/<slug:event>/", views.answer, name="answer"),
    path("watches/", views.watches, name="watches"),
    path("watches/begin/", views.begin, name="begin"),
    path("watches/<int:pk>/", views.watch, name="watch"),
    path("watches/<int:pk>/stop/", views.stop, name="stop"),
    path("watches/<int:pk>/breaks/", views.declare_break, name="declare_break"),
    path("breaks/<int:pk>/withdraw/", views.withdraw_break, name="withdraw_break"),
    path("watches/<int:pk>/areas/<path:code>/series.<slug:kind>", views.history_file, name="history_file"),
    path("watches/<int:pk>/areas/<path:code>/", views.history, name="history"),
]
