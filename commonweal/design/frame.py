"""What stands around the content of every page?"""

from dataclasses import dataclass, field, replace

import commonweal

VERSION = commonweal.__version__


@dataclass(frozen=True)
class Link:
    """A place one can go; `current` where the reader stands, `url` empty where there is nothing to follow."""

    label: str
    url: str = ""
    current: bool = False


FOOTER = (
    Link("Accessibility", "/accessibility"),
    Link("Privacy", "/privacy"),
    Link("What this holds, and never holds", "/what-this-holds"),
)


@dataclass(frozen=True)
class Frame:
    """One value per page. `person` empty means that nobody is signed in."""

    organisation: str = ""
    person: str = ""
    role: str = ""
    person_key: str = ""  # an opaque mark by which a browser keeps one person's drafts from the next person
    navigation: tuple[Link, ...] = ()  # the four stages
    places: tuple[Link, ...] = ()  # the rooms within the stage one stands in
    account: tuple[Link, ...] = ()  # links in the account menu, above "Sign out"
    breadcrumbs: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = FOOTER
    stage: str = ""
    messages_waiting: int = 0
    search_url: str = ""
    messages_url: str = ""
    home_url: str = "/"
    sign_in_url: str = ""
    sign_out_url: str = ""
    demonstration: bool = False
    demonstration_url: str = ""  # where a visitor chooses another role
    demonstration_day: str = ""  # which day it is there, in words
    guide_url: str = ""  # the first job of whoever is signed in to it
    notices: tuple[str, ...] = field(default_factory=tuple)  # "Saved.", shown once above the content

    def at(self, *trail: Link) -> "Frame":
        """The same frame with these breadcrumbs."""
        return replace(self, breadcrumbs=trail)


PUBLIC = Frame()
