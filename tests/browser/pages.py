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
    Shot("dates", "dates", "ivo"),
    Shot("quiz", "quiz"),
    Shot("quiz-new", "quiz", "zoe"),
    Shot("quiz-done", "quiz-done"),
    *(Shot(f"quiz-question-{number}", f"quiz-question-{number}") for number in range(1, 10)),
    Shot("quiz-review", "quiz-review"),
    Shot("quiz-submit", "quiz-submit"),
    Shot("quiz-receipt", "quiz-receipt"),
    Shot("quiz-result", "quiz-result"),
    Shot("quiz-result-answers-kept", "quiz-result-silent"),
    Shot("quiz-result-instructor", "quiz-result", "ivo"),
    Shot("quiz-unfinished-instructor", "quiz-unfinished", "ivo"),
    Shot("quizzes", "quizzes", "ivo"),
    Shot("quiz-statistics", "quiz-statistics", "ivo"),
    Shot("quiz-statistics-nobody", "quiz-statistics-nobody", "ivo"),
    Shot("quiz-statistics-number", "quiz-statistics-number", "ivo"),
    Shot("quiz-statistics-options", "quiz-statistics-options", "ivo"),
    Shot("quiz-statistics-parts", "quiz-statistics-parts", "ivo"),
    Shot("quiz-preview", "quiz-preview", "ivo"),
    Shot("quiz-corrections", "quiz-corrections", "ivo"),
    Shot("quiz-correct", "quiz-correct", "ivo"),
    Shot("quiz-mark-anew", "quiz-mark-anew", "ivo"),
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
