"""Debian's Chromium under Playwright, with what a browser does by itself switched off."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from playwright.sync_api import Browser, Playwright, sync_playwright

from scripts.processes import children_of

PATH = Path("/usr/bin/chromium")
HOW_TO = "Chromium is missing: apt-get install chromium"
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


class Browsers:
    """One browser at a time, and a new one where the last has gone."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._current: Browser | None = None

    @property
    def current(self) -> Browser:
        if self._current is None or not self._current.is_connected():
            self._current = self._playwright.chromium.launch(executable_path=PATH, args=_FLAGS)
        return self._current

    def close(self) -> None:
        if self._current is not None and self._current.is_connected():
            self._current.close()


@contextmanager
def browsers() -> Iterator[Browsers]:
    """Browsers for as long as the block lasts."""
    with sync_playwright() as playwright:
        running = Browsers(playwright)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """End Chromium where the block lasts longer: a script in a page has no time limit, and one was never answered."""
    alarm = Timer(seconds, _kill)
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _kill() -> None:
    """Chromium is a child of Playwright's driver, which is a child of this process."""
    for driver in children_of(os.getpid()):
        for browser in children_of(driver):
            if Path(f"/proc/{browser}/cmdline").read_bytes().startswith(b"/usr/lib/chromium/"):
                os.kill(browser, signal.SIGKILL)
