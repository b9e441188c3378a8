"""The pages for one who does not see them, does not point, or does not want them to move."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.site import Site
from tests.browser.structure import faults

OUTLINES = {
    "sign-in": (
        "",
        "/accounts/login/",
        """
        - heading "Sign in" [level=1]
        - textbox "Login"
        - textbox "Password"
        - link "Forgot your password?"
        - checkbox "Remember Me"
        - button "Sign in"
        """,
    ),
    "course": (
        "ada",
        "course",
        """
        - heading "Machine Learning Foundations, autumn" [level=1]
        - 'region "Week 3 check: Classification and its metrics"':
          - 'link "Continue Week 3 check: Classification and its metrics"'
        - region "Week 1 Foundations":
          - heading "Week 1 Foundations" [level=2]
          - list:
            - listitem:
              - 'heading "Week 1 check: Foundations Quiz" [level=3]'
        - region "Week 3 Classification":
          - heading "Week 3 Classification" [level=2]
        """,
    ),
    "progress": (
        "ada",
        "progress",
        """
        - navigation "Breadcrumbs"
        - heading "My progress" [level=1]
        - region "Week by week":
          - heading "Week by week" [level=2]
        - region "Points over time":
          - figure:
            - img /You .* Open to you .* Median of the cohort .* Its middle half/
        - region "What you can do"
        - region "Recent attempts":
          - region "Table of recent attempts":
            - table
        """,
    ),
    "exercise": (
        "ada",
        "exercise",
        """
        - heading "Who is about to leave?" [level=1]
        - region "Hand in":
          - heading "Hand in" [level=2]
        """,
    ),
    "result": (
        "ada",
        "result",
        """
        - heading "Attempt 2" [level=1]
        - region "Score":
          - img "3 passed, 2 partly"
        - 'region "Question 1: Split the table"'
        """,
    ),
    "leaderboard": (
        "ada",
        "leaderboard",
        """
        - heading "Leaderboard" [level=1]
        - link /Jump to me, rank/
        - region "Ranks":
          - table:
            - rowgroup:
              - row "Rank Name Complete Points"
        """,
    ),
    "quiz-question": (
        "ada",
        "quiz-question-single",
        """
        - heading /Question 13/ [level=1]
        - group "Choose one":
          - radio "a decision tree"
        - paragraph:
          - checkbox "Flag for review"
        - button "Next"
        - navigation "Questions"
        """,
    ),
    "submissions": (
        "ivo",
        "submissions",
        """
        - heading "Submissions" [level=1]
        - search:
          - searchbox "Person"
          - combobox "Exercise"
          - combobox "Status"
          - button "Show"
        - status: /\\d+ submissions/
        """,
    ),
}


@pytest.mark.parametrize("name", OUTLINES)
def test_a_screen_reader_hears_the_page_in_its_order(visit: Visit, site: Site, name: str) -> None:
    person, place, outline = OUTLINES[name]
    page = visit(person)
    page.goto(site.at(place))
    expect(page.locator("main")).to_match_aria_snapshot(outline)


def test_faults_are_found(visit: Visit, site: Site) -> None:
    page = visit("")
    page.goto(site.at("/accounts/login/"))
    page.evaluate(
        "document.querySelector('main').innerHTML = '<h2>Two</h2><h1>One</h1><h4>Four</h4><button></button>'"
    )
    page.evaluate("document.querySelector('main').style.flexDirection = 'column-reverse'")
    page.evaluate("document.querySelector('main').style.display = 'flex'")

    found = " ".join(faults(page))

    assert "from h0 to h2" in found
    assert "from h1 to h4" in found
    assert "no name for - button" in found
    assert "reads 'Two' before 'One' and shows it after" in found


@pytest.mark.parametrize("place", ["course", "exercise", "progress", "result"])
def test_every_control_is_reached_by_tab_and_shows_it(visit: Visit, site: Site, place: str) -> None:
    page = visit("ada")
    page.goto(site.at(place))
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter((one) => one.checkVisibility() && !one.disabled).length"
    )

    reached, unseen = _walk(page, wanted + 20)

    assert unseen == []
    assert reached >= wanted


def _walk(page: Page, most: int) -> tuple[int, list[str]]:
    """How many controls Tab visits from the top, and those that do not show that they have the focus."""
    controls, unseen = 0, []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, is_new, is_shown = page.evaluate(
            "() => { const one = document.activeElement, look = getComputedStyle(one);"
            " const box = one.getBoundingClientRect();"
            " const isNew = one.matches('a, button, input, select, textarea, summary') && !one.visited;"
            " one.visited = true; return [one.outerHTML.slice(0, 90), isNew,"
            " look.outlineStyle !== 'none' && box.bottom > 0 && box.top < innerHeight]; }"
        )
        controls += is_new
        unseen += [name] if is_new and not is_shown else []
    return controls, unseen


def test_nothing_moves_where_that_is_asked_for(visit: Visit, site: Site) -> None:
    page, moving = visit("ada", reduced_motion="reduce"), []
    for place in ("course", "exercise", "progress", "waiting", "quiz-question-single"):
        page.goto(site.at(place))
        moving += page.evaluate(
            "[...document.querySelectorAll('*')].filter((one) => { const look = getComputedStyle(one);"
            " return look.scrollBehavior === 'smooth' || look.animationName !== 'none'"
            " || look.transitionDuration.split(', ').some((length) => parseFloat(length) > 0); })"
            ".map((one) => one.outerHTML)"
        )
    assert moving == []


def test_shape_alone_tells_a_verdict(visit: Visit, site: Site) -> None:
    page = visit("ada", forced_colors="active")
    page.goto(site.at("result"))
    look = "element => { const look = getComputedStyle(element); return look.backgroundColor + look.borderStyle; }"
    kinds = [
        page.locator(f".verdict .bar .{verdict}").first.evaluate(look) for verdict in ("passed", "partial")
    ]
    assert len(set(kinds)) == len(kinds)
