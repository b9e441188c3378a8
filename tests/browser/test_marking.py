"""An assistant's evening: answer after answer by keyboard, and the same without any script."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.site import Site


def _open_first(page: Page, site: Site) -> str:
    """Opens the first answer that waits; returns whose it is."""
    page.goto(site.at("marking"))
    page.get_by_role("link", name="Mark").first.click()
    expect(page.get_by_label("Points")).to_be_focused()
    return page.get_by_role("heading", level=1).inner_text()


def test_by_keyboard_alone(visit: Visit, site: Site) -> None:
    page = visit("ivo")
    first = _open_first(page, site)

    page.keyboard.type("2.5")
    page.keyboard.press("Tab")
    page.keyboard.type("Clear; name the price.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text(f"Saved: 2.5 / 3 for {first}.")).to_be_visible()
    expect(page.get_by_label("Points")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)

    page.keyboard.type("7")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Give a number from 0 to 3.")).to_be_visible()
    expect(page.get_by_label("Points")).to_have_value("7")


def test_without_script(visit: Visit, site: Site) -> None:
    page = visit("ivo", java_script_enabled=False)
    first = _open_first(page, site)

    page.get_by_label("Points").fill("1")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text(f"Saved: 1 / 3 for {first}.")).to_be_visible()


def test_the_names_stay_while_the_gradebook_scrolls(visit: Visit, site: Site) -> None:
    page = visit("ivo", viewport={"width": 800, "height": 600})
    page.goto(site.at("gradebook"))
    table = page.get_by_role("region", name="Gradebook")
    name, head = table.locator("tbody th").first, table.locator("thead th").nth(2)
    before = name.bounding_box()

    table.evaluate("table => table.scrollTo(300, 0)")
    assert before == name.bounding_box()

    top = head.bounding_box()
    table.evaluate("table => table.scrollTo(300, 400)")
    after = head.bounding_box()
    assert top is not None and after is not None and top["y"] == after["y"]
