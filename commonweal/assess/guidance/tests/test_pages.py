"""Do the pages say how guidance stands, open only to those of its tier, and let a community speak for itself?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from commonweal.assess.guidance.models import CommunityReview, GuidanceDocument, GuidanceVersion
from commonweal.assess.guidance.tests.factories import (
    AT,
    approver,
    community,
    contributor,
    make_answer,
    make_draft,
    make_in_force,
    make_review,
    make_submitted,
    next_draft,
    somebody,
    who,
    writer,
)
from commonweal.assess.guidance.writes import versions
from commonweal.ground.people.rules import all_roles
from commonweal.ground.people.tests.factories import make_organisation
from commonweal.ground.people.tests.pages import at_the_time, date_boxes, main_text

pytestmark = pytest.mark.django_db
in_july_2010 = at_the_time(AT)


def test_a_briefing_that_no_community_has_reviewed_says_so_loudly(ask):
    version = make_in_force()
    page = ask(approver(), f"/guidance/{version.document_id}/")
    loud = LexborHTMLParser(page.content.decode()).css_first(".cw-notice--warning")
    assert "Nobody of this community has reviewed this text. Nobody has asked them." in loud.text()
    make_review(version)
    assert "was asked on 22 July 2010" in main_text(ask(approver(), f"/guidance/{version.document_id}/"))


def test_a_disagreement_stays_beside_the_text_and_a_later_wording_is_not_covered_by_it(ask):
    version = make_in_force()
    make_answer(version)
    address = f"/guidance/{version.document_id}/"
    page = main_text(ask(approver(), address))
    assert "Northmarsh Congolese Association disagrees with it." in page
    assert "We are more than that." in page
    assert "Chair, 22 July 2010" in page
    newer = versions.submit(wording=next_draft(version, "Other words"), **who(writer()))
    versions.approve(wording=newer, **who(approver()))
    page = main_text(ask(approver(), address))
    assert (
        "Nobody of this community has reviewed these words. The review of 22 July 2010 is about other words"
        in page
    )
    assert "We are more than that." in page


def test_what_is_for_the_police_is_not_there_for_partners_and_drafts_are_for_their_owner(ask):
    police, partners = make_in_force(tier="police", title="For us"), make_in_force(title="For partners")
    everybody = make_in_force(tier="partnership", title="Half")
    draft = make_draft(title="A draft")
    roles = all_roles()
    for role in sorted(roles):
        person = somebody(role, make_organisation("Elsewhere", "council"), "6")
        tiers = roles[role].tiers
        for version, tier in ((police, "police"), (partners, "partnership"), (everybody, "partnership")):
            for path in (f"/guidance/{version.document_id}/", f"/guidance/versions/{version.pk}/"):
                seen = tier in {str(t) for t in tiers}
                assert ask(person, path).status_code == (200 if seen else 404), (role, path)
        assert ask(person, f"/guidance/versions/{draft.pk}/").status_code == 404
        assert ("For us" in main_text(ask(person, "/guidance/"))) == ("police" in {str(t) for t in tiers})
    assert ask(writer(), f"/guidance/versions/{draft.pk}/").status_code == 200


def test_nobody_reads_guidance_who_has_not_signed_in(client):
    assert client.get("/guidance/").status_code in {302, 303, 403}


def test_a_briefing_is_begun_written_submitted_and_put_in_force_on_pages(ask):
    officer, gold = writer(), approver()
    about = community()
    data = {
        "title": "A new briefing", "kind": "briefing", "owner": officer.roles.get().organisation_id,
        "owner_role": "Diversity desk", "tier": "partnership", "communities": [about.pk], "summary": "First", "once": "k",
        **date_boxes("review_on", date(2011, 7, 1)),
    }  # fmt: skip
    assert ask(officer, "/guidance/start/", data).status_code == 303
    assert ask(officer, "/guidance/start/", data).status_code == 303
    version = GuidanceVersion.objects.get()
    words = {
        "summary": "First", "text": "Many speak Lingala.", "signposts": "", "author": "Diversity desk",
        "agreed_tier": "partnership", **date_boxes("consented_on", date(2010, 7, 1)),
    }  # fmt: skip
    here = f"/guidance/versions/{version.pk}/"
    private = {**words, "version": version.version, "text": "His passport is 123456789."}
    assert "passport" in main_text(ask(officer, f"{here}text/", private))
    assert ask(officer, f"{here}text/", {**words, "version": version.version}).status_code == 303
    assert ask(officer, f"{here}text/", {**words, "version": version.version}).status_code == 409
    refused = ask(officer, f"{here}steps/submit/", {"version": version.version + 1})
    assert refused.status_code == 422
    assert "Say why it was written or changed" in main_text(refused)
    why = {
        "kind": "scrutiny",
        "name": "Report 4",
        "said": "Officers know too little",
        **date_boxes("happened_on", date(2010, 7, 1)),
    }
    assert ask(officer, f"{here}why/", {**why, "version": version.version + 1}).status_code == 303
    assert ask(officer, f"{here}steps/submit/", {"version": version.version + 2}).status_code == 303
    assert ask(officer, f"{here}steps/approve/", {"version": version.version + 3}).status_code == 403
    assert "Approve “A new briefing”" in main_text(ask(gold, "/"))
    assert ask(gold, f"{here}steps/approve/", {"version": version.version + 3}).status_code == 303
    page = main_text(ask(gold, f"/guidance/{version.document_id}/"))
    for said in ("Many speak Lingala.", "Report 4", "Led to version 1", "Its review is due on 1 July 2011."):
        assert said in page


def test_a_community_reads_and_answers_on_a_page_of_its_own_and_only_when_asked(ask):
    version = make_draft()
    person = contributor()
    assert ask(person, f"/guidance/versions/{version.pk}/").status_code == 404
    review = make_review(version)
    assert "Say what you think of" in main_text(ask(person, "/"))
    assert "1 text about your community waits for your answer." in main_text(ask(person, "/guidance/asked/"))
    here = f"/guidance/reviews/{review.pk}/"
    assert "Many speak Lingala." in main_text(ask(person, here))
    empty = {"stance": "disagrees", "words": "", "post": "Chair", "version": review.version}
    assert "Say in your own words what is wrong" in main_text(ask(person, f"{here}answer/", empty))
    assert ask(person, f"{here}answer/", {**empty, "words": "Not so."}).status_code == 303
    assert CommunityReview.objects.get().stance == "disagrees"
    assert (
        ask(writer(), f"{here}reply/", {"words": "We mend it.", "version": review.version + 1}).status_code
        == 303
    )
    assert "We mend it." in main_text(ask(person, here))
    assert (
        ask(somebody("contributor", make_organisation("Others", "community"), "7"), here).status_code == 404
    )


def test_what_a_community_says_is_kept_from_a_body_that_enforces_immigration_law(ask):
    version = make_in_force(tier="public", title="For everybody", kind="note")
    make_answer(version)
    border = somebody("borough_lead", make_organisation("Border body", "enforcement"), "8")
    page = main_text(ask(border, f"/guidance/{version.document_id}/"))
    assert "We are more than that." not in page
    assert "is not shown to a body that enforces immigration law" in page
    assert "Scrutiny of 2010" not in page
    assert ask(border, f"/guidance/reviews/{CommunityReview.objects.get().pk}/").status_code == 404


def test_indicators_stand_with_protection_first_and_signposts_and_can_be_ticked_nowhere(ask):
    version = make_in_force(
        kind="indicators", title="Signs of trafficking", text="- Does not hold own papers", communities=[]
    )
    columns = {f.name for model in (GuidanceDocument, GuidanceVersion) for f in model._meta.get_fields()}
    assert not {name for name in columns if "tick" in name or "checked" in name}
    for path in (
        f"/guidance/{version.document_id}/",
        f"/guidance/versions/{version.pk}/",
        f"/guidance/versions/{version.pk}/print/",
    ):
        page = ask(somebody("investigating_officer"), path)
        main = LexborHTMLParser(page.content.decode()).css_first("main")
        said = main_text(page)
        assert said.index("Protection comes first") < said.index("Does not hold own papers")
        assert "Nothing is ticked here and nothing is kept about anybody." in said
        assert "The helpline: 0800 000 000" in said
        assert not main.css("input, textarea, select, form")


def test_what_differs_between_two_versions_is_said_in_words(ask):
    first = make_in_force(text="One\nTwo\nThree")
    second = next_draft(first, "One\nTwo and a half\nThree\nFour")
    page = ask(writer(), f"/guidance/versions/{second.pk}/")
    assert "Compared with version 1: 2 lines added, 1 line taken out." in main_text(page)
    parsed = LexborHTMLParser(page.content.decode())
    assert [each.text() for each in parsed.css("del")] == ["Two"]
    assert [each.text() for each in parsed.css("ins")] == ["Two and a half", "Four"]
    assert "Taken out" in main_text(page)


def test_the_list_is_filtered_by_kind_community_and_freshness(ask):
    make_in_force(title="Stale note", kind="note", review_on=date(2010, 8, 30))
    GuidanceDocument.objects.update(review_on=date(2010, 7, 1))
    make_in_force(title="Fresh briefing")
    names = {"Stale note", "Fresh briefing"}
    for query, found in (
        ("", names),
        ("?kind=note", {"Stale note"}),
        ("?fresh=stale", {"Stale note"}),
        ("?fresh=fresh", {"Fresh briefing"}),
        ("?fresh=due", set()),
        (f"?community={community().pk}&kind=briefing", {"Fresh briefing"}),
        ("?community=999999", names),
    ):
        page = main_text(ask(approver(), f"/guidance/{query}"))
        assert {name for name in names if name in page} == found, query


def test_keeping_it_as_it_is_needs_a_reason_and_is_shown(ask):
    document = make_in_force().document
    data = {
        "kind": "review", "name": "Yearly review", "said": "Looked at", "reason": "", "version": document.version + 1,
        **date_boxes("happened_on", date(2010, 7, 1)), **date_boxes("review_on", date(2011, 9, 1)),
    }  # fmt: skip
    version = GuidanceDocument.objects.get(pk=document.pk).version
    here = f"/guidance/{document.pk}/keep/"
    assert ask(writer(), here, {**data, "version": version}).status_code == 422
    assert ask(writer(), here, {**data, "version": version, "reason": "It is right"}).status_code == 303
    assert "Nothing was changed: It is right" in main_text(ask(writer(), f"/guidance/{document.pk}/"))


def test_no_page_asks_more_than_twelve_times_however_many_rows(client):
    for number in range(3):
        make_in_force(title=f"Guidance {number}")
    make_answer(GuidanceVersion.objects.first())
    version = make_submitted(title="The last")
    review = make_review(version)
    client.force_login(writer())
    for path in (
        "/guidance/",
        f"/guidance/{version.document_id}/",
        f"/guidance/{CommunityReview.objects.get(state='answered').wording.document_id}/",
        f"/guidance/versions/{version.pk}/",
        f"/guidance/versions/{version.pk}/print/",
        f"/guidance/versions/{version.pk}/why/",
        f"/guidance/versions/{version.pk}/ask/",
        f"/guidance/reviews/{review.pk}/",
        "/guidance/start/",
    ):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        queries = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
        assert len(queries) <= 12, path + "\n" + "\n".join(queries)
