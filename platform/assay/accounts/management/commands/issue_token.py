"""`manage.py issue_token USER`: print a token for scripts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assay.accounts.models import User
from assay.accounts.operations import TOKEN_DAYS, issue_token

MOST_DAYS = 3650


class Command(BaseCommand):
    """Each call makes another token; only its hash is kept, so it is shown this once."""

    help = "Print a new token for scripts. It is shown once; earlier tokens go on working until they expire."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the user name")
        parser.add_argument(
            "--days", type=int, default=TOKEN_DAYS, help="how long it works (default %(default)s)"
        )

    def handle(self, *args: Any, user: str, days: int, **options: Any) -> None:
        owner = User.objects.filter(username=user, is_active=True).first()
        if owner is None:
            raise CommandError(f"There is no active user named {user!r}.")
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days must be between 1 and {MOST_DAYS}.")
        self.stdout.write(issue_token(user=owner, at=timezone.now(), days=days))
