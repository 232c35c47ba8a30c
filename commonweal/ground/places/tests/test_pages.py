"""Do the pages about places show the map beside its table, and is nothing stored before it was seen?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from selectolax.lexbor import LexborHTMLParser

from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.pages import markup
from commonweal.ground.places import writes
from commonweal.ground.places.models import Area
from commonweal.ground.places.tests.factories import ADMINISTRATOR, AT, feature, file, row, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def boroughs():
    load = {"file_name": "a.geojson", "source": "Test survey 2022", "by": ADMINISTRATOR, "at": AT}
    region = file(feature("R1", "Region", square(0).union(square(1)).union(square(2))))
    writes.load_areas(content=region, level="region", **load)
    return writes.load_areas(content=row(3), level="borough", parent_level="region", **load)


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_sees_the_map_and_its_table(signed_in, boroughs, role, django_assert_max_num_queries):
    client = signed_in(role)
    client.get("/scales/")  # the first page of a session writes the session
    with django_assert_max_num_queries(12):
        page = markup(client.get("/places/"))
    assert page.count('class="cw-area"') == 3
    assert "Square 1" in page
    assert "Test survey 2022" in page
    assert ("Load boundaries" in page) == ("places.load" in all_roles()[role].scopes)


def test_no_area_yet_says_what_would_stand_here(signed_in):
    assert "No areas yet" in markup(signed_in("administrator").get("/places/"))


def test_an_area_has_its_parent_children_map_and_history(signed_in, boroughs, django_assert_max_num_queries):
    client = signed_in("contributor")
    region, square_1 = Area.objects.get(code="R1"), Area.objects.get(code="E1")
    client.get("/scales/")
    with django_assert_max_num_queries(12):
        page = markup(client.get(f"/places/{region.pk}/"))
    assert "Region and its 3 boroughs and districts." in page
    page = markup(client.get(f"/places/{square_1.pk}/"))
    assert "Square 1 among its neighbours." in page
    assert f"/organisations/?area={square_1.pk}" in page
    assert "loaded areas from a boundary file" in page
    assert client.get("/places/99999/").status_code == 404


def test_the_table_comes_as_csv(signed_in, boroughs):
    table = signed_in("contributor").get("/places/?format=csv&level=borough").content.decode()
    assert table.splitlines()[1].startswith("E0,Square 0,borough,Region,")
    assert len(table.splitlines()) == 4


DETAILS = {
    "level": "ward", "code_field": "code", "name_field": "name", "source": "Survey",
    "valid_from_on-day": "1", "valid_from_on-month": "12", "valid_from_on-year": "2022",
}  # fmt: skip


def upload(client, content, **more):
    return client.post(
        "/places/load/", DETAILS | more | {"file": SimpleUploadedFile("wards.geojson", content)}
    )


def hidden(page):
    """What the confirmation sends: the hidden fields of its form."""
    form = LexborHTMLParser(page.content.decode()).css_first('form[action="/places/load/store/"]')
    return {i.attributes["name"]: i.attributes.get("value") or "" for i in form.css("input")} if form else {}


def test_a_file_is_shown_before_it_is_stored_and_stored_once(signed_in, boroughs):
    client = signed_in("administrator")
    page = upload(client, row(2, prefix="W"), parent_level="borough")
    assert "The file can be stored" in markup(page)
    assert not Area.objects.filter(level="ward").exists()
    for _ in range(2):
        sent = client.post("/places/load/store/", hidden(page))
    assert Area.objects.filter(level="ward").count() == 2
    assert sent.status_code == 303


def test_a_file_with_faults_shows_them_and_offers_no_storing(signed_in):
    client = signed_in("administrator")
    page = upload(client, file(feature("", "West", square(0))))
    assert "has no code" in markup(page)
    assert hidden(page) == {}
    assert "not JSON" in markup(upload(client, b"%PDF-1.4"))
    assert "submitted file is empty" in markup(upload(client, b""))


def test_what_was_not_checked_cannot_be_stored(signed_in):
    client = signed_in("administrator")
    sent = client.post("/places/load/store/", DETAILS | {"mark": "0" * 64})
    assert sent.status_code == 303
    assert not Area.objects.exists()
    assert client.post("/places/load/store/", DETAILS | {"mark": "../../keys/audit"}).status_code == 303


@pytest.mark.parametrize("role", sorted(set(all_roles()) - {"administrator"}))
def test_others_neither_open_the_form_nor_store(signed_in, role, count):
    client = signed_in(role)
    assert client.get("/places/load/").status_code == 403
    assert upload(client, row(1)).status_code == 403
    assert not Area.objects.exists()
    count("Places: loading pages refused", 2)


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/places/").status_code == 302
