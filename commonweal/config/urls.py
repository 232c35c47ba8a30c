"""Which address belongs to which room?"""

from django.urls import path

from commonweal.config.home_page import home

urlpatterns = [
    path("", home, name="home"),
]
handler400 = "commonweal.config.errors.bad_request"
handler403 = "commonweal.config.errors.forbidden"
handler404 = "commonweal.config.errors.not_found"
handler500 = "commonweal.config.errors.server_error"
