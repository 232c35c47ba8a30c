from django.urls import path

from commonweal.assess.exposure.views import layers, studies

app_name = "exposure"
urlpatterns = [
    path("", studies.list_page, name="list"),
    path("ask/", studies.ask, name="ask"),
    path("studies/<int:pk>/", studies.show, name="show"),
    path("studies/<int:pk>/answer.<slug:form>", studies.answer_file, name="answer_file"),
    path("studies/<int:pk>/map.<slug:picture>", studies.show_picture, name="picture"),
    path("studies/<int:pk>/disclosable/", studies.disclosable, name="disclosable"),
    path("studies/<int:pk>/disclosable.<slug:copy>", studies.disclosable_file, name="disclosable_file"),
    path("studies/<int:pk>/withdraw/", studies.withdraw, name="withdraw"),
    path("layers/", layers.list_page, name="layers"),
    path("layers/load/", layers.load, name="load"),
    path("layers/store/", layers.store, name="store"),
    path("layers/<int:pk>/", layers.show, name="layer"),
    path("layers/<int:pk>/retire/", layers.retire, name="retire"),
]
