"""Does a reading become a plan whole or not at all, with every name decided by a person and every doubt kept?"""

import pytest

from commonweal.act.plans.models import (
    ActionPartner,
    KeyTask,
    Outcome,
    PlannedAction,
    ReadingDoubt,
    ServiceArea,
    Strategy,
)
from commonweal.act.plans.reads import importing
from commonweal.act.plans.rules.importing import (
    EXISTING,
    LEAVE,
    NEW,
    SAME,
    Choice,
    check_choices,
    likely_kind,
    looks_like_a_person,
    plan_from,
    settle,
)  # fmt: skip
from commonweal.act.plans.tests.factories import AT, ON
from commonweal.act.plans.tests.readings_of_plans import choices, kept, made, reading_world
from commonweal.ground.audit.models import AuditEntry
from commonweal.ground.audit.reads import list_history, verify_chain
from commonweal.ground.partners.models import Alias, Organisation
from commonweal.ground.partners.reads import find_organisation
from commonweal.ground.visibility.rules import NotPossible, Refused
from commonweal.listen.intake import writes as intake
from commonweal.listen.intake.forms import preview_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return reading_world()


@pytest.fixture
def document(world):
    return kept(world)


def test_the_whole_plan_is_made_with_every_part_in_its_place(world, document):
    strategy = made(world, document)
    first, second = strategy.actions.all()
    assert [(a.reference, a.title) for a in (first, second)] == [
        ("1.1", "Open a help desk at the market."), ("1.2", "Light the footpath."),
    ]  # fmt: skip
    assert [
        (t.number, t.text, t.parent_id is None)
        for t in first.tasks.order_by("parent__number", "number", "pk")
    ].count((2, "Print a leaflet", True)) == 1
    assert (first.tasks.filter(parent=None).count(), first.tasks.exclude(parent=None).count()) == (2, 2)
    assert (first.outcomes.count(), second.outcomes.count()) == (2, 1)
    grant = first.resources.get(kind="funding")
    assert (grant.state, grant.condition) == ("conditional", "subject to successful application")
    assert first.lead is None
    assert first.snapshots.filter(is_current=True).exists()


def test_names_of_one_body_join_and_say_how_they_were_printed(world, document):
    strategy = made(world, document)
    first, second = strategy.actions.all()
    assert {(p.organisation.name, p.printed_name) for p in first.partners.all()} == {
        ("Town Council", "Town Council; TC"), ("Market Traders Association", "Market Traders Association"),
    }  # fmt: skip
    assert {p.organisation.name for p in second.partners.all()} == {
        "Town Council",
        "Market Traders Association",
    }
    assert find_organisation("Market Traders").name == "Market Traders Association"
    assert not Alias.objects.filter(alias="TC").exists()


def test_an_open_doubt_stays_with_its_action_and_its_line(world, document):
    first = made(world, document).actions.first()
    assert first.source.startswith(f"Reading {document.pk}, line ")
    assert [d.kind for d in first.doubts.all()].count("lead unmarked") == 1
    assert all(d.line and d.text for d in first.doubts.all())
    assert "Named there but not taken as a partner: Mayor (Pat Example)" in first.source


def test_a_settled_doubt_is_not_kept_as_open(world, document):
    number = next(n for n, d in enumerate(document.result["doubts"]) if d["kind"] == "lead_unmarked")
    document = intake.decide_doubt(
        document=document, doubt=number, choice="accepted", by=world.manager, at=AT
    )
    first = made(world, document).actions.first()
    assert first.lead == world.council
    assert "lead unmarked" not in [d.kind for d in first.doubts.all()]


def test_every_record_that_was_made_has_its_entry(world, document):
    strategy = made(world, document)
    assert list_history(strategy)[0].words == "made a plan from a reading"
    assert all(list_history(action).exists() for action in strategy.actions.all())
    assert list_history(Organisation.objects.get(name="Market Traders Association")).count() == 2
    assert verify_chain()[1] is None


def test_a_person_is_never_made_an_organisation(world, document):
    with pytest.raises(NotPossible, match="names a person"):
        made(world, document, choices=choices(world, **{"Mayor (Pat Example)": Choice(NEW, kind="other")}))
    office = Choice(NEW, kind="team", name="Mayor's Office")
    first = made(world, document, choices=choices(world, **{"Mayor (Pat Example)": office})).actions.first()
    assert first.partners.get(printed_name="Mayor (Pat Example)").organisation.name == "Mayor's Office"


@pytest.mark.parametrize(
    ("name", "is_person"),
    [("Mayor (Pat Example)", True), ("Mayor's adviser (Ann Example)", True), ("Mr John Smith", True), ("MPS", False),
     ("SERTUC (Teaching Unions)", False), ("Town Council", False), ("Housing team (Town Council)", False)],
)  # fmt: skip
def test_who_is_a_person_among_organisations(name, is_person):
    assert looks_like_a_person(name) is is_person


def test_a_name_without_an_answer_stops_the_import(world, document):
    given = choices(world)
    del given["TC"]
    with pytest.raises(NotPossible, match="Say what “TC” is"):
        made(world, document, choices=given)


def test_two_names_cannot_each_be_the_other():
    circle = {"A": Choice(SAME, same_as="B"), "B": Choice(SAME, same_as="A")}
    with pytest.raises(NotPossible, match="leads back"):
        check_choices(circle, circle)
    assert settle("A", {"A": Choice(SAME, same_as="B"), "B": Choice(LEAVE)}) == "B"


def test_the_same_reading_makes_one_plan(world, document):
    made(world, document)
    with pytest.raises(NotPossible, match="already"):
        made(world, document, by=world.second_manager)


