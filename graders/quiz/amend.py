"""Changes single keys of a quiz file and leaves everything else as its author wrote it, comments and layout included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

Path = tuple[str | int, ...]


def amended(text: str, *, question_id: str, changes: Mapping[Path, Any]) -> str:
    """The file with each of `changes` made in one question: path inside the question -> new value.

    The value of a key that is there is replaced, a key that is not is added. Raises LookupError where the question, or
    what a path leads through, is not there. The result is not checked: read it with `read_quiz`.
    """
    for path, value in changes.items():
        text = _changed(text, _question(text, question_id), path, _flow(value))
    return text


def _question(text: str, question_id: str) -> Node:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for node in _value_of(root, "questions").value:
        if isinstance(node, MappingNode) and _value_of(node, "id").value == question_id:
            return node
    raise LookupError(question_id)


def _changed(text: str, question: Node, path: Path, flow: str) -> str:
    *through, last = path
    node = question
    for key in through:
        node = _value_of(node, key)
    if isinstance(node, SequenceNode):
        item = _value_of(node, last)
        return text[: item.start_mark.index] + flow + text[_end(text, item) :]
    if not isinstance(node, MappingNode):
        raise LookupError(last)
    for key_node, value in node.value:
        if key_node.value == last:
            return f"{text[: key_node.end_mark.index]}: {flow}{text[_end(text, value) :]}"
    return _with_key(text, node, f"{last}: {flow}")


def _with_key(text: str, node: MappingNode, entry: str) -> str:
    """A new entry behind the first one where that fits on a line, else before it."""
    first_key, first = node.value[0]
    if node.flow_style:
        start = first_key.start_mark.index
        return f"{text[:start]}{entry}, {text[start:]}"
    indent = " " * first_key.start_mark.column
    end = _end(text, first)
    if "\n" in text[first_key.start_mark.index : end]:
        start = first_key.start_mark.index
        return f"{text[:start]}{entry}\n{indent}{text[start:]}"
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    return f"{text[:line_end]}\n{indent}{entry}{text[line_end:]}"


def _value_of(node: Node | None, key: str | int) -> Node:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == key:
                assert isinstance(value, Node)
                return value
    if isinstance(node, SequenceNode) and isinstance(key, int) and 0 <= key < len(node.value):
        item = node.value[key]
        assert isinstance(item, Node)
        return item
    raise LookupError(key)


def _end(text: str, node: Node) -> int:
    """Where the text of a node ends. The marks of block collections and block scalars lie on a later line."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[: node.end_mark.index].rstrip())


def _flow(value: Any) -> str:
    """The value on one line."""
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=float("inf"))
    return dumped.removesuffix("...\n").strip()
