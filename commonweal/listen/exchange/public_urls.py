"""The address at which anybody opens a receipt that was handed to them."""

from django.urls import path

from commonweal.listen.exchange.views.holding import told_back

urlpatterns = [path("", told_back, name="told_back")]
