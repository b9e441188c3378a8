"""The kinds of value that stand in a quiz file, as pydantic fields: text, numbers, flags, formulas, names."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from graders.quiz.formulas import FormulaError, names

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")
_TRUE = ("true", "yes", "on")
_FALSE = ("false", "no", "off")
_ANY_SCALAR = {"type": ["string", "number", "boolean"]}


class Template(str):
    """Text of a question, which may hold `{{variables}}`."""

    __slots__ = ()


class Code(Template):
    """Program text, where `{{` is often its own: variables are looked for only in a question that has some."""

    __slots__ = ()


class FormulaText(str):
    """A formula over a question's variables."""

    __slots__ = ()


class Model(BaseModel):
    """A mapping of the file: frozen, and with no key but the known ones."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True
    )


def _text(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise ValueError("must be text; where it has a colon or begins with [ or {, put it in quotes")
    if value is None:
        raise ValueError("is empty; write a text or leave the key out")
    text = str(value)
    if "\0" in text:
        raise ValueError("has a NUL character")
    return text


def _filled_text(value: Any) -> Any:
    text = _text(value)
    if not text.strip():
        raise ValueError("is empty")
    return text


def _number(value: Any) -> Any:
    try:
        number = Decimal(str(value).replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not -100 <= number.adjusted() <= 100:
        raise ValueError(f"must be a number, but is {_said(value)}")
    return number


def _whole(value: Any) -> Any:
    number = _number(value)
    if number != number.to_integral_value() or abs(number) > 1_000_000_000:
        raise ValueError(f"must be a whole number, but is {_said(value)}")
    return int(number)


def _flag(value: Any) -> Any:
    word = str(value).lower()
    if word not in (*_TRUE, *_FALSE):
        raise ValueError(f"must be true or false, but is {_said(value)}")
    return word in _TRUE


def _slug(value: Any) -> Any:
    text = _text(value)
    if not _SLUG.fullmatch(text) or len(text) > 60:
        raise ValueError(
            f"must be small letters, digits and single hyphens, 60 at most, but is {_said(value)}"
        )
    return text


def _name(value: Any) -> Any:
    text = _text(value)
    if not _NAME.fullmatch(text):
        raise ValueError(f"must be a name such as `tp` or `n_samples`, but is {_said(value)}")
    return text


def _formula(value: Any) -> Any:
    text = _filled_text(value)
    try:
        names(text)
    except FormulaError as error:
        raise ValueError(f"`{text}`: {error}") from None
    return text


def listed(value: Any) -> Any:
    """A list of one where a single value stands."""
    return value if isinstance(value, list | tuple) else [value]


def _said(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"“{str(value)[:60]}”"


Words = Annotated[str, BeforeValidator(_filled_text), WithJsonSchema(_ANY_SCALAR)]
"""Text without variables, not empty."""
Text = Annotated[str, BeforeValidator(_text), AfterValidator(Template), WithJsonSchema(_ANY_SCALAR)]
"""Text that may hold variables and may be empty."""
FilledText = Annotated[
    str, BeforeValidator(_filled_text), AfterValidator(Template), WithJsonSchema(_ANY_SCALAR)
]
"""Text that may hold variables, not empty."""
CodeText = Annotated[str, BeforeValidator(_filled_text), AfterValidator(Code), WithJsonSchema(_ANY_SCALAR)]
"""Program text that may hold variables, not empty."""
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Slug = Annotated[
    str,
    BeforeValidator(_slug),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_SLUG.pattern}$"}),
]
VariableName = Annotated[
    str, BeforeValidator(_name), WithJsonSchema({"type": "string", "pattern": f"^{_NAME.pattern}$"})
]
Formula = Annotated[
    str,
    BeforeValidator(_formula),
    AfterValidator(FormulaText),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""Arithmetic over the question's variables, or a number."""
Formulas = Annotated[
    tuple[Formula, ...], BeforeValidator(listed, json_schema_input_type=tuple[Formula, ...] | Formula)
]
"""One formula or several."""
SeveralWords = Annotated[
    tuple[Words, ...], BeforeValidator(listed, json_schema_input_type=tuple[Words, ...] | Words)
]
"""One text without variables or several."""
FilledTexts = Annotated[
    tuple[FilledText, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=tuple[FilledText, ...] | FilledText),
]
"""One text or several."""
