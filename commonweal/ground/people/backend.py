"""Whose account does a session lead to? Asked by every request of somebody who has signed in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import connection
from django.db.models import QuerySet

from commonweal.ground.people.models import Account
from commonweal.ground.visibility.kept import KeptQuestion

COLUMNS = tuple(column.attname for column in Account._meta.concrete_fields)


def _one(account_id: int) -> QuerySet[Account, tuple[Any, ...]]:
    return Account.objects.filter(pk=account_id).order_by().values_list(*COLUMNS)


ONE = KeptQuestion(_one, account_id=int)


class AccountBackend(ModelBackend):
    """The framework's own, but for the question."""

    def get_user(self, user_id: int) -> Account | None:
        for row in ONE.ask(account_id=user_id):
            account = Account.from_db(connection.alias, COLUMNS, row)
            return account if self.user_can_authenticate(account) else None
        return None
