"""YAML text to plain values, each with its line: scalars stay text, and nothing is followed, tagged or executed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import Reader

MAX_BYTES = 4 << 20
MAX_DEPTH = 16
MAX_NODES = 50_000

Path = tuple[str | int, ...]
Complain = Callable[[int, str], None]


class Plain(str):
    """A scalar without quotes that YAML reads as a number or as true or false."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """The values of a file (text, None, lists, dicts) and the line of each, by its path."""

    values: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it; 0 for the file as a whole."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0


def read_source(text: str, complain: Complain) -> Source:
    """The one document in `text`. What is wrong goes to `complain(line, sentence)`, and then values may be None."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        complain(0, f"A quiz may have {MAX_BYTES >> 20} MiB at most; this file is larger.")
        return Source(values=None)
    if odd := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        complain(line, f"The character U+{ord(odd[0]):04X} is not allowed in YAML.")
        return Source(values=None)
    try:
        if not _is_bounded(text, complain):
            return Source(values=None)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        last = text.count("\n") + 1
        complain(min(_line(error.problem_mark), last), f"This is not valid YAML: {_described(error)}.")
        return Source(values=None)
    lines: dict[Path, int] = {}
    return Source(values=_value(node, (), lines, complain) if node else None, lines=lines)


def _described(error: yaml.MarkedYAMLError) -> str:
    said = " ".join(part for part in (error.problem, error.context) if part)
    if "mapping values are not allowed" in said:
        return "there is a colon too many; put the text in quotes"
    if "cannot start any token" in said:
        return "a value begins with a character that has a meaning in YAML; put the text in quotes, or use spaces for a tab"
    return said


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 0


def _is_bounded(text: str, complain: Complain) -> bool:
    """Look at the events alone, so that nothing deep, huge or repeated is ever built."""
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = _line(event.start_mark)
        match event:
            case yaml.AliasEvent():
                complain(
                    line, f"`*{event.anchor}`: anchors and aliases have no place in a quiz; write it out."
                )
                return False
            case yaml.DocumentStartEvent():
                documents += 1
            case yaml.NodeEvent():
                nodes += 1
                if event.anchor:
                    complain(
                        line, f"`&{event.anchor}`: anchors and aliases have no place in a quiz; leave it out."
                    )
                    return False
                if tag := getattr(event, "tag", None):
                    complain(line, f"The tag `{tag}` has no place in a quiz; leave it out.")
                    return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or nodes > MAX_NODES or documents > 1:
            complain(line, _too_much(depth, nodes))
            return False
    return True


def _too_much(depth: int, nodes: int) -> str:
    if depth > MAX_DEPTH:
        return f"This is nested more than {MAX_DEPTH} deep."
    if nodes > MAX_NODES:
        return f"This file has more than {MAX_NODES} values."
    return "`---` begins a second document; a file holds one quiz."


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], complain: Complain) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, complain)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines, complain) for index, item in enumerate(node.value)]
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    return Plain(node.value) if kind in ("int", "float", "bool") else str(node.value)


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], complain: Complain
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            complain(line, "A key must be a word; text that begins with `{{` or `[` belongs in quotes.")
        elif key.value in values:
            complain(line, f"The key `{key.value}` stands here twice.")
        else:
            lines[*path, key.value] = line
            values[key.value] = _value(value, (*path, key.value), lines, complain)
    return values
