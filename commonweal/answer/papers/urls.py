from django.urls import path

from commonweal.answer.papers.views import deciding, equality, judging, writing

app_name = "papers"
urlpatterns = [
    path("", writing.show_list, name="list"),
    path("start/", writing.start, name="start"),
    path("without-assessment/", equality.without_assessment, name="without_assessment"),
    path("<int:pk>/", writing.show, name="show"),
    path("<int:pk>/heading/", writing.edit_heading, name="heading"),
    path("<int:pk>/sections/<slug:code>/", writing.edit_section, name="section"),
    path("<int:pk>/equality/", equality.equality_page, name="equality"),
    path("<int:pk>/equality/unlink/", equality.unlink, name="unlink_equality"),
    path("<int:pk>/recommendations/", writing.edit_recommendations, name="recommendations"),
    path("<int:pk>/figures/type/", writing.type_figure, name="type_figure"),
    path("<int:pk>/figures/<str:key>/remove/", writing.remove_figure, name="remove_figure"),
    path("<int:pk>/preview/", judging.preview, name="preview"),
    path("<int:pk>/file/<slug:form>/", judging.file, name="file"),
    path("<int:pk>/submit/", judging.submit, name="submit"),
    path("<int:pk>/clear/", judging.clear, name="clear"),
    path("<int:pk>/approve/", judging.approve, name="approve"),
    path("<int:pk>/why/<slug:doing>/", judging.with_reason, name="with_reason"),
    path("meetings/<int:meeting>/decisions/", deciding.decisions, name="decisions"),
    path("decisions/<int:decision>/change/", deciding.change_decision, name="change_decision"),
    path("recommendations/<int:recommendation>/decide/", deciding.decide, name="decide"),
]
