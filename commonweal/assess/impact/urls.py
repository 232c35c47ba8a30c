from django.urls import path

from commonweal.assess.impact.draft_urls import urlpatterns as drafting
from commonweal.assess.impact.views import assessments, joint, near, operations

app_name = "impact"
urlpatterns = [
    path("", operations.list_page, name="list"),
    path("ask/", operations.ask, name="ask"),
    path("duties/", operations.duties, name="duties"),
    path("operations/<int:pk>/", operations.operation, name="operation"),
    path("operations/<int:pk>/harm/", joint.claim, name="claim"),
    path("operations/<int:pk>/near/", near.lay, name="lay_study"),
    path("operations/<int:pk>/command/", operations.command, name="command"),
    path("operations/<int:pk>/tell/", operations.tell, name="tell"),
    path("operations/<int:pk>/ask-anew/", operations.anew, name="anew"),
    path("operations/<int:pk>/steps/<slug:step>/", operations.step, name="operation_step"),
    path("assessments/<int:pk>/", assessments.show, name="show"),
    path("assessments/<int:pk>/submit/", assessments.submit, name="submit"),
    path("assessments/<int:pk>/exit-strategy/", assessments.sign_exit, name="sign_exit"),
    path("assessments/<int:pk>/steps/<slug:event>/", assessments.step, name="step"),
    path("versions/<int:pk>/", assessments.version, name="version"),
    path("versions/<int:pk>/content.json", assessments.version_file, name="version_file"),
    *drafting,
]
