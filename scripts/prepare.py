"""Migrates the database, publishes a course and makes the demo people: `manage.py` four times in one process.

    python -m scripts.prepare exercises/ml-foundations

Prints who can log in. Doing it again changes nothing.
"""

from __future__ import annotations

import os
import sys
from io import StringIO

_REASON = (
    "shipped with Assay, whose own tests check it"  # a check takes minutes; the site is to be up in seconds
)


def main(course: str) -> int:
    """Exit code 1, with Django's sentence, where one of the four refuses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.settings")
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        call_command("publish", course, unchecked=_REASON, stdout=StringIO())
        call_command("demo")
        call_command("demo_quizzes", stdout=StringIO())
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
