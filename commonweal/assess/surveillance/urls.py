from django.urls import path

from commonweal.assess.surveillance.views import alerts, history, watches, weeks

app_name = "surveillance"
urlpatterns = [
    path("", alerts.list_page, name="list"),
    path("this-week/", weeks.week, name="this_week"),
    path("alerts.<slug:kind>", alerts.list_file, name="list_file"),
    path("this-week.<slug:kind>", weeks.week_file, name="week_file"),
    path("alerts/<int:pk>/", alerts.show, name="show"),
    path("alerts/<int:pk>/<slug:event>/", alerts.answer, name="answer"),
    path("watches/", watches.watches, name="watches"),
    path("watches/begin/", watches.begin, name="begin"),
    path("watches/<int:pk>/", watches.watch, name="watch"),
    path("watches/<int:pk>/stop/", watches.stop, name="stop"),
    path("watches/<int:pk>/breaks/", watches.declare_break, name="declare_break"),
    path("breaks/<int:pk>/withdraw/", watches.withdraw_break, name="withdraw_break"),
    path("watches/<int:pk>/areas/<path:code>/series.<slug:kind>", history.history_file, name="history_file"),
    path("watches/<int:pk>/areas/<path:code>/", history.history, name="history"),
]
