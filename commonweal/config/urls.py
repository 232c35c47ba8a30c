"""Which address belongs to which room?"""

from django.urls import include, path

from commonweal.config.home_page import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("commonweal.ground.people.sign_in_urls")),
    path("", include("commonweal.ground.people.urls")),
    path("scales/", include("commonweal.ground.scales.urls")),
]
handler400 = "commonweal.config.errors.bad_request"
handler403 = "commonweal.config.errors.forbidden"
handler404 = "commonweal.config.errors.not_found"
handler500 = "commonweal.config.errors.server_error"
