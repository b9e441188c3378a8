"""Numbers as learners write them: decimal point or comma, thousands, powers of ten, fractions, percent; read exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

MAX_CHARACTERS = 100
_MAX_EXPONENT = 300

_MINUS = str.maketrans(
    {"−": "-", "–": "-", "×": "*", "·": "*", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(r"\s*(?:[eE]|\*\s*10\s*(?:\^|\*\*))\s*\(?([+-]?\d{1,4})\)?$", re.ASCII)
_RAISED = re.compile(r"\*\s*10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)$")
_FRACTION = re.compile(r"([+-]?)(\d{1,30})\s*/\s*(\d{1,30})", re.ASCII)
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([ '_,.])\d{3}(\1\d{3})*", re.ASCII)


class NotANumber(ValueError):
    """What was typed is no number; the message tells the learner what to write."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number as given. `digits` are the significant digits written, or None where that means nothing (3/4)."""

    value: Fraction
    digits: int | None
    is_percent: bool = False


def read_number(typed: str) -> Number:
    """The number in `typed`. Raises NotANumber with a sentence for the learner."""
    text = typed.strip().translate(_MINUS)
    if len(text) > MAX_CHARACTERS:
        raise NotANumber(f"A number may have {MAX_CHARACTERS} characters at most.")
    percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    number = _fraction(text) or _decimal(text)
    if not percent:
        return number
    return Number(value=number.value / 100, digits=number.digits, is_percent=True)


def _fraction(text: str) -> Number | None:
    match = _FRACTION.fullmatch(text)
    if not match:
        return None
    if not int(match[3]):
        raise NotANumber("A fraction cannot have 0 below the line.")
    value = Fraction(int(match[2]), int(match[3]))
    return Number(value=-value if match[1] == "-" else value, digits=None)


def _decimal(text: str) -> Number:
    if raised := _RAISED.search(text):
        text = f"{text[: raised.start()]}e{raised[1].translate(_SUPERSCRIPTS)}"
    exponent = 0
    if power := _POWER.search(text):
        exponent = int(power[1])
        text = text[: power.start()].rstrip()
    if abs(exponent) > _MAX_EXPONENT:
        raise NotANumber(f"Powers of ten may go from -{_MAX_EXPONENT} to {_MAX_EXPONENT}.")
    plain = _pointed(text)
    if not _PLAIN.fullmatch(plain):
        raise NotANumber(_advice(text))
    return Number(value=Fraction(plain) * Fraction(10) ** exponent, digits=_digits(plain))


def _advice(text: str) -> str:
    if not text:
        return "Write a number."
    return "This is not a number. Write it like 0.85, 0,85, 3/4, 85 % or 1.2e-3."


def _pointed(text: str) -> str:
    """`text` with a decimal point and without thousands separators."""
    if "," in text and "." in text:
        thousands = "," if text.rfind(".") > text.rfind(",") else "."
        whole, _, rest = text.rpartition("." if thousands == "," else ",")
        if not _GROUPED.fullmatch(whole):
            raise NotANumber(_advice(text))
        return f"{whole.replace(thousands, '')}.{rest}"
    if match := _GROUPED.fullmatch(text):
        return _ungrouped(text, match[1])
    if match := re.fullmatch(r"([+-]?\d{1,3}(?:([ '_])\d{3})(?:\2\d{3})*)([.,]\d+)", text, re.ASCII):
        return match[1].replace(match[2], "") + match[3].replace(",", ".")
    return text.replace(",", ".") if text.count(",") == 1 else text


def _ungrouped(text: str, separator: str) -> str:
    unsigned = text.lstrip("+-")
    if text.count(separator) == 1:
        if separator == "." or (separator == "," and unsigned.startswith("0")):
            return text.replace(",", ".")
        if separator == ",":
            point, whole = text.replace(",", "."), text.replace(",", "")
            raise NotANumber(f"“{text}” could mean {point} or {whole}; write one of these.")
    return text.replace(separator, "")


def _digits(plain: str) -> int:
    whole, _, rest = plain.lstrip("+-").partition(".")
    return max(1, len((whole + rest).lstrip("0"))) if (whole + rest).strip("0") else len(rest) + 1
