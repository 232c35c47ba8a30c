from django.urls import path

from commonweal.listen.engagement.views.engagements import you_said_we_did

urlpatterns = [path("", you_said_we_did, name="you_said_we_did")]
