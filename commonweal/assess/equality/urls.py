from django.urls import path

from commonweal.assess.equality.views import drafting, following, judging, lists

app_name = "equality"
urlpatterns = [
    path("", lists.list_page, name="list"),
    path("due/", lists.due_page, name="due"),
    path("open/", drafting.open_page, name="open"),
    path("<int:pk>/", judging.show, name="show"),
    path("<int:pk>/heading/", drafting.heading, name="heading"),
    path("<int:pk>/rows/add/", drafting.add_row, name="add_row"),
    path("<int:pk>/evidence/add/", drafting.add_evidence, name="add_evidence"),
    path("<int:pk>/engagement/add/", drafting.add_consultation, name="add_consultation"),
    path("<int:pk>/actions/add/", drafting.add_action, name="add_action"),
    path("<int:pk>/outcome/", drafting.outcome, name="outcome"),
    path("<int:pk>/remove/", drafting.remove, name="remove"),
    path("<int:pk>/sign/", judging.sign, name="sign"),
    path("<int:pk>/steps/<slug:event>/", judging.step, name="step"),
    path("<int:pk>/redact/", following.redact, name="redact"),
    path("<int:pk>/restore/", following.restore, name="restore"),
    path("<int:pk>/review/", following.review, name="review"),
    path("<int:pk>/replace/", following.replace, name="replace"),
    path("rows/<int:pk>/", drafting.row, name="row"),
    path("actions/<int:pk>/done/", following.done, name="done"),
    path("actions/<int:pk>/drop/", following.drop, name="drop"),
    path("actions/<int:pk>/extend/", following.extend, name="extend"),
]
