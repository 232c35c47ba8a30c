"""Do imports point back, and does each contract fail when one does not?"""

from __future__ import annotations

from copy import deepcopy

import pytest
from grimp import ImportGraph
from importlinter import configuration
from importlinter.application import use_cases
from importlinter.domain.contract import registry

from tests.architecture.house import PROJECT

BREAKS = {
    "Later stages import earlier ones, never the other way": [
        ("commonweal.ground.audit.reads", "commonweal.act.plans.models"),
        ("commonweal.listen.intake.reads", "commonweal.answer.papers.models"),
        ("commonweal.assess.surveillance.reads.sources", "commonweal.act.plans.models"),
        ("commonweal.listen.recorded_crime.reads", "commonweal.assess.surveillance.models"),
        ("commonweal.act.plans.views", "commonweal.config.urls"),
        ("commonweal.reading.reader", "commonweal.ground.scales"),
        ("commonweal.design.frame", "commonweal.ground.people.models"),
    ],
    "The rooms of the ground stand on each other in one order": [
        ("commonweal.ground.visibility.models", "commonweal.ground.audit.models"),
        ("commonweal.ground.partners.reads", "commonweal.ground.people.models"),
    ],
    "The rooms of listen stand on each other in one order": [
        ("commonweal.listen.intake.reads", "commonweal.listen.engagement.models"),
    ],
    "The rooms of assess stand on each other in one order": [
        ("commonweal.assess.surveillance.models", "commonweal.assess.exposure.models"),
        ("commonweal.assess.harm.rules", "commonweal.assess.impact.rules.states"),
        ("commonweal.assess.impact.models", "commonweal.assess.guidance.models"),
    ],
    "The rooms of act stand on each other in one order": [
        ("commonweal.act.plans.models", "commonweal.act.agreements.models"),
    ],
    "The rooms of answer stand on each other in one order": [
        ("commonweal.answer.meetings.reads", "commonweal.answer.papers.models"),
    ],
    "Inside a room: urls, views, forms, writes, reads, models, rules": [
        ("commonweal.act.plans.models", "commonweal.act.plans.writes"),
        ("commonweal.ground.people.rules", "commonweal.ground.people.models"),
    ],
    "Views read and write through their drawers, not through tables or rules": [
        ("commonweal.ground.partners.views", "commonweal.ground.partners.models"),
        ("commonweal.act.plans.views", "commonweal.act.plans.rules"),
    ],
    "What a room knows and changes rests on no form or page of any room": [
        ("commonweal.assess.surveillance.reads.sources", "commonweal.ground.scales.forms"),
        ("commonweal.listen.recorded_crime.writes", "commonweal.ground.places.views"),
    ],
    "Reading goes from lines to papers and plans, and from there to doubts": [
        ("commonweal.reading.lines.rows", "commonweal.reading.drafts.draft"),
        ("commonweal.reading.plans.misplaced", "commonweal.reading.papers.head"),
        ("commonweal.reading.files.pdf", "commonweal.reading.reader"),
    ],
    "No two parts of reading import each other": [
        ("commonweal.reading.lines.marks", "commonweal.reading.lines.rows"),
        ("commonweal.reading.tables.cells", "commonweal.reading.tables.rows"),
    ],
    "Exposure is worked out from routes and layers, and only its edge knows files": [
        ("commonweal.analysis.exposure.near", "commonweal.analysis.exposure.finding"),
        ("commonweal.analysis.exposure.routes", "commonweal.analysis.exposure.layers"),
        ("commonweal.analysis.exposure.people", "commonweal.analysis.exposure.files.counts"),
    ],
    "Judgement knows no Django": [
        ("commonweal.reading.values", "django"),
        ("commonweal.analysis.exposure.finding", "django"),
        ("commonweal.analysis.scheduling", "django"),
        ("commonweal.act.plans.rules", "django"),
    ],
}


@pytest.fixture(scope="module")
def lint():
    configuration.configure()
    options = use_cases.read_user_options(config_filename=str(PROJECT / ".importlinter"))
    use_cases._register_contract_types(options)
    graph = use_cases._build_graph(
        root_package_names=["commonweal"],
        cache_dir=None,
        include_external_packages=True,
        exclude_type_checking_imports=False,
        verbose=False,
    )
    return options, graph


def kept(options, name: str, graph: ImportGraph) -> bool:
    contract_options = next(c for c in options.contracts_options if c["name"] == name)
    contract = registry.get_contract_class(contract_options["type"])(
        name=name, session_options=options.session_options, contract_options=contract_options
    )
    return contract.check(deepcopy(graph), verbose=False).kept


@pytest.mark.parametrize("name", BREAKS)
def test_the_contract_is_kept(lint, name):
    options, graph = lint
    assert kept(options, name, graph)


@pytest.mark.parametrize(("name", "importer", "imported"), [(n, *b) for n, bs in BREAKS.items() for b in bs])
def test_the_contract_breaks_when_somebody_breaks_it(lint, name, importer, imported):
    options, graph = lint
    planted = deepcopy(graph)
    assert importer in planted.modules, f"{importer} is gone: plant the break elsewhere"
    assert imported in planted.modules, f"{imported} is gone: plant the break elsewhere"
    planted.add_import(
        importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}"
    )
    assert not kept(options, name, planted)


def test_every_contract_has_a_planted_break(lint):
    assert {c["name"] for c in lint[0].contracts_options} == set(BREAKS)
