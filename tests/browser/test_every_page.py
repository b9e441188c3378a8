"""What holds for every page: axe finds nothing in both themes, at 400 % nothing scrolls sideways, nothing leaves."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.pages import PAGES, Shot
from tests.browser.site import Site
from tests.browser.structure import faults

PEOPLE = sorted({shot.person for shot in PAGES})


def pages_of(person: str) -> list[Shot]:
    return [shot for shot in PAGES if shot.person == person]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("person", PEOPLE)
def test_axe_finds_nothing(visit: Visit, site: Site, person: str, scheme: str) -> None:
    # The frame's own policy forbids every script, axe's included; without the policy axe can look at it.
    page, found = visit(person, color_scheme=scheme, bypass_csp=True), []
    for shot in pages_of(person):
        answer = page.goto(site.at(shot.place))
        assert answer is not None and answer.status == shot.status, shot.name
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        found += [
            f"{shot.name}: {violation['id']} {node['target']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]
    assert found == []


@pytest.mark.parametrize("person", PEOPLE)
def test_at_four_times_the_size_everything_is_there_in_its_order(
    visit: Visit, site: Site, person: str
) -> None:
    page, found = visit(person, viewport={"width": 320, "height": 256}), []  # 1280 × 1024 at 400 %
    for shot in pages_of(person):
        page.goto(site.at(shot.place))
        width = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{shot.name} is {width} px wide"] if width > 320 else []
        found += [f"{shot.name} {fault}" for fault in faults(page)]
    assert found == []


def test_the_theme_can_be_chosen(visit: Visit, site: Site) -> None:
    page = visit("ada", color_scheme="light")
    page.goto(site.at("course"))

    page.get_by_role("button", name="Dark theme").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_theme_can_be_chosen_without_script(visit: Visit, site: Site) -> None:
    page = visit("ada", color_scheme="light", java_script_enabled=False)
    page.goto(site.at("course"))

    page.get_by_role("button", name="Dark theme").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(site.at("course"))


def test_formulas_are_drawn(visit: Visit, site: Site) -> None:
    page = visit("ada")
    page.goto(site.at("exercise"))

    expect(page.locator(".statement .katex").first).to_be_visible()


def test_the_executed_notebook_is_shown_and_can_do_nothing(visit: Visit, site: Site) -> None:
    page = visit("ada")
    page.goto(site.at("first"))
    title = page.title()
    page.locator(
        "iframe"
    ).scroll_into_view_if_needed()  # far below, it is not loaded, and nothing in it is ever found
    frame = page.frame_locator("iframe")

    expect(frame.get_by_text("1,200 customers, 118 left")).to_be_visible()
    expect(frame.locator("script")).to_have_count(0)
    expect(frame.locator("[src^='https:']")).to_have_count(0)
    assert page.title() == title


def test_an_instructor_filters_and_the_address_says_so(visit: Visit, site: Site) -> None:
    page = visit("ivo")
    page.goto(site.at("submissions"))

    page.get_by_label("Status").select_option("platform_failed")

    expect(page.get_by_text("1 submission", exact=True)).to_be_visible()
    expect(page).to_have_url(site.at("submissions") + "?search=&exercise=&state=platform_failed")
