"""Who is the first administrator? The operator names them and hands over a link; no password is typed at a terminal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from commonweal.ground.people import clock
from commonweal.ground.people.links import address_of
from commonweal.ground.people.writes.administering import create_administrator
from commonweal.ground.visibility.rules import SYSTEM, NotPossible


class Command(BaseCommand):
    help = "Make the first administrator, and print the link with which they choose their password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email")
        parser.add_argument("--name")
        parser.add_argument("--organisation", help="made if there is none of that name")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail address: ").strip()
        name = options["name"] or input("Name: ").strip()
        organisation = options["organisation"] or input("Organisation: ").strip()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        if not name or not organisation:
            raise CommandError("A name and an organisation are needed.")
        try:
            account = create_administrator(
                email=email, name=name, organisation_name=organisation, by=SYSTEM, at=clock.now()
            )
        except NotPossible as fault:
            raise CommandError(str(fault)) from None
        link = address_of(account.letters.get())
        self.stdout.write(f"{name} chooses a password here, once, within seven days:\n{link}")
