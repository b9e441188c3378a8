"""A quiz as the YAML text that an author would write."""

from __future__ import annotations

import re
from typing import Any

import yaml

from graders.quiz.quiz import Quiz

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,15})(\.\d{1,15})?")
_WIDTH = 110
_FITS = 90
_FIRST = ("id", "type", "pool", "points", "text", "code", "variables", "require")
_LAST = ("hint", "feedback", "explanation")
_ONE_OR_SEVERAL = ("answer", "require", "accepts", "accept")


def dumped(quiz: Quiz) -> str:
    """The quiz as YAML that reads as the same quiz; what is as by default is left out."""
    content = quiz.content()
    content["questions"] = [_question(question) for question in content["questions"]]
    text: str = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return text.replace("\n  - id: ", "\n\n  - id: ").replace(":\n\n  - id: ", ":\n  - id: ", 1)


def _question(content: dict[str, Any]) -> dict[str, Any]:
    middle = [key for key in content if key not in (*_FIRST, *_LAST)]
    order = [key for key in (*_FIRST, *middle, *_LAST) if key in content]
    return {key: _short(key, content[key]) for key in order}


def _short(key: str, value: Any) -> Any:
    """The shortest form that means the same: a text for an option without more, one value for a list of one."""
    if isinstance(value, dict):
        if key not in ("blanks", "cells") and value.keys() in ({"text"}, {"formula"}):
            return next(iter(value.values()))
        return {inner: _short(inner, item) for inner, item in value.items()}
    if isinstance(value, list):
        if key in _ONE_OR_SEVERAL and len(value) == 1:
            return value[0]
        return [_short(key, item) for item in value]
    return value


class _Dumper(yaml.SafeDumper):
    """Long texts as blocks, short lists and mappings on one line, numbers without quotes, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """Lists stand in, below their key."""
        super().increase_indent(flow=flow, indentless=False)

    def represent_mapping(self, tag: str, mapping: Any, *rest: Any, **options: Any) -> yaml.MappingNode:
        """On one line where it fits, unless it is a question."""
        node = super().represent_mapping(tag, mapping, *rest, **options)
        pairs = [item for pair in node.value for item in pair]
        node.flow_style = "type" not in mapping and _fits(pairs)
        return node

    def represent_sequence(self, tag: str, sequence: Any, *rest: Any, **options: Any) -> yaml.SequenceNode:
        """On one line where it fits."""
        node = super().represent_sequence(tag, sequence, *rest, **options)
        node.flow_style = _fits(node.value)
        return node


def _fits(nodes: list[yaml.Node]) -> bool:
    flat = all(isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) for node in nodes)
    return flat and sum(_length(node) + 2 for node in nodes) <= _FITS


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return _FITS if "\n" in node.value else len(node.value)
    parts = [item for pair in node.value for item in (pair if isinstance(pair, tuple) else (pair,))]
    return sum(_length(part) + 2 for part in parts)


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if number := _NUMBER.fullmatch(text):
        kind = "float" if number[2] else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
