from django.urls import path

from commonweal.assess.guidance.views import documents, reviews, versions

app_name = "guidance"
urlpatterns = [
    path("", documents.list_page, name="list"),
    path("start/", documents.start, name="start"),
    path("asked/", reviews.asked_page, name="asked"),
    path("<int:pk>/", documents.show, name="show"),
    path("<int:pk>/details/", documents.details, name="details"),
    path("<int:pk>/begin/", documents.begin, name="begin"),
    path("<int:pk>/keep/", documents.keep, name="keep"),
    path("versions/<int:pk>/", versions.version_page, name="version"),
    path("versions/<int:pk>/print/", versions.print_page, name="print"),
    path("versions/<int:pk>/text/", versions.text, name="text"),
    path("versions/<int:pk>/why/", versions.why, name="why"),
    path("versions/<int:pk>/ask/", reviews.ask, name="ask"),
    path("versions/<int:pk>/steps/<slug:event>/", versions.step, name="step"),
    path("reasons/<int:pk>/take-back/", versions.remove_why, name="remove_why"),
    path("reviews/<int:pk>/", reviews.show, name="review"),
    path("reviews/<int:pk>/<slug:deed>/", reviews.step, name="review_step"),
]
