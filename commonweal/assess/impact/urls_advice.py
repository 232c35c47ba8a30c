"""Which address belongs to which page of advice on an operation and its assessment?"""

from django.urls import path

from commonweal.assess.impact.views import consulting, disclosing, effects, recommending, sharing, watching

app_name = "advice"
urlpatterns = [
    path("assessments/<int:pk>/", effects.show, name="show"),
    path("assessments/<int:pk>/impacts/new/", effects.add_impact, name="add_impact"),
    path("impacts/<int:pk>/edit/", effects.edit_impact, name="edit_impact"),
    path("assessments/<int:pk>/consultations/new/", consulting.consult, name="consult"),
    path("consultations/<int:pk>/answer/", consulting.answer_advice, name="answer_advice"),
    path("consultations/<int:pk>/correct/", consulting.correct, name="correct"),
    path("declined/", consulting.declined_page, name="declined"),
    path("assessments/<int:pk>/recommendations/new/", recommending.recommend, name="recommend"),
    path("recommendations/<int:pk>/", recommending.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/press-line/", recommending.press_line, name="press_line"),
    path("recommendations/<int:pk>/meeting/", recommending.convening, name="convening"),
    path("recommendations/<int:pk>/<slug:event>/", recommending.settle, name="settle"),
    path("operations/<int:pk>/monitors/", watching.monitors, name="monitors"),
    path("operations/<int:pk>/monitors/new/", watching.deploy, name="deploy"),
    path("monitors/<int:pk>/observations/new/", watching.observe, name="observe"),
    path("monitors/<int:pk>/stand-down/", watching.stand_down, name="stand_down"),
    path("operations/<int:pk>/bronze/", watching.bronze_log, name="bronze"),
    path("operations/<int:pk>/bronze/new/", watching.advise, name="advise"),
    path("bronze/<int:pk>/decide/", watching.decide, name="decide"),
    path("assessments/<int:pk>/disclosure/", disclosing.choose, name="choose"),
    path("versions/<int:pk>/disclosable/", disclosing.disclosable, name="disclosable"),
    path("versions/<int:pk>/disclosable/given/", disclosing.give_copy, name="give_copy"),
    path("sharing/", sharing.list_page, name="sharing"),
    path("sharing/ask/", sharing.ask, name="ask"),
    path("sharing/<int:pk>/", sharing.shared, name="shared"),
    path("sharing/<int:pk>/rely/", sharing.rely, name="rely"),
    path("sharing/<int:pk>/<slug:deed>/", sharing.answer_request, name="answer_request"),
]
