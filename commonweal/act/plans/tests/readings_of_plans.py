"""What do the tests of plans from readings share: a paper that holds a plan, and a person's answers to its names?"""

from commonweal.act.plans.rules.importing import EXISTING, LEAVE, NEW, SAME, Choice
from commonweal.act.plans.tests.factories import AT, World
from commonweal.act.plans.writes.importing import import_reading
from commonweal.ground.partners.models import Organisation
from commonweal.listen.intake import writes as intake
from commonweal.listen.intake.forms import preview_of

PLAN = """A plan for a small town

Core objective
Everybody feels safe at the market.
Proposed Action (1.1)
Open a help desk at the market.
Key tasks
1. Find two volunteers to:
a) greet people
b) write down what they ask
2. Print a leaflet
Outcome
1. People ask for help
2. People come back
Delivery partners
Town Council
TC
Market Traders Association
Mayor (Pat Example)
Resources
Council staff time
Council grant (subject to successful application)
Proposed Action (1.2)
Light the footpath.
Key tasks
1. Count the lamps
Outcome
1. People walk there at night
Delivery partners
Market Traders
Town Council
Resources
Council staff time
"""


def reading_world():
    """The town council is known by two names before anything is read."""
    world = World()
    world.council = Organisation.objects.create(name="Town Council", short_name="TC", kind="council")
    return world


def kept(world, text=PLAN):
    return intake.keep_reading(**preview_of(text.encode(), "plan.txt"), by=world.manager, at=AT)


def choices(world, **other):
    council = Choice(EXISTING, organisation=world.council.pk)
    return {
        "Town Council": council,
        "TC": council,
        "Market Traders Association": Choice(NEW, kind="community"),
        "Market Traders": Choice(SAME, same_as="Market Traders Association"),
        "Mayor (Pat Example)": Choice(LEAVE),
    } | other


def made(world, document, by=None, **other):
    given = {
        "document": document, "seen": document.version, "title": "A plan for a small town", "owner_organisation": world.council,
        "launched_on": None, "link_bodies": {}, "choices": choices(world), "by": by or world.manager, "at": AT,
    }  # fmt: skip
    return import_reading(**given | other)
