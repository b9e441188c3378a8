"""The forms of a page as a browser without script sees them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser

_TYPED = {"text", "number", "search", ""}


@dataclass
class Form:
    """One form: where it goes, what it sends as it is, and what a learner may answer in it."""

    action: str
    sent: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def answered(self, chance: random.Random) -> dict[str, str]:
        """The form with something in every field, sent by its first button as the Enter key does."""
        chosen = {name: chance.choice(values) for name, values in self.choices.items() if values}
        typed = {name: str(chance.randint(0, 99)) for name in self.typed}
        return self.sent | chosen | typed | dict(self.buttons[:1])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(action=got.get("action", "")))
        elif self.forms and tag in {"input", "textarea", "select", "option", "button"}:
            self._field(self.forms[-1], tag, got)

    def _field(self, form: Form, tag: str, got: dict[str, str]) -> None:
        name, value, kind = got.get("name", ""), got.get("value", ""), got.get("type", "")
        if tag == "option" and self._select:
            form.choices[self._select] += [value] * bool(value)
        elif tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "button":
            form.buttons.append((name, value))
        elif kind == "hidden":
            form.sent[name] = value
        elif kind == "radio":
            form.choices.setdefault(name, []).append(value)
        elif tag == "textarea" or kind in _TYPED:
            form.typed.append(name)


def forms_of(page: str) -> list[Form]:
    """Every form of the page, in its order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, ending: str, *, place: str = "") -> Form:
    """The first form whose address ends so; one without an address goes to the page's own `place`.

    LookupError where there is none.
    """
    for form in forms_of(page):
        form.action = form.action or place
        if form.action.endswith(ending):
            return form
    raise LookupError(f"no form to …{ending}")
