"""`autotests.yml`: how a test is made of a snippet and of what the reference answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graders.importers.nbgrader.notebooks import failed

MAX_BYTES = 1 << 20
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MORE = re.compile(r"\{%|\{#|\{\{")
_NEEDED = ("dispatch", "normalize", "check", "templates")


@dataclass(frozen=True, kw_only=True)
class Templates:
    """The table of one kernel. `by_type`: type -> (test, what to say where it fails), in order."""

    setup: str
    success: str
    hashed: str
    dispatch: str
    normalize: str
    check: str
    by_type: dict[str, list[tuple[str, str]]]

    def tests_for(self, kind: str) -> list[tuple[str, str]]:
        """The tests for a value of this type, or those for any."""
        return self.by_type.get(kind) or self.by_type.get("default", [])

    def question(self, test: str, snippet: str, salt: str) -> str:
        """The expression whose value the reference and the learner must share; `salt` is "" where it is not hashed."""
        text = fill(self.normalize, snippet=test)
        if salt:
            text = fill(self.hashed, snippet=text, salt=salt)
        return fill(text, snippet=snippet)

    def assertion(self, question: str, value: str, message: str, snippet: str) -> str:
        """The test with the reference's answer in it."""
        said = fill(message, snippet=snippet).replace('"', '\\"')
        return fill(self.check, snippet=question, value=value, message=said)


def fill(template: str, **values: str) -> str:
    """`template` with its `{{names}}` filled in, once."""
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), template)


def read_templates(paths: tuple[Path, ...], kernel: str) -> Templates:
    """The templates in the first of `paths` that is there. Raises ImportFailed with a sentence."""
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        looked = " or ".join(dict.fromkeys(path.name for path in paths))
        raise failed(
            looked, "AUTOTEST needs this file beside the notebook or in the course folder, and there is none."
        )
    content = path.read_bytes()[: MAX_BYTES + 1]
    try:
        if len(content) > MAX_BYTES:
            raise ValueError
        document = yaml.load(content, Loader=_Plain)  # noqa: S506 - a SafeLoader without aliases
    except (yaml.YAMLError, ValueError, RecursionError):
        raise failed(path.name, "This is no YAML of a reasonable size.") from None
    tables = document if isinstance(document, dict) else {}
    table = tables.get(kernel) or tables.get("python3") or tables.get("python")
    if not isinstance(table, dict):
        raise failed(path.name, f"It has nothing for the kernel `{kernel or 'python3'}`.")
    return _templates(path.name, table)


def _templates(file: str, table: dict[str, Any]) -> Templates:
    missing = [name for name in _NEEDED if not table.get(name)]
    if missing:
        raise failed(file, f"It lacks: {', '.join(missing)}.")
    texts = {
        name: table.get(name) or "" for name in ("setup", "success", "hash", "dispatch", "normalize", "check")
    }
    by_type = _by_type(file, table["templates"])
    every = [
        *texts.items(),
        *((kind, text) for kind, tests in by_type.items() for pair in tests for text in pair),
    ]
    for name, text in every:
        if not isinstance(text, str) or _MORE.search(_PLACE.sub("", text)):
            raise failed(file, f"`{name}` uses more than `{{{{names}}}}`, which alone are filled in here.")
    hashed = texts.pop("hash")
    return Templates(**texts, hashed=hashed, by_type=by_type)


def _by_type(file: str, templates: Any) -> dict[str, list[tuple[str, str]]]:
    try:
        return {
            str(kind): [(str(test["test"]), str(test["fail"])) for test in tests]
            for kind, tests in templates.items()
        }
    except (AttributeError, KeyError, TypeError):
        raise failed(file, "`templates` must list, for each type, entries with `test` and `fail`.") from None


class _Plain(yaml.SafeLoader):
    """No aliases: a few lines of them could unfold to more than memory holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)
