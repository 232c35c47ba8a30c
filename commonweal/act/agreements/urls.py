"""Addresses of joint working."""

from django.urls import path

from commonweal.act.agreements.views import agreements, counting, deploying

app_name = "agreements"
urlpatterns = [
    path("", agreements.list_page, name="list"),
    path("new/", agreements.start, name="start"),
    path("problems/", counting.problems_page, name="problems"),
    path("problems/count/", counting.record_problem, name="record_problem"),
    path("inspectorate/", counting.inspectorate, name="inspectorate"),
    path("inspectorate.<slug:kind>", counting.inspectorate_file, name="inspectorate_file"),
    path("definitions/<int:pk>/", agreements.uses, name="uses"),
    path("<int:pk>/", agreements.show, name="show"),
    path("<int:pk>/edit/", agreements.edit, name="edit"),
    path("<int:pk>/for/", agreements.scope, name="scope"),
    path("<int:pk>/parties/", agreements.add_party, name="add_party"),
    path("<int:pk>/deployments/", deploying.plan, name="plan"),
    path("<int:pk>/operations/", agreements.link, name="link"),
    path("<int:pk>/risks/", deploying.add_risk, name="add_risk"),
    path("<int:pk>/activity/", counting.activity_page, name="activity"),
    path("<int:pk>/activity/count/", counting.record, name="record"),
    path("<int:pk>/activity.<slug:kind>", counting.activity_file, name="activity_file"),
    path("<int:pk>/step/<slug:event>/", agreements.step, name="step"),
    path("parties/<int:pk>/", agreements.sign, name="sign"),
    path("deployments/<int:pk>/use/", deploying.use, name="use"),
    path("deployments/<int:pk>/<slug:deed>/", deploying.step, name="deployment_step"),
    path("risks/<int:pk>/", deploying.review_risk, name="review_risk"),
]
