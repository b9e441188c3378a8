"""The JSON Schema of a quiz file, for editors. `python -m graders.quiz.schema` writes quiz.schema.json."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from graders.quiz.quiz import Quiz

FILE = Path(__file__).with_name("quiz.schema.json")
_QUESTION = re.compile(r"graders__quiz__types__(\w+)__Question")
_NULL = {"type": "null"}


def quiz_schema() -> dict[str, Any]:
    """The schema. What needs a look at the whole file (an answer among the options, variables) is not in it."""
    schema = _tidied(Quiz.model_json_schema(by_alias=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Assay quiz",
        **schema,
    }


def _tidied(node: Any) -> Any:
    """Without titles, defaults and nulls, which say nothing to an author; questions named by their type."""
    if isinstance(node, list):
        return [_tidied(item) for item in node if item != _NULL]
    if not isinstance(node, dict):
        return _QUESTION.sub(r"\1", node) if isinstance(node, str) else node
    kept = {key: value for key, value in node.items() if key not in ("default", "discriminator")}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    tidy = {_QUESTION.sub(r"\1", key): _tidied(value) for key, value in kept.items()}
    if len(tidy.get("anyOf", [])) == 1:
        tidy |= tidy.pop("anyOf")[0]
    return tidy


def write() -> None:
    """Write the committed file anew."""
    FILE.write_text(json.dumps(quiz_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
