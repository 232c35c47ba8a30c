"""The address of "What would they see?": the question is visibility's, but it takes people's roles to answer it."""

from django.urls import path

from commonweal.ground.people.views import seeing

app_name = "visibility"
urlpatterns = [path("", seeing.see_as, name="see_as")]
