"""Addresses of the definition register."""

from django.urls import path

from commonweal.assess.harm.views import register, working

app_name = "harm"
urlpatterns = [
    path("", register.list_page, name="list"),
    path("new/", register.start, name="start"),
    path("<int:pk>/", register.show, name="show"),
    path("<int:pk>/new-version/", register.draft, name="draft"),
    path("versions/<int:pk>/", register.version, name="version"),
    path("versions/<int:pk>/wording/", working.reword, name="reword"),
    path("versions/<int:pk>/add-limb/", working.add_limb, name="add_limb"),
    path("versions/<int:pk>/ask/", working.ask, name="ask"),
    path("versions/<int:pk>/add-case/", working.add_case, name="add_case"),
    path("versions/<int:pk>/<slug:event>/", working.step, name="step"),
    path("limbs/<int:pk>/", working.edit_limb, name="edit_limb"),
    path("limbs/<int:pk>/take-out/", working.remove_limb, name="remove_limb"),
    path("asked/<int:pk>/", working.keep_answer, name="keep_answer"),
    path("cases/<int:pk>/", working.try_case, name="try_case"),
]
