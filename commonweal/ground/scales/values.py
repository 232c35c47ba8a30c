"""What is a scale, and what are its entries? Values only; they never change once read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = {
    "status": "Statuses",
    "duty_set": "Duty sets",
    "paper_format": "Paper formats",
    "question_set": "Question sets",
    "purpose_set": "Purposes of sharing",
    "clock_set": "Clocks",
    "word_list": "Word lists",
}
STRENGTH = "evidence_strength"  # the scale of how much a statement or a figure can bear
EVIDENCE = {
    "S": "Stated in the papers of the time",
    "V": "Seen in a published source",
    "K": "General knowledge of the field; confirm before you rely on it",
    "D": "Our own default; not a national standard",
}


@dataclass(frozen=True)
class Status:
    """One state: never shown by colour alone, so it has a letter, a word and a shape; rank 0 is the least worrying."""

    code: str
    label: str
    letter: str
    tone: str
    shape: str
    definition: str
    rank: int


@dataclass(frozen=True)
class Duty:
    """One limb of a duty: what due regard must be paid to."""

    code: str
    label: str
    definition: str = ""


@dataclass(frozen=True)
class Section:
    """One section of a paper; kind says which part of the paper it is, whatever its letter in this format.

    A section of kind group has no text of its own: its parts follow it and name it in `within`.
    """

    code: str
    heading: str
    letter: str = ""
    kind: str = "supporting"
    within: str = ""
    required: bool = True
    guidance: str = ""
    default_text: str = ""

    @property
    def label(self) -> str:
        return f"{self.letter}. {self.heading}" if self.letter else self.heading


@dataclass(frozen=True)
class Question:
    """One question of a form; answer says what kind of answer it takes."""

    code: str
    label: str
    answer: str = "text"
    required: bool = True
    guidance: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Purpose:
    """What something may be shared for; a locked one needs the word of those who gave it, every time."""

    code: str
    label: str
    definition: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Clock:
    """How long something may take; working days where the clock stops at weekends and on bank holidays."""

    code: str
    label: str
    days: int
    working: bool = False

    @property
    def in_words(self) -> str:
        return f"{self.days} {'working ' if self.working else ''}{'day' if self.days == 1 else 'days'}"


@dataclass(frozen=True)
class Word:
    """One word of a list from which people choose, such as a theme."""

    code: str
    label: str
    definition: str = ""


Entry = Status | Duty | Section | Question | Purpose | Clock | Word


@dataclass(frozen=True)
class Scale:
    """One version of one scale. It is in force from valid_from up to, not including, valid_until."""

    kind: str
    name: str
    version: str
    title: str
    valid_from: date
    valid_until: date | None
    source: str
    evidence: str
    entries: tuple[Entry, ...]
    note: str = ""
    numbering: str = ""
    header: tuple[str, ...] = ()
    characteristics: tuple[str, ...] = ()
    first_limb_only: tuple[str, ...] = ()
    ours: bool = True

    @property
    def key(self) -> str:
        """The string that a record keeps."""
        return f"{self.name}@{self.version}"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(entry.code for entry in self.entries)

    @property
    def statuses(self) -> tuple[Status, ...]:
        return tuple(e for e in self.entries if isinstance(e, Status))

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(e for e in self.entries if isinstance(e, Duty))

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(e for e in self.entries if isinstance(e, Section))

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(e for e in self.entries if isinstance(e, Question))

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        return tuple(e for e in self.entries if isinstance(e, Purpose))

    @property
    def clocks(self) -> tuple[Clock, ...]:
        return tuple(e for e in self.entries if isinstance(e, Clock))

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(e for e in self.entries if isinstance(e, Word))

    def entry(self, code: str) -> Entry:
        """The entry with this code. Raises KeyError with a sentence."""
        found = next((entry for entry in self.entries if entry.code == code), None)
        if found is None:
            raise KeyError(f"{self.key} has no entry {code}; it has {', '.join(self.codes)}.")
        return found

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)
