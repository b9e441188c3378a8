"""A running site, a browser, and a page that notices what a page must never do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.chromium import HOW_TO, PATH, Browsers, browsers, ended_after
from tests.browser.pages import sign_in
from tests.browser.site import Site, running_site

Visit = Callable[..., Page]
expect.set_options(timeout=20_000)  # a busy machine is no failure
_PATIENCE_SECONDS = 200


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One site for all of these tests, in processes of its own."""
    if not PATH.exists():
        pytest.skip(HOW_TO)
    with running_site() as running:
        yield running


# Not for the session: while Playwright runs in this thread, no other test here could run an event loop.
@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browsers]:
    with browsers() as running:
        yield running


@pytest.fixture
def visit(chromium: Browsers, site: Site) -> Iterator[Visit]:
    """Opens a page as a person; at the end, nothing may have left the origin or hurt the content policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_as(person: str, **options: Any) -> Page:
        context = chromium.current.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _note_stranger(request, site, complaints))
        page.on("console", lambda message: _note_violation(message, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, site, person)
        return page

    with ended_after(_PATIENCE_SECONDS):
        yield open_as
        for context in contexts:
            context.close()
    assert complaints == []


def _note_stranger(request: Request, site: Site, complaints: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme not in {"data", "blob"} and f"{address.scheme}://{address.netloc}" != site.url:
        complaints.append(f"asked {request.url}")


def _note_violation(message: ConsoleMessage, complaints: list[str]) -> None:
    if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
        complaints.append(message.text)
