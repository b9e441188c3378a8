"""Every page of the site: who looks at it, what it is for, and with which status it answers."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.site import PASSWORD, Site


@dataclass(frozen=True)
class Shot:
    """One page; `person` empty: nobody is signed in."""

    name: str
    place: str
    purpose: str
    person: str = "ada"
    status: int = 200


ENTRANCE = (
    Shot("sign-in", "/accounts/login/", "Come in.", ""),
    Shot("sign-up", "/accounts/signup/", "Make an account.", ""),
    Shot("password-reset", "/accounts/password/reset/", "Get back in without the password.", ""),
    Shot("home-empty", "/", "In no cohort yet: whom to tell what.", "newcomer"),
)
LEARNER = (
    Shot("course", "course", "What is due, what is next, week by week, with the points so far."),
    Shot("course-empty", "course-empty", "A course without dates: what will appear, and when.", "otto"),
    Shot("progress", "progress", "How I am doing over time, beside the cohort, and what to do next."),
    Shot(
        "progress-new", "progress", "The same before the first attempt: nothing looks like a failure.", "zoe"
    ),
    Shot("progress-empty", "progress-empty", "The same before the first week opens.", "otto"),
)
EXERCISE = (
    Shot("exercise", "exercise", "What is asked, under which limits; hand in and see the attempts so far."),
    Shot("exercise-new", "exercise", "The same for one who begins: download, then hand in.", "zoe"),
    Shot("exercise-locked", "locked", "Not open yet: why, and from when."),
    Shot("result", "result", "What is right, what is not, what changed and what to do next."),
    Shot("result-first", "first", "A first attempt: little is right yet, and each failed test has a hint."),
    Shot("result-stopped", "stopped", "The run took too long: where it was stopped, and what to look for."),
    Shot("result-platform-problem", "fault", "Our fault: not counted, nothing lost, run it again."),
    Shot("result-waiting", "waiting", "In the queue: which place, and how long it will take."),
    Shot("notebook", "notebook", "The notebook as it ran, with its outputs."),
)
PREDICTION = (
    Shot("prediction", "guessing", "Predictions: what is asked, goals and baselines, my best so far.", "pia"),
    Shot("prediction-result", "guessing-result", "The public value at once; the points come later.", "pia"),
    Shot("prediction-revealed", "guessed-result", "The private rows decide: what they earned.", "pia"),
    Shot("prediction-board", "guessing-board", "Who leads on the public rows, and what to beat.", "pia"),
    Shot("prediction-shaken", "guessed-board", "The same after the close, and why places changed.", "pia"),
)
QUIZ = (
    Shot("quiz", "quiz", "A quiz that is running: how much time is left; go on."),
    Shot("quiz-new", "quiz", "The rules before the clock starts; start.", "zoe"),
    Shot("quiz-kept", "quiz-kept", "A quiz that was taken and may be taken again."),
    Shot("quiz-closed", "quiz-closed", "A quiz that is closed, with the attempt that counts."),
    Shot("quiz-missed", "quiz-closed", "A quiz that closed before anything was sent in.", "zoe"),
    *(
        Shot(f"quiz-question-{kind}", f"quiz-question-{kind}", f"One question at a time: {words}.")
        for kind, words in (
            ("single", "choose one"),
            ("multiple", "choose some"),
            ("numeric", "a number with its unit"),
            ("text", "a word"),
            ("matching", "match two lists"),
            ("ordering", "put in order"),
            ("cloze", "fill the gaps"),
            ("code_output", "say what a program prints"),
            ("table", "fill a table"),
        )
    ),
    Shot("quiz-review", "quiz-review", "Before sending: what is answered, flagged, or cannot be read."),
    Shot("quiz-submit", "quiz-submit", "The last question: send it in now?"),
    Shot("quiz-receipt", "quiz-receipt", "Proof of what was sent in, and when."),
    Shot("quiz-result", "quiz-result", "Every answer with its verdict and why."),
    Shot("quiz-result-answers-kept", "quiz-result-silent", "The points; the answers follow after the close."),
)
BOARD = (
    Shot("leaderboard", "leaderboard", "Who leads, and where I stand."),
    Shot("leaderboard-empty", "leaderboard-empty", "Nobody is to be seen yet, and I am hidden.", "otto"),
    Shot("leaderboard-off", "leaderboard-off", "A cohort without a board.", "quinn"),
    Shot("appearance", "appearance", "Under which name I stand there, or that I do not."),
)
SELF = (
    Shot("profile", "profile", "My name, zone, tokens and cohorts."),
    Shot("email", "/accounts/email/", "My addresses."),
    Shot("password-change", "/accounts/password/change/", "A new password."),
    Shot("second-factor", "/accounts/2fa/", "Sign in with a second factor."),
)
INSTRUCTOR = (
    Shot("home", "home", "My cohorts, newest first.", "ivo"),
    Shot("submissions", "submissions", "What was handed in; filter, search, open one.", "ivo"),
    Shot("submissions-nothing-fits", "submissions-nothing", "A search that finds nothing.", "ivo"),
    Shot("submissions-empty", "submissions-empty", "Nothing handed in yet.", "ivo"),
    Shot("result-instructor", "result", "A learner's result as those who teach see it.", "ivo"),
    Shot("dates", "dates", "When everything opens, is due and closes.", "ivo"),
    Shot("dates-empty", "dates-empty", "A cohort without dates.", "ivo"),
    Shot("quizzes", "quizzes", "The quizzes, how many took them and how it went.", "ivo"),
    Shot("quizzes-empty", "quizzes-empty", "No quiz has a date yet.", "ivo"),
    Shot("quiz-result-instructor", "quiz-result", "A learner's quiz as those who teach see it.", "ivo"),
    Shot("quiz-unfinished-instructor", "quiz-unfinished", "An attempt that is still running.", "ivo"),
    Shot("quiz-statistics", "quiz-statistics", "Which questions are too hard, too easy or broken.", "ivo"),
    Shot("quiz-statistics-nobody", "quiz-statistics-nobody", "The same before anybody is done.", "ivo"),
    Shot("quiz-statistics-number", "quiz-statistics-number", "Which numbers were given.", "ivo"),
    Shot("quiz-statistics-options", "quiz-statistics-options", "Which options were chosen.", "ivo"),
    Shot("quiz-statistics-parts", "quiz-statistics-parts", "Which cells went wrong.", "ivo"),
    Shot("quiz-preview", "quiz-preview", "One learner's variant, with its key.", "ivo"),
    Shot("quiz-corrections", "quiz-corrections", "What was corrected, and whom it touched.", "ivo"),
    Shot("quiz-correct", "quiz-correct", "Correct one question.", "ivo"),
    Shot("quiz-mark-anew", "quiz-mark-anew", "Mark every attempt anew: the effect before it is done.", "ivo"),
)
MARKER = (
    Shot("gradebook", "gradebook", "Everybody by everything: what counts, released or not; CSV.", "ivo"),
    Shot("gradebook-week", "gradebook-week", "One week of it.", "ivo"),
    Shot("gradebook-small", "gradebook-small", "Where marks are missing, and where points were set.", "ivo"),
    Shot("gradebook-nobody", "gradebook-nobody", "A search that finds nobody.", "ivo"),
    Shot("marking", "marking", "Which exercises have answers that wait for a person.", "ivo"),
    Shot("marking-queue", "marking-queue", "The answers that wait, under aliases.", "ivo"),
    Shot("marking-marked", "marking-marked", "The answers that have marks.", "ivo"),
    Shot("marking-answer", "marking-answer", "One answer beside its mark scheme.", "ivo"),
    Shot("marking-task", "marking-task", "A task: all cells that answer it.", "ivo"),
    Shot("marking-again", "marking-again", "An answer that has a mark: change it or take it back.", "ivo"),
    Shot("marking-points", "points", "Set the points of a whole submission.", "ivo"),
    Shot("result-set-instructor", "result-set", "A result whose points were set.", "ivo"),
    Shot("result-awaiting", "result-awaiting", "One answer marked, one waiting.", "mina"),
    Shot("course-awaiting", "course-awaiting", "The course while points wait.", "mina"),
    Shot("progress-awaiting", "progress-awaiting", "My progress while points wait.", "mina"),
)
AUTHOR = (
    Shot("content", "content", "What the course offers, what its checks found, which drafts wait.", "ivo"),
    Shot("upload", "upload", "Bring a zip.", "ivo"),
    Shot("draft", "draft", "A draft that is fit to publish: what it would change; publish it.", "ivo"),
    Shot("draft-unfair", "draft-unfair", "A draft that would wrong learners.", "ivo"),
    Shot("draft-problems", "draft-problems", "A draft with wrong files: which, where and why.", "ivo"),
    Shot("draft-checking", "draft-checking", "A check that runs.", "ivo"),
    Shot("draft-report", "draft-report", "What the check found: slips that nobody notices first.", "ivo"),
    Shot("draft-report-unfair", "draft-report-unfair", "What the check found unfair.", "ivo"),
    Shot("draft-report-quiz", "draft-report-quiz", "What the check of a quiz found.", "ivo"),
    Shot("draft-preview", "draft-preview", "An exercise as a learner would see it; try a notebook.", "ivo"),
    Shot(
        "draft-preview-quiz", "draft-preview-quiz", "A quiz as a learner would see it, with its key.", "ivo"
    ),
    Shot("trial", "trial", "What a tried notebook would earn.", "ivo"),
    Shot("versions", "versions", "Every time it was published: when, who, why.", "ivo"),
    Shot("difference", "difference", "What changed in the source.", "ivo"),
    Shot("publish-again", "publish-again", "Go back to an older version.", "ivo"),
)
FAILING = (
    Shot("error-400", "/fails/400", "The request was damaged.", status=400),
    Shot("error-403", "/fails/403", "Not for this account.", status=403),
    Shot("error-403-csrf", "/fails/403-csrf", "A form older than the session.", status=403),
    Shot("error-404", "/nowhere/", "Nothing at this address.", status=404),
    Shot("error-404-outside", "/nowhere/", "The same for one who is not signed in.", "", 404),
    Shot("error-410", "withdrawn", "An exercise that was withdrawn.", status=410),
    Shot("error-413", "/fails/413", "A file that is too large.", status=413),
    Shot("error-429", "/fails/429", "Too many requests.", status=429),
    Shot("error-500", "/fails/500", "Something broke.", status=500),
    Shot("error-503", "/fails/503", "The site is being worked on.", status=503),
)

GROUPS: dict[str, tuple[Shot, ...]] = {
    "Coming in": ENTRANCE,
    "A learner: the course and how it goes": LEARNER,
    "A learner: exercises and their results": EXERCISE,
    "A learner: predictions": PREDICTION,
    "A learner: quizzes": QUIZ,
    "A visitor of the board": BOARD,
    "Anybody: my own account": SELF,
    "An instructor": INSTRUCTOR,
    "An instructor: grades and marks": MARKER,
    "An instructor: content": AUTHOR,
    "When something fails": FAILING,
}
PAGES = tuple(shot for group in GROUPS.values() for shot in group)


def sign_in(page: Page, site: Site, person: str) -> None:
    """By the form, as a person does; an empty name stays outside."""
    if not person:
        return
    page.goto(site.at("/accounts/login/"))
    page.locator("[name=login]").fill(person)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
