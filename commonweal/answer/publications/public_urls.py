from django.urls import path

from commonweal.answer.publications.views import public

app_name = "public"
urlpatterns = [
    path("", public.front, name="front"),
    path("register/", public.register, name="register"),
    path("check/", public.find_hash, name="find_hash"),
    path("documents/<slug:slug>/", public.show, name="show"),
    path("documents/<slug:slug>/check/", public.check, name="check"),
    path("documents/<slug:slug>/file/<slug:form>/", public.file, name="file"),
]
