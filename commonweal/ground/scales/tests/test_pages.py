"""Does everybody who is signed in find every scale with its source, and nobody else?"""

import pytest

from commonweal.ground.people.rules import all_roles
from commonweal.ground.scales.reads import list_scales

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", sorted(all_roles()))
def test_every_role_reads_the_scales(signed_in, role):
    page = signed_in(role).get("/scales/").content.decode()
    assert all(scale.source in page.replace("&#39;", "'") for scale in list_scales())


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/scales/").status_code == 302
    assert client.get("/scales/plan_status@2026-1/").status_code == 302


def test_every_version_has_a_page(signed_in, django_assert_max_num_queries, count):
    client = signed_in("contributor")
    for scale in list_scales():
        with django_assert_max_num_queries(12):
            page = client.get(f"/scales/{scale.key}/")
        assert page.status_code == 200
        assert scale.key in page.content.decode()
    count("Scales: pages opened", len(list_scales()))


def test_an_unknown_scale_is_not_found(signed_in):
    assert signed_in("contributor").get("/scales/plan_status@1812-1/").status_code == 404


def test_a_status_is_a_word_a_letter_and_a_shape(signed_in):
    page = signed_in("contributor").get("/scales/plan_status@2026-1/").content.decode()
    assert "No update" in page
    assert page.count("cw-status__shape") == 7
