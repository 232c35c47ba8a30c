from django.urls import path

from commonweal.answer.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/heading/", views.edit_heading, name="heading"),
    path("<int:pk>/sections/<slug:code>/", views.edit_section, name="section"),
    path("<int:pk>/recommendations/", views.edit_recommendations, name="recommendations"),
    path("<int:pk>/figures/type/", views.type_figure, name="type_figure"),
    path("<int:pk>/preview/", views.preview, name="preview"),
    path("<int:pk>/file/<slug:form>/", views.file, name="file"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/clear/", views.clear, name="clear"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/why/<slug:doing>/", views.with_reason, name="with_reason"),
    path("meetings/<int:meeting>/decisions/", views.decisions, name="decisions"),
    path("recommendations/<int:recommendation>/decide/", views.decide, name="decide"),
]
