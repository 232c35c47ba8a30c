"""Addresses of people, of one's own account and of the links in e-mails."""

from django.urls import path

from commonweal.ground.people.views import administering, own_account, sign_in

app_name = "people"
urlpatterns = [
    path("account/", own_account.account, name="account"),
    path("account/details/", own_account.details, name="details"),
    path("account/password/", own_account.change_password, name="change_password"),
    path("account/recovery-codes/", sign_in.recovery_codes, name="recovery_codes"),
    path("account/second-step/<int:pk>/remove/", sign_in.remove_second_step, name="remove_second_step"),
    path("account/sessions/<int:pk>/end/", sign_in.end_session, name="end_session"),
    path("account/sessions/end-others/", sign_in.end_other_sessions, name="end_other_sessions"),
    path("invitation/<str:token>/", own_account.accept, name="accept"),
    path("password/forgotten/", own_account.forgotten, name="forgotten"),
    path("password/new/<str:token>/", own_account.new_password, name="new_password"),
    path("people/", administering.list_people, name="list"),
    path("people/invite/", administering.invite, name="invite"),
    path("people/<int:pk>/", administering.show_person, name="show"),
    path("people/<int:pk>/invite-again/", administering.invite_again, name="invite_again"),
    path("people/<int:pk>/give-role/", administering.give_role, name="give_role"),
    path("people/<int:pk>/remove/", administering.remove, name="remove"),
    path("people/<int:pk>/second-step/", administering.reset_second_step, name="reset_second_step"),
    path("people/roles/<int:pk>/end/", administering.end_role, name="end_role"),
]
