"""The page that explains the API draws itself from our own origin, under the strict policy, and can be tried out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.site import Site


def test_it_shows_every_operation(visit: Visit, site: Site) -> None:
    page = visit("")
    schema = page.request.get(site.at("/api/schema/"), params={"format": "json"}).json()
    operations = [operation for path in schema["paths"].values() for operation in path]

    page.goto(site.at("/api/docs/"))

    assert len(operations) > 10
    expect(page.locator(".opblock")).to_have_count(len(operations))


def test_a_signed_in_person_tries_it_out(visit: Visit, site: Site) -> None:
    page = visit("ada")
    page.goto(site.at("/api/docs/"))

    operation = page.locator(".opblock", has_text="/api/v1/progress/")
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text("200")


def test_without_script_it_points_to_the_schema(visit: Visit, site: Site) -> None:
    page = visit("", java_script_enabled=False)
    page.goto(site.at("/api/docs/"))
    expect(page.get_by_role("link", name="one file")).to_have_attribute("href", "/api/schema/")
