"""Every page of the site, and who looks at it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.site import PASSWORD, Site


@dataclass(frozen=True)
class Shot:
    """One page; `person` empty: nobody is signed in."""

    name: str
    place: str
    person: str = "ada"
    status: int = 200


PAGES = (
    Shot("sign-in", "/accounts/login/", ""),
    Shot("sign-up", "/accounts/signup/", ""),
    Shot("password-reset", "/accounts/password/reset/", ""),
    Shot("home-empty", "/", "newcomer"),
    Shot("course", "course"),
    Shot("exercise", "exercise"),
    Shot("exercise-new", "exercise", "zoe"),
    Shot("exercise-locked", "locked"),
    Shot("result", "result"),
    Shot("result-first", "first"),
    Shot("result-stopped", "stopped"),
    Shot("result-platform-problem", "fault"),
    Shot("result-waiting", "waiting"),
    Shot("notebook", "notebook"),
    Shot("progress", "progress"),
    Shot("progress-new", "progress", "zoe"),
    Shot("leaderboard", "leaderboard"),
    Shot("appearance", "appearance"),
    Shot("profile", "profile"),
    Shot("email", "/accounts/email/"),
    Shot("password-change", "/accounts/password/change/"),
    Shot("second-factor", "/accounts/2fa/"),
    Shot("submissions", "submissions", "ivo"),
    Shot("submissions-nothing-fits", "submissions-nothing", "ivo"),
    Shot("result-instructor", "result", "ivo"),
    Shot("error-403", "submissions", status=403),
    Shot("error-404", "/nowhere/", status=404),
)


def sign_in(page: Page, site: Site, person: str) -> None:
    """By the form, as a person does; an empty name stays outside."""
    if not person:
        return
    page.goto(site.at("/accounts/login/"))
    page.locator("[name=login]").fill(person)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
