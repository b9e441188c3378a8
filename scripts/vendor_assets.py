"""Fetch the third-party browser assets from npm and keep exactly what the pages use under static/vendor/.

Needs Node's npm; run it only to change a version: `python scripts/vendor_assets.py`. A clone runs without Node.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

VENDOR = Path(__file__).resolve().parents[1] / "platform" / "assay" / "static" / "vendor"
SVG = "{http://www.w3.org/2000/svg}"
ICONS = (
    "arrow-left arrow-repeat arrow-right box-arrow-up-right check-circle check-lg chevron-right circle "
    "circle-half clipboard clock dash-circle download exclamation-circle exclamation-triangle eye-slash "
    "file-earmark-arrow-up flag flag-fill hourglass-split info-circle lightbulb lock moon pencil person "
    "search stopwatch sun tools trash trophy upload wifi-off x-circle"
).split()


@dataclass(frozen=True, kw_only=True)
class Package:
    """One npm package: `files` maps a pattern inside it to the folder under vendor/ that receives the matches."""

    name: str
    version: str
    licence: str
    folder: str
    files: tuple[str, ...]


PACKAGES = (
    Package(
        name="@fontsource-variable/inter", version="5.3.0", licence="OFL-1.1", folder="fonts/inter",
        files=("LICENSE", "files/inter-latin-wght-normal.woff2"),
    ),
    Package(
        name="@fontsource-variable/source-serif-4", version="5.3.1", licence="OFL-1.1", folder="fonts/source-serif-4",
        files=("LICENSE", "files/source-serif-4-latin-wght-*.woff2"),
    ),
    Package(
        name="@fontsource-variable/jetbrains-mono", version="5.3.0", licence="OFL-1.1", folder="fonts/jetbrains-mono",
        files=("LICENSE", "files/jetbrains-mono-latin-wght-normal.woff2"),
    ),
    Package(
        name="katex", version="0.19.1", licence="MIT", folder="katex",
        files=("LICENSE", "dist/katex.min.js", "dist/katex.min.css", "dist/fonts/*.woff2"),
    ),
    Package(
        name="bootstrap-icons", version="1.13.1", licence="MIT", folder="icons",
        files=("LICENSE",),
    ),
)  # fmt: skip


def fetch(*, package: Package, into: Path) -> Path:
    """Download and unpack one package; returns its folder."""
    spec = f"{package.name}@{package.version}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", spec], cwd=into, check=True, capture_output=True, text=True
    )
    folder = into / package.folder
    with tarfile.open(into / packed.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def keep(*, package: Package, source: Path) -> None:
    """Copy the wanted files; KaTeX's fonts stay in the folder its stylesheet names."""
    target = VENDOR / package.folder
    for pattern in package.files:
        for file in sorted(source.glob(pattern)):
            home = target / "fonts" if file.parent.name == "fonts" else target
            home.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, home / file.name)


def only_woff2(*, stylesheet: Path) -> None:
    """Drop the older font formats from KaTeX's stylesheet: their files are not kept."""
    text = re.sub(r",url\([^)]+\.(?:woff|ttf)\) format\(\"(?:woff|truetype)\"\)", "", stylesheet.read_text())
    stylesheet.write_text(text)


def draw_sprite(*, icons: Path, target: Path) -> None:
    """One file with a `<symbol>` per icon that a template may name."""
    ElementTree.register_namespace("", SVG.strip("{}"))
    sprite = ElementTree.Element(f"{SVG}svg")
    for name in ICONS:
        drawing = ElementTree.parse(icons / f"{name}.svg").getroot()
        symbol = ElementTree.SubElement(sprite, f"{SVG}symbol", id=name, viewBox=drawing.attrib["viewBox"])
        symbol.extend(drawing)
    target.write_text(ElementTree.tostring(sprite, encoding="unicode") + "\n")


def write_manifest() -> None:
    """`manifest.json`: what is here, of which version and licence, with the SHA-256 of every file."""
    entries = [
        {
            "name": package.name,
            "version": package.version,
            "licence": package.licence,
            "files": {
                file.relative_to(VENDOR).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
                for file in sorted((VENDOR / package.folder).rglob("*"))
                if file.is_file()
            },
        }
        for package in PACKAGES
    ]
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")


def main() -> None:
    """Make static/vendor/ anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            source = fetch(package=package, into=Path(scratch))
            keep(package=package, source=source)
            print(f"{package.name} {package.version}")
        draw_sprite(
            icons=Path(scratch) / "icons" / "package" / "icons", target=VENDOR / "icons" / "icons.svg"
        )
    only_woff2(stylesheet=VENDOR / "katex" / "katex.min.css")
    write_manifest()


if __name__ == "__main__":
    main()
