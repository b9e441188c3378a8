"""A learner's way from signing in to her place on the board."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.site import Site


def released_notebook(page: Page, folder: Path) -> Path:
    """Download the release from the exercise page and save its notebook."""
    with page.expect_download() as started:
        page.get_by_role("link", name="Download churn.zip").click()
    archive = zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes()))
    name = next(item for item in archive.namelist() if item.endswith(".ipynb"))
    file = folder / "churn.ipynb"
    file.write_bytes(archive.read(name))
    return file


def another(file: Path, note: str) -> Path:
    """The same notebook with one cell more, so that it is graded anew."""
    notebook = json.loads(file.read_text())
    notebook["cells"].append({"cell_type": "markdown", "id": "note", "metadata": {}, "source": note})
    file.write_text(json.dumps(notebook))
    return file


def test_it_works(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit("zoe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Machine Learning Foundations, autumn")
    page.get_by_role("link", name="Who is about to leave?").last.click()

    page.get_by_label("Drop your notebook here").set_input_files(
        another(released_notebook(page, tmp_path), "path")
    )
    page.get_by_role("button", name="Hand in").click()

    expect(page.locator(".live-words")).to_contain_text("Running: cell")
    expect(page.locator(".live-words")).to_contain_text("Running: test")
    expect(page.locator(".verdict .glyph")).to_contain_text("/ 10")
    expect(page.locator("#aloud")).to_contain_text("Needs work: ")
    expect(page.get_by_role("heading", name="Question 5: Choose the threshold")).to_be_visible()
    score = page.locator(".verdict .glyph b").inner_text()

    page.get_by_role("link", name="Progress", exact=True).click()
    expect(page.get_by_role("row", name="Who is about to leave?").first).to_contain_text(score)
    page.get_by_role("link", name="Leaderboard", exact=True).click()
    page.get_by_role("link", name="Jump to me").click()
    total = page.locator("#me .glyph b").inner_text()
    assert float(total) >= float(score)  # what other tests have handed in for her counts as well


def test_a_file_that_is_no_notebook_is_refused_beside_the_form(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    page = visit("zoe")
    page.goto(site.at("exercise"))
    file = tmp_path / "essay.ipynb"
    file.write_text("Dear teacher,")

    page.get_by_label("Drop your notebook here").set_input_files(file)
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("alert").first).to_contain_text("Not handed in.")
    expect(page.get_by_role("alert").first).to_contain_text("you lost no attempt")


def test_too_large_a_file_is_told_before_it_is_sent(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit("zoe")
    page.goto(site.at("exercise"))
    file = tmp_path / "huge.ipynb"
    file.write_bytes(b" " * (9 * 1024 * 1024))

    page.get_by_label("Drop your notebook here").set_input_files(file)

    expect(page.locator("#file-problem")).to_contain_text("larger than 8 MiB")


def test_the_way_without_script(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit("zoe", java_script_enabled=False)
    page.goto(site.at("exercise"))

    page.locator("#notebook").set_input_files(another(released_notebook(page, tmp_path), "no script"))
    page.get_by_role("button", name="Hand in").click()

    expect(page.locator(".verdict .glyph")).to_contain_text("/ 10", timeout=20_000)


def test_polling_takes_over_where_no_events_arrive(visit: Visit, site: Site, tmp_path: Path) -> None:
    page = visit("zoe")
    page.route("**/events/", lambda route: route.abort())
    page.goto(site.at("exercise"))

    page.get_by_label("Drop your notebook here").set_input_files(
        another(released_notebook(page, tmp_path), "polling")
    )
    page.get_by_role("button", name="Hand in").click()

    expect(page.locator(".verdict .glyph")).to_contain_text("/ 10", timeout=20_000)


def test_one_who_waits_reads_her_place(visit: Visit, site: Site) -> None:
    page = visit("ada")
    page.goto(site.at("waiting"))

    expect(page.locator(".live-words")).to_contain_text("Queued (1st, about")
