"""The table of every route and role, every route that Django knows, and how to ask for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

from tests.repository import ROOT

PAGE = ROOT / "docs" / "reference" / "routes.md"
ROLES = ("anonymous", "stranger", "peer", "learner", "assistant", "instructor", "staff")
LOGINS = ("/accounts/login/", "/admin/login/")
METHODS = ("GET", "POST")


@dataclass(frozen=True, kw_only=True)
class Route:
    """An address as Django resolves it. `name` is the pattern itself where it has none."""

    name: str
    pattern: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: what each role gets for one method at the routes that match `name`."""

    name: str
    method: str
    outcomes: Mapping[str, str]


def rows() -> list[Row]:
    """The table as it stands in the reference."""
    cells = [
        [cell.strip().strip("`") for cell in line.strip("| \n").split("|")]
        for line in PAGE.read_text().splitlines()
        if re.match(r"\| `[^`]+` \| (?:GET|POST) \|", line)
    ]
    return [
        Row(name=name, method=method, outcomes=dict(zip(ROLES, outcomes, strict=True)))
        for name, method, *outcomes in cells
    ]


def routes() -> list[Route]:
    """Every route of the site: pages, API, admin, accounts."""
    return list(_walk(get_resolver().url_patterns, prefix="", namespaces=()))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, namespaces: tuple[str, ...]
) -> Iterator[Route]:
    for item in patterns:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = (*namespaces, item.namespace) if item.namespace else namespaces
            yield from _walk(item.url_patterns, pattern, inner)
        else:
            name = ":".join((*namespaces, item.name)) if item.name else pattern
            yield Route(name=name, pattern=pattern)


def rows_of(route: Route, table: list[Row]) -> list[Row]:
    """The lines for a route: those with its very name, else those whose name is a pattern that fits it."""
    exact = [row for row in table if row.name == route.name]
    return exact or [row for row in table if fnmatchcase(route.name, row.name)]


def outcome(response: HttpResponseBase) -> str:
    """What a role got, in the table's words: a status, or `login` where one is sent to sign in."""
    if response.status_code == 302 and str(response.headers["Location"]).startswith(LOGINS):
        return "login"
    return str(response.status_code)
