from django.urls import path

from commonweal.answer.publications.views import releasing

app_name = "publications"
urlpatterns = [
    path("", releasing.show_list, name="list"),
    path("papers/<int:paper>/release/", releasing.release_paper, name="release_paper"),
    path("plans/<int:plan>/prepare/", releasing.prepare_plan, name="prepare_plan"),
    path("meetings/<int:meeting>/prepare/", releasing.prepare_decisions, name="prepare_decisions"),
    path("equality/<int:assessment>/prepare/", releasing.prepare_equality, name="prepare_equality"),
    path("releases/<int:pk>/", releasing.release, name="release"),
    path("releases/<int:pk>/file/<slug:form>/", releasing.release_file, name="release_file"),
    path("releases/<int:pk>/send-back/", releasing.send_back, name="send_back"),
    path("<int:pk>/withdraw/", releasing.withdraw, name="withdraw"),
]
