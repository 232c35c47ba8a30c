"""Which address takes a plan in, out, back, or beside another?"""

from django.urls import path

from commonweal.act.plans.views import comparing, exchange

app_name = "exchange"
urlpatterns = [
    path("import/<int:pk>/", exchange.import_page, name="import"),
    path("compare/", comparing.compare_page, name="compare"),
    path("<int:pk>/file/", exchange.file_page, name="file"),
    path("<int:pk>/file/save/", exchange.save_file, name="save_file"),
    path("<int:pk>/file/plan.<str:form>", exchange.download, name="download"),
]