def test_a_second_click_finds_the_first_plan(world, document):
    assert made(world, document, once="k") == made(world, document, once="k")
    assert Strategy.objects.filter(title="A plan for a small town").count() == 1


def test_nothing_is_made_when_a_part_fails(world, document, monkeypatch):
    from commonweal.act.plans.writes import importing as writes

    before = (Strategy.objects.count(), Organisation.objects.count(), AuditEntry.objects.count())

    def fail(**given):
        raise NotPossible("broken off")

    monkeypatch.setattr(writes, "_make_resource", fail)
    with pytest.raises(NotPossible, match="broken off"):
        made(world, document)
    assert (Strategy.objects.count(), Organisation.objects.count(), AuditEntry.objects.count()) == before


def test_a_doubt_settled_meanwhile_is_looked_at_again(world, document):
    seen = document.version
    document = intake.decide_doubt(document=document, doubt=0, choice="left", by=world.manager, at=AT)
    with pytest.raises(NotPossible, match="since you opened this page"):
        made(world, document, seen=seen)


def test_only_the_manager_makes_a_plan_from_a_reading(world, document):
    for name, viewer in world.everybody().items():
        if "manager" not in name:
            with pytest.raises(Refused):
                made(world, document, by=viewer)
    assert Strategy.objects.count() == 1


def test_a_table_gives_dates_posts_and_progress(world):
    table = (
        "Ref,Action,Progress,By whom,By when,Partners,Expected outcome\n"
        "A1,Open the desk,Started,Head of markets,31 March 2011,Town Council,People ask\n"
        "A1,Close the gap,,Head of roads,Spring 2012,Town Council,People walk\n"
    )
    document = intake.keep_reading(**preview_of(table.encode(), "plan.csv"), by=world.manager, at=AT)
    names = importing.plan_to_make(document).names()
    council = Choice(EXISTING, organisation=world.council.pk)
    given = {name: council if name == "Town Council" else Choice(LEAVE) for name in names}
    first, second = made(world, document, choices=given).actions.all()
    assert (first.reference, first.due_on.isoformat(), first.responsible_post) == (
        "A1",
        "2011-03-31",
        "Head of markets",
    )
    assert "Progress, as printed: Started" in first.text
    assert (second.reference, second.due_on) == ("A1 (2)", None)
    assert "By when, as printed: Spring 2012" in second.text


def test_a_reading_without_a_plan_makes_none():
    with pytest.raises(NotPossible, match="holds no plan"):
        plan_from({"plan": None, "paper": None, "lines": {}}, (), reading=1, title="A letter")


def test_the_kind_of_an_organisation_is_proposed_by_its_words():
    names = ["GLA Events Team", "Kent Police", "London Councils", "NHS", "Refugee Council", "UKBA"]
    assert [likely_kind(name) for name in names] == ["team", "police", "council", "health", "council", ""]


# The real paper


def test_report_5_becomes_its_plan(world, shared, count):
    path = next(iter(sorted(shared.glob("papers/*report-05*.txt"))), None)
    if path is None:
        pytest.skip("report 5 of 22 July 2010 is not among the shared papers")
    document = intake.keep_reading(**preview_of(path.read_bytes(), path.name), by=world.manager, at=AT)
    police = Organisation.objects.create(name="Metropolitan Police Service", short_name="MPS", kind="police")
    proposal = importing.propose(document, ON)
    by_name = {line.name: line for line in proposal.names}
    assert by_name["MPS"].matched == by_name["Metropolitan Police Service"].matched == police
    assert by_name["Mayor (Kit Malthouse)"].is_person
    assert by_name["RCOs"].maybe_same == "Refugee community organisations"
    assert [line.name for line in proposal.names if line.is_person] == ["Mayor (Kit Malthouse)"]
    given = {
        line.name: Choice(EXISTING, organisation=line.matched.pk) if line.matched
        else Choice(SAME, same_as=line.maybe_same) if line.maybe_same
        else Choice(NEW, kind=line.kind or "other", name="Office of the Mayor" if line.is_person else "")
        for line in proposal.names
    }  # fmt: skip
    strategy = made(world, document, choices=given, title=proposal.plan.title)
    actions = list(strategy.actions.all())
    assert [a.reference for a in actions] == ["7.3.1", "7.2.2", "7.3.3", "7.3.4", "7.3.5", "8.3.4"]
    assert [a.partners.count() for a in actions] == [10, 6, 9, 2, 7, 14]
    tasks = KeyTask.objects.filter(action__strategy=strategy)
    assert (tasks.filter(parent=None).count(), tasks.exclude(parent=None).count()) == (14, 4)
    assert Outcome.objects.filter(action__strategy=strategy).count() == 13
    assert ServiceArea.objects.filter(strategy=strategy).count() == 2
    assert ActionPartner.objects.filter(action__strategy=strategy, role="lead").count() == 0
    assert (
        PlannedAction.objects.get(strategy=strategy, reference="7.2.2")
        .resources.get(state="conditional")
        .condition
    )
    kept_doubts = ReadingDoubt.objects.filter(strategy=strategy)
    assert kept_doubts.filter(action=actions[1], kind="reference out of place").exists()
    assert kept_doubts.count() == len(proposal.plan.doubts) + sum(
        len(action.doubts) for action in proposal.plan.actions
    )
    count("open doubts of report 5 kept whole with its plan", kept_doubts.count())
    assert find_organisation("RCOs").name == "Refugee community organisations"
    count(
        "partners of report 5 that became partners of its plan",
        ActionPartner.objects.filter(action__in=actions).count(),
    )
