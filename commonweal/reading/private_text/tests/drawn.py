"""Which names, numbers, days and addresses stand in the corpus? Drawn at random, and the same in every run."""

from __future__ import annotations

import random
from datetime import date, timedelta

FIRST = [
    "Amina",
    "Hassan",
    "Fatima",
    "Mohammed",
    "Olena",
    "Dmitri",
    "Ioana",
    "Radu",
    "Kwame",
    "Ama",
    "Li",
    "Wei",
    "Nguyen",
    "Thi",
    "Priya",
    "Rajesh",
    "Maria",
    "João",
    "Ana",
    "Zsófia",
    "Łukasz",
    "Agnieszka",
    "Yusuf",
    "Zeynep",
    "Leyla",
    "Tariq",
    "Samira",
    "Chidi",
    "Ngozi",
    "Abdi",
    "Hodan",
    "Siobhan",
    "Gareth",
    "Deepa",
    "Kamal",
    "Rosa",
    "Diego",
    "Blessing",
    "Emmanuel",
    "Nadia",
    "Farhad",
    "Shirin",
    "Svetlana",
    "Goran",
    "Mirela",
    "Tomasz",
    "Aisha",
    "Ibrahim",
    "Mehmet",
    "Kofi",
    "Grace",
    "Patience",
    "Thomas",
    "Sarah",
]
LAST = [
    "Rahimi",
    "Khan",
    "Ahmed",
    "Okafor",
    "Mensah",
    "Popescu",
    "Ionescu",
    "Kowalski",
    "Nowak",
    "Nguyen",
    "Tran",
    "Chen",
    "Wang",
    "Patel",
    "Singh",
    "Kaur",
    "Silva",
    "Santos",
    "García",
    "Fernández",
    "Yılmaz",
    "Demir",
    "Hussein",
    "Warsame",
    "Abdullahi",
    "Jallow",
    "Diallo",
    "Bekele",
    "Tesfaye",
    "Petrov",
    "Ivanova",
    "Horváth",
    "O'Brien",
    "Al-Jabouri",
    "MacDonald",
    "Mukherjee",
    "Banerjee",
    "Perera",
    "Thapa",
    "Gurung",
    "Begum",
    "Islam",
    "Chaudhry",
    "Osei",
    "Adeyemi",
    "Kamara",
    "Sesay",
]
TITLES = ["Mr", "Mrs", "Ms", "Miss", "Mr.", "Mrs.", "Sheikh", "Imam"]
STREETS = ["Acacia Avenue", "Seven Sisters Road", "Mill Lane", "St Ann's Road", "Queen Street", "Park View Gardens",
           "Clyde Close", "Lordship Lane", "Beech Grove", "Victoria Terrace", "Station Approach Road", "Manor Court"]  # fmt: skip
POSTCODES = [
    "N17 6AB",
    "E1 4TT",
    "SW9 8QQ",
    "NW10 3ST",
    "SE15 5BA",
    "W3 7JH",
    "CR0 1LB",
    "HA1 2XY",
    "n15 4qq",
    "E14NS",
]


