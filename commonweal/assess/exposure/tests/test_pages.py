"""Do the pages open to those who may read, say the same in words, tables and files, and keep the rest from everybody?"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from commonweal.assess.exposure.models import Layer, Study
from commonweal.assess.exposure.reads.documents import disclosable_document
from commonweal.assess.exposure.reads.pictures import still_picture
from commonweal.assess.exposure.reads.studies import answer_of, list_studies
from commonweal.assess.exposure.tests import factories as f
from commonweal.assess.exposure.writes import withdraw_study
from commonweal.design.documents.docx import as_docx
from commonweal.design.documents.pdf import as_pdf
from commonweal.design.documents.pictures import as_png
from commonweal.ground.audit.freezing import content_hash
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.people.reads import as_viewer
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.pages import at_the_time, main_text
from commonweal.ground.visibility.rules import Holding, Viewer

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(f.AT)
MAKERS = {"borough_lead", "desk_officer", "analyst", "investigating_officer", "commander"}


def form_of(account: Any, **given: Any) -> dict[str, Any]:
    owner = f.police().pk
    return {
        "title": "The march", "way": "drawn", "positions": f.ROUTE, "shape": "route", "names": "", "place": "",
        "within": "500, 1500", "kinds": ["worship", "school", "mission"], "owner": str(owner), "reach": "own",
        "once": f"key-{account.pk}", **given,
    }  # fmt: skip


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_reads_or_is_refused(ask, role: str, count: Callable[..., None]):
    analyst = f.make_town()
    made = f.study(analyst, reach="police")
    account = f.person(role)
    right = 200 if role in MAKERS else 403
    hidden = 200 if role in MAKERS else 404
    layer = Layer.objects.first()
    assert layer is not None
    expected = {
        "": right, "ask/": right, "layers/": right, f"layers/{layer.pk}/": hidden, f"studies/{made.pk}/": hidden,
        f"studies/{made.pk}/answer.json": hidden, f"studies/{made.pk}/answer.csv": hidden,
        f"studies/{made.pk}/answer.geojson": hidden, f"studies/{made.pk}/answer.exe": 404,
        f"studies/{made.pk}/map.svg": hidden, f"studies/{made.pk}/map.exe": 404, f"studies/{made.pk}/disclosable/": hidden,
        f"studies/{made.pk}/disclosable.csv": hidden, f"studies/{made.pk}/disclosable.svg": hidden,
        "layers/load/": 200 if role == "analyst" else 403,
    }  # fmt: skip
    for path, status in expected.items():
        assert ask(account, f"/what-lies-near/{path}").status_code == status, path
        count("A8 pages of what lies near × roles", 1)


def test_a_study_of_our_own_is_for_our_organisation_and_those_who_read_for_all():
    analyst = f.make_town()
    ours = f.study(analyst)
    theirs = f.study(f.person("investigating_officer", f.police("Southmarsh police")), title="Theirs")
    lead = f.who(f.person("borough_lead"))["by"]
    assert [each.pk for each in list_studies(lead)] == [ours.pk]
    everybody = f.who(f.person("commander"))["by"]
    assert {each.pk for each in list_studies(everybody)} == {ours.pk, theirs.pk}
    border = as_viewer([Holding("analyst", f.police().pk, "Border body", True)], account_id=10**6)
    for viewer in (border, Viewer()):
        assert not list_studies(viewer).exists()
        assert not Layer.objects.visible_to(viewer).exists()


def test_a_question_is_asked_on_the_page_and_answered_once_however_often_it_is_sent(ask):
    account = f.make_town()
    answer = ask(account, "/what-lies-near/ask/", form_of(account))
    assert answer.status_code == 303
    assert (
        ask(account, "/what-lies-near/ask/", form_of(account)).headers["Location"]
        == answer.headers["Location"]
    )
    assert Study.objects.count() == 1
    page = main_text(ask(account, answer.headers["Location"]))
    for words in (
        "Quay School",
        "100 m",
        "Quayside",
        "4.0 km",
        "Hill people",
        "Placed by hand",
        "nearest point Quay",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"positions": "51.5, -0.14"}, "positions", "latitude and longitude swapped"),
        ({"way": "uploaded"}, "file", "Choose a file"),
        ({"way": "named", "names": "Nowhere"}, "names", "not among the sites"),
        ({"way": "place", "place": ""}, "place", "Write the name"),
        ({"within": "70000"}, "within", "at most 20,000 metres"),
    ],
)
def test_what_is_refused_stands_beside_its_field(ask, given: dict[str, Any], field: str, says: str):
    account = f.make_town()
    answer = ask(account, "/what-lies-near/ask/", form_of(account, **given))
    assert answer.status_code == 422
    page = LexborHTMLParser(answer.content.decode())
    error = page.css_first(f"#id_{field}-error")
    assert error is not None
    assert says in error.text()
    assert not Study.objects.exists()


def test_a_route_is_uploaded_on_the_page(ask):
    account = f.make_town()
    file = SimpleUploadedFile("march.gpx", f.gpx((0, 0), (2000, 0)))
    answer = ask(account, "/what-lies-near/ask/", form_of(account, way="uploaded", file=file))
    page = main_text(ask(account, answer.headers["Location"]))
    assert "1 July 2010, 11:03am, give or take" in page


def test_the_page_of_a_study_asks_few_questions_however_much_it_found(ask):
    account = f.make_town()
    small = f.study(account, within="100", kinds=["mission"])
    large = f.study(account, within="500, 1000, 1500, 2000, 3000, 4000")
    asked = []
    for made in (small, large):
        for page in ("", "disclosable/"):
            ask(account, f"/what-lies-near/studies/{made.pk}/{page}")
            with CaptureQueriesContext(connection) as said:
                ask(account, f"/what-lies-near/studies/{made.pk}/{page}")
            asked.append(sum(q["sql"].startswith("SELECT") for q in said.captured_queries))
    assert asked[:2] == asked[2:]
    assert max(asked) <= 13  # signing in for the test is one of them


def test_the_files_say_what_the_page_says_and_who_took_them_out_is_kept(ask):
    account = f.make_town()
    made = f.study(account)
    path = f"/what-lies-near/studies/{made.pk}/answer."
    taken = ask(account, f"{path}json").content
    assert content_hash(taken.decode()) == made.answer_hash
    shapes = json.loads(ask(account, f"{path}geojson").content)
    assert [each["properties"]["what"] for each in shapes["features"]] == ["route", *["site"] * 4]
    rows = ask(account, f"{path}csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("Quay School,school,100,Quay,700,")
    assert AuditEntry.objects.filter(action="audit.note_read").count() == 3


def test_the_disclosable_copy_names_no_site_and_tells_no_small_number(ask):
    account = f.make_town()
    made = f.study(account)
    page = ask(account, f"/what-lies-near/studies/{made.pk}/disclosable/")
    table = ask(account, f"/what-lies-near/studies/{made.pk}/disclosable.csv").content.decode("utf-8-sig")
    picture = ask(account, f"/what-lies-near/studies/{made.pk}/disclosable.svg").content.decode()
    for name, *_ in f.SITES:
        assert name not in page.content.decode()
        assert name not in table
        assert name not in picture
    assert "Ferry people" not in table
    assert "school,1,1" in table


def test_the_disclosable_copy_is_a_document_with_its_map_and_names_no_site():
    made = f.study(f.make_town())
    document = disclosable_document(answer_of(made), owner="The police")
    names = {site["name"] for site in answer_of(made).sites}
    word, printed = as_docx(document), as_pdf(document)
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        text = packed.read("word/document.xml").decode()
        assert any(name.endswith(".png") for name in packed.namelist())
    assert "rings at 500 m" in text  # the alternative text of the map
    assert not [name for name in names if name in text]
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages)
    assert "The place and its distances" in pages
    assert not [name for name in names if name in pages]
    assert (as_docx(document), as_pdf(document)) == (word, printed), "equal content, equal bytes"


def test_the_whole_study_is_a_document_with_its_map_and_every_table_of_the_page(ask):
    account = f.make_town()
    made = f.study(
        account, way="uploaded", file=f.gpx((0, 0), (2_000, 0), (2_000, 2_000)), file_name="route.gpx"
    )
    page = ask(account, f"/what-lies-near/studies/{made.pk}/").content.decode()
    word, printed = (
        ask(account, f"/what-lies-near/studies/{made.pk}/answer.{kind}").content for kind in ("docx", "pdf")
    )
    with zipfile.ZipFile(io.BytesIO(word)) as packed:
        text = packed.read("word/document.xml").decode()
        assert any(name.endswith(".png") for name in packed.namelist())
    pages = " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages).split())
    words = [site["name"] for site in answer_of(made).sites]
    words += [area["name"] for area in answer_of(made).areas_of("borough")]
    words += ["Reed people", "1 July 2010, 11am, give or take 1 min"]
    for each in words:
        assert each in page, each
        assert each in text, each
        assert each in pages, each


def test_the_still_picture_stands_by_itself_and_says_what_it_shows():
    made = f.study(f.make_town(), title='March & "vigil" <b>')
    picture = still_picture(made)
    root = etree.fromstring(picture.encode())
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "The route with rings at 500 m and 1.5 km and 4 sites." in " ".join(root.itertext())
    assert "style" not in {name for element in root.iter() for name in element.attrib}
    assert as_png(picture).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "given", [{"way": "place", "place": "Fieldside"}, {"positions": "529000, 179000"}, {"within": "20000"}]
)
def test_every_kind_of_place_has_its_map(ask, given: dict[str, Any]):
    account = f.make_town()
    made = f.study(account, **given)
    assert ask(account, f"/what-lies-near/studies/{made.pk}/").status_code == 200
    assert "<svg" in still_picture(made)


def test_a_layer_is_checked_first_and_stored_when_it_is_confirmed(ask):
    f.make_areas()
    account = f.person()
    details = {
        "what": "sites", "title": "Schools", "source": "A test", "licence": "Open", "limits": "Invented",
        "dated_on-day": "1", "dated_on-month": "1", "dated_on-year": "2010",
    }  # fmt: skip
    file = SimpleUploadedFile("schools.csv", f.sites_table())
    checked = ask(account, "/what-lies-near/layers/load/", {**details, "file": file})
    assert "Quay School" in main_text(checked)
    assert not Layer.objects.exists()
    page = LexborHTMLParser(checked.content.decode())
    form = page.css_first('form[action="/what-lies-near/layers/store/"]')
    hidden = {i.attributes["name"]: i.attributes.get("value") or "" for i in form.css("input[name]")}
    stored = ask(account, "/what-lies-near/layers/store/", hidden)
    assert stored.status_code == 303
    assert (
        ask(account, "/what-lies-near/layers/store/", hidden).headers["Location"]
        == stored.headers["Location"]
    )
    layer = Layer.objects.get()
    assert (layer.row_count, layer.kinds) == (5, [["mission", 1], ["school", 2], ["worship", 2]])
    assert "Quay School" in main_text(ask(account, stored.headers["Location"]))


@pytest.mark.parametrize(
    ("content", "what", "says"),
    [
        (b"name,kind,longitude,latitude\nA,b,51.5,-0.1\n", "sites", "swapped"),
        (b"name,kind,longitude,latitude\nA,b,2.3,48.8\n", "sites", "outside the United Kingdom"),
        (b"name,kind,longitude,latitude\n", "sites", "holds no sites"),
        (
            b"name,kind,longitude,latitude\nask warden@example.org,b,-0.1,51.5\n",
            "sites",
            "belongs to a person",
        ),
        (b"<svg onload='x'/>", "sites", "not from XML"),
        (b"\xff\xfe\x00bad", "sites", "UTF-8"),
        (b"code,Reed\nX1,5\n", "people", "load boundaries first"),
        (b"code,Reed\nE09000101,-5\n", "people", "below 0"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_stored(ask, content: bytes, what: str, says: str):
    f.make_areas()
    details = {
        "what": what, "title": "Bad", "source": "A test", "licence": "Open", "limits": "Bad", "dated_on-day": "1",
        "dated_on-month": "1", "dated_on-year": "2010", "file": SimpleUploadedFile("bad.csv", content),
    }  # fmt: skip
    answer = ask(f.person(), "/what-lies-near/layers/load/", details)
    assert answer.status_code == 422
    assert says in main_text(answer)


def test_withdrawing_and_putting_aside_ask_for_a_reason_and_see_who_was_first(ask):
    account = f.make_town()
    made = f.study(account)
    path = f"/what-lies-near/studies/{made.pk}/withdraw/"
    assert ask(account, path, {"reason": "", "version": "1"}).status_code == 422
    withdraw_study(study=made, reason="Someone else was first", **f.who(account))
    assert ask(account, path, {"reason": "Too late", "version": "1"}).status_code == 409
    assert "Someone else was first" in main_text(ask(account, f"/what-lies-near/studies/{made.pk}/"))
    layer = Layer.objects.filter(what="sites").get()
    answer = ask(
        account,
        f"/what-lies-near/layers/{layer.pk}/retire/",
        {"reason": "Old", "version": str(layer.version)},
    )
    assert answer.status_code == 303
    assert "Put aside" in main_text(ask(account, f"/what-lies-near/layers/{layer.pk}/"))
