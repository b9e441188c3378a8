"""The JSON Schema of a report, made from its dataclasses. `python -m graders.schema` writes report.schema.json."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import StrEnum
from pathlib import Path
from typing import Any

from graders.report import SCHEMA_VERSION, Report

FILE = Path(__file__).with_name("report.schema.json")
_SIMPLE: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
}


def report_schema() -> dict[str, Any]:
    """The schema of `Report.as_dict()` as JSON; every field is required, and no other is allowed."""
    definitions: dict[str, Any] = {}
    schema = _object(Report, definitions)
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assay report on one submission",
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return {
        "description": (kind.__doc__ or "").strip().split("\n")[0],
        "type": "object",
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if origin is types.UnionType:
        return {"anyOf": [_schema(argument, definitions) for argument in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is dict:
        return {"type": "object"}
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # taken, before a field of it asks again
        definitions[kind.__name__] = (
            _choice(kind) if issubclass(kind, StrEnum) else _object(kind, definitions)
        )
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _choice(kind: type[StrEnum]) -> dict[str, Any]:
    description = (kind.__doc__ or "").strip().split("\n")[0]
    return {"description": description, "enum": [str(member) for member in kind]}


def write() -> None:
    """Write the committed file anew."""
    FILE.write_text(json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
