"""Which address belongs to which room?"""

from django.conf import settings
from django.urls import include, path

from commonweal.config.guide import guide
from commonweal.config.health import health, ready
from commonweal.config.home_page import home
from commonweal.config.public_pages import accessibility, privacy, what_this_holds
from commonweal.config.search_page import search_page

urlpatterns = [
    path("", home, name="home"),
    path("search/", search_page, name="search"),
    path("first-job/", guide, name="guide"),
    path("accessibility", accessibility, name="accessibility"),
    path("privacy", privacy, name="privacy"),
    path("what-this-holds", what_this_holds, name="what_this_holds"),
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("", include("commonweal.ground.people.sign_in_urls")),
    path("", include("commonweal.ground.people.urls")),
    path("what-would-they-see/", include("commonweal.ground.people.visibility_urls")),
    path("audit/", include("commonweal.ground.audit.urls")),
    path("messages/", include("commonweal.ground.messages.urls")),
    path("places/", include("commonweal.ground.places.urls")),
    path("", include("commonweal.ground.partners.urls")),
    path("scales/", include("commonweal.ground.scales.urls")),
    path("intake/", include("commonweal.listen.intake.urls")),
    path("trusted/", include("commonweal.listen.exchange.urls")),
    path("told-back/", include("commonweal.listen.exchange.public_urls")),
    path("communities/", include("commonweal.listen.engagement.urls")),
    path("you-said-we-did/", include("commonweal.listen.engagement.public_urls")),
    path("recorded-crime/", include("commonweal.listen.recorded_crime.urls")),
    path("definitions/", include("commonweal.assess.harm.urls")),
    path("agreements/", include("commonweal.act.agreements.urls")),
    path("early-warning/", include("commonweal.assess.surveillance.urls")),
    path("what-lies-near/", include("commonweal.assess.exposure.urls")),
    path("equality/", include("commonweal.assess.equality.urls")),
    path("guidance/", include("commonweal.assess.guidance.urls")),
    path("impact/advice/", include("commonweal.assess.impact.urls_advice")),
    path("impact/", include("commonweal.assess.impact.urls")),
    path("", include("commonweal.listen.tension.urls")),
    path("plans/", include("commonweal.act.plans.urls")),
    path("plans/", include("commonweal.act.plans.urls_exchange")),
    path("meetings/", include("commonweal.answer.meetings.urls")),
    path("papers/", include("commonweal.answer.papers.urls")),
    path("publications/", include("commonweal.answer.publications.urls")),
    path("public/", include("commonweal.answer.publications.public_urls")),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("demonstration/", include("commonweal.ground.people.demonstration.urls")))
handler400 = "commonweal.config.errors.bad_request"
handler403 = "commonweal.config.errors.forbidden"
handler404 = "commonweal.config.errors.not_found"
handler500 = "commonweal.config.errors.server_error"
