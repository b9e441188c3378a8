"""Taking a quiz as people do: with keys alone, without script, on a small phone, in two tabs, without a connection."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.site import Site

TABS = 60


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until `goal` has the focus, as one who has no mouse does."""
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{goal} cannot be reached by Tab")


def begin(page: Page, site: Site) -> None:
    """On with the attempt that runs, or a new one; with the first question on the page."""
    page.goto(site.at("every-type"))
    page.get_by_role("button", name=re.compile("Start|Go on")).click()
    page.get_by_role("button", name="Question 1", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1")


def answer_here(page: Page) -> None:
    """Something in every field of the question, by keys."""
    for field in page.locator("#answer [name^='q-']:not([type=radio]):not([type=checkbox])").all():
        tab_to(page, field)
        if field.evaluate("element => element.tagName") == "SELECT":
            taken = page.locator("#answer select").evaluate_all("all => all.filter(one => one.value).length")
            for _ in range(taken + 1):
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.type("3")
    choices = page.locator("#answer [type=radio], #answer [type=checkbox][name^='q-']")
    if choices.count():
        tab_to(page, choices.first)
        page.keyboard.press("Space")


def test_from_start_to_receipt_by_keyboard(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    page.goto(site.at("every-type"))
    tab_to(page, page.get_by_role("button", name=re.compile("Start|Go on")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/quiz-attempts/**")

    for number in range(1, 10):
        page.goto(page.url.split("?")[0] + f"?question={number}")
        answer_here(page)
        name = "Next" if number < 9 else "Review answers"
        tab_to(page, page.locator(".steps").get_by_role("button", name=name))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            f"Question {number + 1}" if number < 9 else "Review your answers"
        )
    expect(page.locator("main")).to_contain_text("9 of 9 questions answered")
    tab_to(page, page.get_by_role("link", name="Submit…"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Submit now"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted")
    expect(page.locator(".receipt")).to_contain_text("9 of 9")
    tab_to(page, page.get_by_role("link", name="See the result"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Question 9")).to_be_visible()


def test_enter_in_a_field_goes_on(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    begin(page, site)
    page.goto(page.url.split("?")[0] + "?question=4")

    page.get_by_label("Your answer").fill("dropna")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 5")


def test_without_script(visit: Visit, site: Site) -> None:
    page = visit("quinn", java_script_enabled=False, viewport={"width": 320, "height": 640})
    begin(page, site)
    page.locator("[type=radio]").first.check()
    page.get_by_label("Flag for review").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Your answer").fill("far")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 3")
    expect(page.locator(".problem:not(:empty)")).to_contain_text("not a number")
    expect(page.get_by_label("Your answer")).to_have_value("far")
    page.get_by_role("button", name="Review answers").last.click()
    expect(page.get_by_role("listitem").filter(has_text="Question 1")).to_contain_text("flagged")
    expect(page.get_by_role("listitem").filter(has_text="Question 3")).to_contain_text("cannot be read")
    page.get_by_role("link", name="Submit…").click()
    page.get_by_role("button", name="Submit now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Submitted")


def test_answers_save_themselves(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    begin(page, site)
    page.goto(page.url.split("?")[0] + "?question=3")

    page.get_by_label("Your answer").fill("far")
    expect(page.locator(".problem:not(:empty)")).to_contain_text("not a number")
    page.get_by_label("Your answer").fill("2.5")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator(".problem:not(:empty)")).to_have_count(0)
    expect(page.locator(".to[aria-current]")).to_have_class(re.compile("answered"))
    page.reload()

    expect(page.get_by_label("Your answer")).to_have_value("2.5")


def test_a_lost_connection_loses_nothing(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    begin(page, site)
    page.goto(page.url.split("?")[0] + "?question=4")
    page.context.set_offline(True)

    page.get_by_label("Your answer").fill("typed in a tunnel")
    expect(page.locator("#offline")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Your answer")).to_have_value("typed in a tunnel")
    page.context.set_offline(False)

    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("typed in a tunnel")


def test_two_tabs_are_told_of_each_other(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    begin(page, site)
    place = page.url.split("?")[0] + "?question=4"
    page.goto(place)
    other = page.context.new_page()
    other.goto(place)
    other.get_by_label("Your answer").fill("from the other tab")
    expect(other.locator("#saved")).to_contain_text("Saved")

    page.get_by_label("Your answer").fill("from this tab")

    expect(page.locator("#elsewhere")).to_contain_text("from the other tab")
    page.get_by_role("button", name="Save mine instead").click()
    expect(page.locator("#saved")).to_contain_text("Saved")
    other.reload()
    expect(other.get_by_label("Your answer")).to_have_value("from this tab")


def test_the_clock_runs_and_warns_once(visit: Visit, site: Site) -> None:
    page = visit("quinn")
    page.clock.install()
    begin(page, site)
    clock = page.locator(".clock")
    expect(clock.locator(".left")).to_have_text(re.compile(r"\d\d:\d\d"))
    left_seconds = int(clock.get_attribute("data-left-seconds") or 0)

    page.clock.fast_forward((left_seconds - 280) * 1000)
    expect(page.locator("#aloud")).to_have_text("5 minutes left.")
    page.clock.fast_forward(240 * 1000)
    expect(page.locator("#aloud")).to_contain_text("1 minute left.")
