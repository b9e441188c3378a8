"""YAML of an assignment: small, plain, and read by nothing that could build an object or grow."""

from __future__ import annotations

from typing import Any

import yaml

from graders.importers.otter.model import Complain

MAX_CHARACTERS = 64_000
MAX_DEPTH = 12


def read_config(text: str, complain: Complain) -> dict[str, Any] | None:
    """The mapping that `text` holds; of a wrong one `complain` hears, with its line (from 1), and it is None."""
    if len(text) > MAX_CHARACTERS:
        complain(1, f"These settings have more than {MAX_CHARACTERS} characters.")
        return None
    try:
        if not _is_plain(text, complain):
            return None
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        complain(line, f"This is not valid YAML: {error.problem or error.context}.")
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        complain(1, f"This is not valid YAML: {str(error).splitlines()[0]}.")
        return None
    if not isinstance(values, dict | None):
        complain(1, "Settings are lines of the form `key: value`.")
        return None
    return {str(key): value for key, value in (values or {}).items()}


def _is_plain(text: str, complain: Complain) -> bool:
    """Look at the events alone, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            complain(line, f"`*{event.anchor}` repeats something; write it out.")
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            complain(line, f"These settings are nested more than {MAX_DEPTH} levels deep.")
            return False
        if (tag := str(getattr(event, "tag", None) or "")) and "python" in tag:
            complain(line, f"`{tag}` would build an object of Python; only plain values are read.")
            return False
    return True
