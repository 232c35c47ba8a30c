"""What can be changed about organisations: names, families, seats, contacts, and what becomes of them."""

from commonweal.ground.partners.writes.contacts import (
    end_contact,
    name_contact,
)
from commonweal.ground.partners.writes.names import (
    add_organisation,
    change_organisation,
    end_organisation,
    give_alias,
    record_earlier_name,
    rename_organisation,
    set_parent,
    take_back_alias,
)
from commonweal.ground.partners.writes.seats import (
    add_membership,
    cover_area,
    end_membership,
    leave_area,
    set_seat_rule,
)
from commonweal.ground.partners.writes.successions import (
    merge_organisations,
    replace_organisation,
    split_organisation,
)

__all__ = [
    "add_membership",
    "add_organisation",
    "change_organisation",
    "cover_area",
    "end_contact",
    "end_membership",
    "end_organisation",
    "give_alias",
    "leave_area",
    "merge_organisations",
    "name_contact",
    "record_earlier_name",
    "rename_organisation",
    "replace_organisation",
    "set_parent",
    "set_seat_rule",
    "split_organisation",
    "take_back_alias",
]
