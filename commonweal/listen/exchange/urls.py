"""Which address keeps a relationship, an exchange or a relay, and where is it overseen?"""

from django.urls import path

from commonweal.listen.exchange.views import handing_over, holding, keeping, overseeing, passing, saying

app_name = "trusted"
urlpatterns = [
    path("", keeping.list_page, name="list"),
    path("promise/", overseeing.promise, name="promise"),
    path("oversight/", overseeing.oversight, name="oversight"),
    path("without-keeper/", handing_over.list_page, name="vacancies"),
    path("without-keeper/<int:pk>/", handing_over.name_keeper, name="name_keeper"),
    path("relationships/new/", keeping.begin, name="begin"),
    path("relationships/<int:pk>/", keeping.show, name="relationship"),
    path("relationships/<int:pk>/change/", keeping.change, name="change"),
    path("relationships/<int:pk>/end/", keeping.end, name="end"),
    path("relationships/<int:pk>/who/", keeping.keep_who, name="keep_who"),
    path("relationships/<int:pk>/open/", keeping.open_who, name="open_who"),
    path("openings/<int:pk>/", keeping.opened, name="opened"),
    path("relationships/<int:pk>/told-us/", saying.record, name="record"),
    path("relationships/<int:pk>/we-told/", saying.we_told, name="we_told"),
    path("exchanges/", saying.list_page, name="exchanges"),
    path("exchanges/<int:pk>/", saying.show, name="exchange"),
    path("exchanges/<int:pk>/acknowledge/", saying.acknowledge, name="acknowledge"),
    path("exchanges/<int:pk>/answer/", saying.answer_page, name="answer"),
    path("exchanges/<int:pk>/happened-next/", saying.tell_back, name="tell_back"),
    path("exchanges/<int:pk>/take-back/", saying.take_back, name="take_back"),
    path("exchanges/<int:pk>/agree/", saying.agree, name="agree"),
    path("exchanges/<int:pk>/receipt/", holding.hand_receipt, name="hand_receipt"),
    path("exchanges/<int:pk>/request/", passing.request_page, name="request"),
    path("exchanges/<int:pk>/relay/", passing.relay_page, name="send"),
    path("relays/", passing.list_page, name="relays"),
    path("relays/<int:pk>/", passing.show, name="relay"),
    path("relays/<int:pk>/take-back/", passing.take_back, name="take_back_relay"),
    path("received/<int:pk>/", passing.received, name="received"),
    path("received/<int:pk>/accept/", passing.accept, name="accept"),
    path("received/<int:pk>/decline/", passing.decline, name="decline"),
    path("received/<int:pk>/use/", passing.say_use, name="say_use"),
]
