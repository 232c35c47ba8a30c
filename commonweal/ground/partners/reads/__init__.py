"""Who was who on a day: names, members, empty seats, contacts, and what became of a body."""

from commonweal.ground.partners.reads.contacts import (
    MissingContact,
    find_contacts,
    list_contacts,
    list_missing_contacts,
    point_of_contact,
)
from commonweal.ground.partners.reads.enforcement import (
    but_not_enforcing,
    check_may_hear,
    enforces_immigration,
    enforcing_bodies,
    is_enforcing,
)
from commonweal.ground.partners.reads.facts import (
    Fact,
    list_facts,
)
from commonweal.ground.partners.reads.names import (
    all_organisations,
    area_named,
    choosable,
    find_organisation,
    get_organisation,
    list_areas_of,
    list_bodies_in,
    list_organisations,
    list_parts,
    name_on,
    names_on,
    parent_on,
)
from commonweal.ground.partners.reads.page import (
    OrganisationPage,
    page_of,
)
from commonweal.ground.partners.reads.seats import (
    gaps_among,
    list_broken_seats,
    list_chairs,
    list_everybody_around,
    list_members,
    list_seats_of,
    seat_gaps,
)
from commonweal.ground.partners.reads.successions import (
    Link,
    chain_of,
    list_history_of,
    successors_of,
)

__all__ = [
    "Fact",
    "Link",
    "MissingContact",
    "OrganisationPage",
    "all_organisations",
    "area_named",
    "but_not_enforcing",
    "chain_of",
    "check_may_hear",
    "choosable",
    "enforces_immigration",
    "enforcing_bodies",
    "find_contacts",
    "find_organisation",
    "gaps_among",
    "get_organisation",
    "is_enforcing",
    "list_areas_of",
    "list_bodies_in",
    "list_broken_seats",
    "list_chairs",
    "list_contacts",
    "list_everybody_around",
    "list_facts",
    "list_history_of",
    "list_members",
    "list_missing_contacts",
    "list_organisations",
    "list_parts",
    "list_seats_of",
    "name_on",
    "names_on",
    "page_of",
    "parent_on",
    "point_of_contact",
    "seat_gaps",
    "successors_of",
]
