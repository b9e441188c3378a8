"""What a page is to one who cannot see it: landmarks, headings, names, and the order of reading."""

from __future__ import annotations

import re
from itertools import pairwise

from playwright.sync_api import Page

_CONTROLS = (
    "button|link|textbox|searchbox|combobox|checkbox|radio|spinbutton|switch|slider|img|navigation|region"
)
_NAMELESS = re.compile(rf"^\s*- (?:{_CONTROLS})(?=:|$| \[)", re.MULTILINE)
# Headings and controls in the order of the document, each with its top; in one column that is the order of the page.
_FACTS = """() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.offsetParent !== null;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const top = (element) => Math.round(element.getBoundingClientRect().top + scrollY);
  const headings = all("h1, h2, h3, h4, h5, h6");
  return {
    title: document.title,
    language: document.documentElement.lang,
    mains: all("main").length,
    levels: headings.map((heading) => Number(heading.tagName[1])),
    order: headings.map((heading) => [heading.textContent.trim().replace(/\\s+/g, " "), top(heading)]),
  };
}"""


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page on screen, one sentence each; made for a narrow window."""
    facts = page.evaluate(_FACTS)
    found = [f"has {facts['mains']} main"] if facts["mains"] != 1 else []
    found += [f"has {facts['levels'].count(1)} h1"] if facts["levels"].count(1) != 1 else []
    found += [] if facts["title"] and facts["language"] else ["has no title or language"]
    found += _skipped(facts["levels"]) + _out_of_order(facts["order"])
    return found + [
        f"has no name for {line.group().strip()}"
        for line in _NAMELESS.finditer(page.locator("body").aria_snapshot())
    ]


def _skipped(levels: list[int]) -> list[str]:
    return [
        f"goes from h{before} to h{after}" for before, after in pairwise([0, *levels]) if after > before + 1
    ]


def _out_of_order(order: list[tuple[str, int]]) -> list[str]:
    return [
        f"reads {first!r} before {second!r} and shows it after"
        for (first, top), (second, below) in pairwise(order)
        if below < top
    ]
