"""The colours can be read by everybody, and what is vendored is what its manifest says."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal

import pytest

from assay.submissions.status import Status
from assay.templatetags import look
from graders.report import Verdict
from tests.repository import ROOT

STATIC = ROOT / "platform" / "assay" / "static"
AAA = 7
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", (STATIC / "variables.css").read_text()
    )
}
GROUNDS = ("paper", "raised", "sunk")
TEXT = ("ink", "soft", "accent", "passed", "partial", "failed", "waiting", "platform")


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_the_highest_contrast(text, ground, scheme):
    assert contrast(PAIRS[text][scheme], PAIRS[ground][scheme]) >= AAA


def test_every_status_and_verdict_has_its_look():
    for status in Status:
        assert str(status.words) in look.status(status, status.words)
    for verdict in Verdict:
        assert 'class="icon"' in look.verdict(verdict)


@pytest.mark.parametrize(
    ("value", "words"), [(Decimal("7.50"), "7.5"), (Decimal("10.00"), "10"), (None, "–")]
)
def test_points_are_short(value, words):
    assert look.points(value) == words


def test_every_icon_that_a_page_names_is_vendored():
    sprite = (STATIC / "vendor" / "icons" / "icons.svg").read_text()
    templates = "".join(path.read_text() for path in (STATIC.parent / "templates").rglob("*.html"))
    named = set(re.findall(r'{% icon "([\w-]+)" %}', templates))
    assert [name for name in named if f'id="{name}"' not in sprite] == []


def test_vendored_files_are_what_the_manifest_says():
    vendor = STATIC / "vendor"
    listed = {
        path: digest
        for package in json.loads((vendor / "manifest.json").read_text())
        for path, digest in package["files"].items()
    }
    found = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == listed


def test_dark_and_light_are_decided_in_one_file():
    others = [path for path in STATIC.glob("*.css") if path.name != "variables.css"]
    assert [path.name for path in others if re.search(r"#[0-9a-f]{3,8}\b(?!-)", path.read_text())] == []
