"""What do the tests of people share: an invitation as an administrator sends it, and the link in the letter?"""

from commonweal.ground.people.links import address_of
from commonweal.ground.people.tests.factories import make_organisation

NEW = "seven lanterns mend an otter"


def invite(office, email="new@mail.example", role="delivery_partner"):
    given = {"name": "New Person", "email": email, "role": role, "organisation": make_organisation().pk}
    return office.post("/people/invite/", given)


def link_to(account):
    return address_of(account.letters.order_by("pk").last()).replace("http://localhost:8000", "")
