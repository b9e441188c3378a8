"""Every page in light and dark, on a phone and a desktop: `python -m tests.browser.screenshots` fills var/screenshots/."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.browser.chromium import HOW_TO, PATH, browsers
from tests.browser.index import index_of
from tests.browser.pages import GROUPS, PAGES, Shot, sign_in
from tests.browser.site import ROOT, Site, running_site

FOLDER = ROOT / "var" / "screenshots"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
SIZES = {"desktop": (1280, 900), "phone": (360, 740)}
FORMS = tuple(product(SIZES, SCHEMES))


def main(folder: Path = FOLDER) -> int:
    """Exit code 1 where there is no browser."""
    if not PATH.exists():
        print(HOW_TO, file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with running_site() as site, browsers() as running:
        for size, scheme in FORMS:
            for name in _shoot(running.current, site, folder, scheme, size):
                print(name)
    (folder / "index.html").write_text(index_of(GROUPS, [(scheme, size) for size, scheme in FORMS]))
    print(folder / "index.html")
    return 0


def _shoot(browser: Browser, site: Site, folder: Path, scheme: Scheme, size: str) -> Iterator[str]:
    width, height = SIZES[size]
    for person in sorted({shot.person for shot in PAGES}):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
        page = context.new_page()
        sign_in(page, site, person)
        for shot in (shot for shot in PAGES if shot.person == person):
            yield _take(page, site, shot, folder / f"{shot.name}-{scheme}-{size}.png")
        context.close()


def _take(page: Page, site: Site, shot: Shot, file: Path) -> str:
    page.goto(site.at(shot.place))
    page.wait_for_load_state("load")
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
    page.screenshot(path=file, full_page=True)
    return file.name


if __name__ == "__main__":
    sys.exit(main())