class Maker:
    """Draws values; every one differs and all are the same in every run."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)

    def digits(self, n: int) -> str:
        return "".join(self.r.choices("0123456789", k=n))

    def letters(self, n: int, of: str = "ABCEGHJKLMNPRSTWXYZ") -> str:
        return "".join(self.r.choices(of, k=n))

    def name(self) -> str:
        middle = f" {self.r.choice(FIRST)}" if self.r.random() < 0.15 else ""
        return f"{self.r.choice(FIRST)}{middle} {self.r.choice(LAST)}"

    def titled(self) -> str:
        return f"{self.r.choice(TITLES)} {self.r.choice(LAST)}"

    def somebody(self) -> str:
        return self.name() if self.r.random() < 0.7 else self.titled()

    def born(self) -> str:
        day = date(1940, 1, 1) + timedelta(days=self.r.randrange(24000))
        forms = [f"{day.day}/{day.month}/{day.year}", f"{day.day:02}/{day.month:02}/{day:%y}", f"{day.day}.{day.month}.{day.year}",
                 f"{day.day} {day:%B} {day.year}", f"{day.day}{_th(day.day)} {day:%B} {day.year}", day.isoformat(),
                 f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", f"{day.day}-{day.month:02}-{day.year}"]  # fmt: skip
        return self.r.choice(forms)

    def passport(self) -> str:
        plain = self.digits(9)
        return self.r.choice([plain, f"{plain[:3]} {plain[3:6]} {plain[6:]}", self.letters(2) + self.digits(7), self.letters(1) + self.digits(8)])  # fmt: skip

    def insurance(self) -> str:
        while True:
            prefix = self.letters(1, "ABCEGHJKLMNOPRSTWXYZ") + self.letters(1, "ABCEGHJKLMNPRSTWXYZ")
            if prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"} and not prefix.startswith("O"):
                break
        a, b, c, end = self.digits(2), self.digits(2), self.digits(2), self.letters(1, "ABCD")
        number = self.r.choice(
            [f"{prefix}{a}{b}{c}{end}", f"{prefix} {a} {b} {c} {end}", f"{prefix}-{a}-{b}-{c}-{end}"]
        )
        return number.lower() if self.r.random() < 0.2 else number

    def nhs(self, first: str = "4679") -> str:
        while True:
            nine = self.r.choice(first) + self.digits(8)
            check = 11 - sum(int(d) * (10 - n) for n, d in enumerate(nine)) % 11
            if check != 10:
                return nine + str(0 if check == 11 else check)

    def spaced_nhs(self) -> str:
        ten, mark = self.nhs(), self.r.choice(" -")
        return f"{ten[:3]}{mark}{ten[3:6]}{mark}{ten[6:]}"

    def mobile(self) -> str:
        tail = self.digits(9)
        return self.r.choice([f"07{tail}", f"07{tail[:3]} {tail[3:]}", f"+44 7{tail[:3]} {tail[3:6]} {tail[6:]}", f"(07{tail[:3]}) {tail[3:]}", f"00447{tail}", f"07{tail[:3]}-{tail[3:6]}-{tail[6:]}"])  # fmt: skip

    def landline(self) -> str:
        return self.r.choice([f"020 7946 0{self.digits(3)}", f"0208 {self.r.choice('235')}{self.digits(2)} {self.digits(4)}", f"0161 496 0{self.digits(3)}", f"(0121) 496 0{self.digits(3)}", f"+44 20 7946 0{self.digits(3)}"])  # fmt: skip

    def email(self) -> str:
        first, last = (
            self.r.choice(FIRST[:8]).lower(),
            "".join(c for c in self.r.choice(LAST[:12]).lower() if c.isascii() and c.isalpha()),
        )
        return self.r.choice([f"{first}.{last}@example.com", f"{first}{self.digits(2)}@example.co.uk", f"{last}_{first}@mail.example.org", f"{first} (at) example.net"])  # fmt: skip

    def plate(self) -> str:
        area = self.letters(2, "ABCDEFGHJKLMNPRSVWXY")
        return f"{area}{self.r.choice(['02', '52', '09', '59', '10', '60'])}{self.r.choice([' ', ''])}{self.letters(3, 'ABCDEFGHJKLMNOPRSTUVWXYZ')}"

    def address(self) -> str:
        return f"{self.r.randrange(1, 240)} {self.r.choice(STREETS)}"

    def case(self) -> str:
        return self.r.choice([self.letters(1) + self.digits(7), f"{self.letters(1)}{self.digits(7)}/{self.digits(1)}", self.digits(8), f"{self.digits(2)}/{self.digits(2)}/{self.digits(5)}"])  # fmt: skip


def _th(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
