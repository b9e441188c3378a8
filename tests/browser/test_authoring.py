"""An instructor brings an exercise, tries a notebook, and publishes: with script, without it, and by keyboard."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.site import Site
from tests.repository import ROOT

FOLDER = ROOT / "tests" / "golden" / "exercises" / "squares"
REASON = "It is tried out first."


def archive(folder: Path, name: str) -> Path:
    """The exercise `squares` under another name."""
    file = folder / f"{name}.zip"
    with zipfile.ZipFile(file, "w") as opened:
        for path in FOLDER.rglob("*"):
            if path.is_file():
                opened.write(path, f"{name}/{path.relative_to(FOLDER).as_posix()}")
    return file


def bring(page: Page, site: Site, file: Path) -> None:
    page.goto(site.at("upload"))
    page.locator("[name=archive]").set_input_files(file)
    page.get_by_label("Week", exact=True).select_option("week-04-validation")
    page.get_by_role("button", name="Make a draft").click()
    expect(page.get_by_role("heading", name="Squares and sums")).to_be_visible()


def test_a_notebook_is_tried_and_its_page_follows(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit("ivo")
    bring(page, site, archive(tmp_path, "squares-tried"))
    page.get_by_role("link", name="Squares and sums").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download squares-tried.zip").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as opened:
        content = opened.read("squares-tried/squares-tried.ipynb")

    page.locator("[name=notebook]").set_input_files(
        {"name": "mine.ipynb", "mimeType": "application/json", "buffer": content}
    )
    page.get_by_role("button", name="Grade it").click()

    expect(page.get_by_text("Trial, counts for nobody")).to_be_visible()
    expect(page.get_by_role("link", name="Try another notebook")).to_be_visible()  # without a reload of ours
    expect(page.locator("#aloud")).to_contain_text("/ 10")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_draft_is_published_with_a_reason(
    visit: Visit, site: Site, tmp_path: Path, has_script: bool
) -> None:
    page, name = visit("ivo", java_script_enabled=has_script), f"squares-{str(has_script).lower()}"
    bring(page, site, archive(tmp_path, name))
    expect(page.get_by_text("something new")).to_be_visible()

    page.get_by_role("button", name="Publish all the same").click()
    expect(page.get_by_role("alert")).to_contain_text("say why it is published all the same")

    page.get_by_label("What did you change?").fill("All of it.")
    page.get_by_label("Why is it published all the same?").fill(REASON)
    page.get_by_role("button", name="Publish all the same").click()
    expect(page.get_by_text("Published: 1 item changed.")).to_be_visible()

    page.goto(site.at("content") + f"{name}/versions/")
    expect(page.get_by_text(REASON)).to_be_visible()


def test_a_wrong_zip_keeps_the_form(visit: Visit, site: Site, tmp_path: Path) -> None:
    page, file = visit("ivo"), tmp_path / "wrong.zip"
    file.write_bytes(b"no zip")
    page.goto(site.at("upload"))
    page.locator("[name=archive]").set_input_files(file)
    page.get_by_label("Week", exact=True).select_option("week-04-validation")
    page.get_by_role("button", name="Make a draft").click()
    expect(page.get_by_role("alert").first).to_contain_text("not a zip, or it is damaged")
    expect(page.get_by_label("Week", exact=True)).to_have_value("week-04-validation")


def test_putting_away_and_publishing_are_reached_by_keyboard(visit: Visit, site: Site) -> None:
    page = visit("ivo")
    page.goto(site.at("draft"))
    page.get_by_label("What should learners know about it?").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Put this draft away")).to_be_focused()


def test_a_check_that_runs_is_told_as_it_goes(visit: Visit, site: Site) -> None:
    page = visit("ivo")
    page.goto(site.at("draft-checking"))
    expect(page.get_by_role("heading", name="Checking k-means")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/progress/")) as answer:
        expect(page.locator("#aloud")).to_have_text("Checking k-means: slips")
    assert answer.value.status == 200
