"""Regular expressions that cannot run away: no backtracking, so the time is pattern size times text length, always.

Literals, `.`, classes `[a-z]`, `\\d \\w \\s`, groups, `|`, `* + ? {m,n}`. There is no look-around and no
back-reference, because those are what needs backtracking (K. Thompson, Regular Expression Search Algorithm, 1968).
A pattern matches the whole text; `^` and `$` may stand at its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

MAX_CHARACTERS = 300
MAX_STATES = 500
_MAX_GROUPS = 20
_CLASSES: dict[str, Callable[[str], bool]] = {
    "d": str.isdecimal,
    "D": lambda character: not character.isdecimal(),
    "w": lambda character: character.isalnum() or character == "_",
    "W": lambda character: not (character.isalnum() or character == "_"),
    "s": str.isspace,
    "S": lambda character: not character.isspace(),
}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}

Test = Callable[[str], bool]


class PatternError(ValueError):
    """A pattern that is not understood; the message is a sentence without its full stop."""


@dataclass(kw_only=True)
class _State:
    """A state of the automaton: it reads a character that passes `test`, or nothing where there is no test."""

    test: Test | None = None
    following: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Piece:
    """A piece of the automaton with one way in and one way out."""

    begin: int
    end: int


class Pattern:
    """A compiled pattern."""

    def __init__(self, states: list[_State], whole: _Piece) -> None:
        self._states = states
        self._whole = whole

    def matches(self, text: str, *, ignore_case: bool) -> bool:
        """Whether the whole of `text` matches."""
        current = self._reached([self._whole.begin])
        for character in text:
            forms = {character, character.lower(), character.upper()} if ignore_case else {character}
            current = self._reached(
                target
                for number in current
                if (test := self._states[number].test)
                and any(len(form) == 1 and test(form) for form in forms)
                for target in self._states[number].following
            )
            if not current:
                return False
        return self._whole.end in current

    def _reached(self, numbers: Iterable[int]) -> set[int]:
        found: set[int] = set()
        waiting = list(numbers)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                if self._states[number].test is None:
                    waiting += self._states[number].following
        return found


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Pattern:
    """The automaton of `pattern`. Raises PatternError."""
    if len(pattern) > MAX_CHARACTERS:
        raise PatternError(f"a pattern may have {MAX_CHARACTERS} characters at most")
    text = pattern.removeprefix("^")
    if text.endswith("$") and not text.endswith("\\$"):
        text = text[:-1]
    builder = _Builder(text)
    return Pattern(builder.states, builder.whole())


class _Builder:
    """Reads a pattern from left to right and builds its automaton as it goes."""

    def __init__(self, text: str) -> None:
        self.states: list[_State] = []
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> _Piece:
        piece = self._choice()
        if self._at < len(self._text):
            raise PatternError("there is a `)` too many")
        return piece

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise PatternError("it ends too early")
        self._at += 1
        return character

    def _state(self, test: Test | None = None) -> int:
        if len(self.states) >= MAX_STATES:
            raise PatternError("it is too large; repeat less")
        self.states.append(_State(test=test))
        return len(self.states) - 1

    def _link(self, source: int, target: int) -> None:
        self.states[source].following.append(target)

    def _choice(self) -> _Piece:
        begin, end = self._state(), self._state()
        while True:
            branch = self._sequence()
            self._link(begin, branch.begin)
            self._link(branch.end, end)
            if self._peek() != "|":
                return _Piece(begin=begin, end=end)
            self._take()

    def _sequence(self) -> _Piece:
        begin = end = self._state()
        while self._peek() not in ("", "|", ")"):
            piece = self._repeated()
            self._link(end, piece.begin)
            end = piece.end
        return _Piece(begin=begin, end=end)

    def _repeated(self) -> _Piece:
        start = self._at
        piece = self._atom()
        least, most = self._counts()
        if (least, most) == (1, 1):
            return piece
        if self._peek() and self._peek() in "*+?":
            raise PatternError(f"`{self._text[start : self._at + 1]}` repeats what is repeated")
        return self._copies(piece, start, self._at, least, most)

    def _counts(self) -> tuple[int, int | None]:
        sign = self._peek()
        if sign in ("*", "+", "?") and sign:
            self._take()
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        if sign != "{":
            return 1, 1
        inside, closed, _ = self._text[self._at + 1 :].partition("}")
        least, comma, most = inside.partition(",")
        if (
            not closed
            or not all(part.isdecimal() or not part for part in (least, most))
            or not inside.strip(",")
        ):
            raise PatternError("`{` begins a count such as {2} or {1,3}; write `\\{` for the character")
        self._at += len(inside) + 2
        low = int(least or 0)
        high = int(most) if most else (None if comma else low)
        if max(low, high or 0) > 100 or (high is not None and high < low):
            raise PatternError(f"`{{{inside}}}` is not a count from 0 to 100")
        return low, high

    def _copies(self, first: _Piece, start: int, after: int, least: int, most: int | None) -> _Piece:
        """The piece that was read at `start`, from `least` to `most` times; it is read anew for each copy."""
        begin = end = self._state()
        pieces = max(least, most or 0, 1)
        for number in range(pieces):
            piece = first if number == 0 else self._again(start)
            out = self._state()
            self._link(end, piece.begin)
            self._link(piece.end, out)
            if number >= least:
                self._link(end, out)
            if most is None and number == pieces - 1:
                self._link(out, piece.begin)
            end = out
        self._at = after
        return _Piece(begin=begin, end=begin if most == 0 else end)

    def _again(self, start: int) -> _Piece:
        self._at = start
        return self._atom()

    def _atom(self) -> _Piece:
        character = self._take()
        if character == "(":
            return self._group()
        if character in "*+?{":
            raise PatternError(
                f"there is nothing for `{character}` to repeat; write `\\{character}` for the character"
            )
        if character in "^$":
            raise PatternError(
                f"`{character}` may stand only at the ends; write `\\{character}` for the character"
            )
        return self._character(self._test(character))

    def _character(self, test: Test) -> _Piece:
        begin, end = self._state(test), self._state()
        self._link(begin, end)
        return _Piece(begin=begin, end=end)

    def _group(self) -> _Piece:
        self._depth += 1
        if self._depth > _MAX_GROUPS:
            raise PatternError(f"groups may be nested {_MAX_GROUPS} deep at most")
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise PatternError("`(?` begins what is not supported here: look-around, flags and named groups")
        piece = self._choice()
        if self._peek() != ")":
            raise PatternError("a `(` is never closed")
        self._take()
        self._depth -= 1
        return piece

    def _test(self, character: str) -> Test:
        if character == ".":
            return lambda other: other != "\n"
        if character == "[":
            return self._class()
        return self._escaped() if character == "\\" else _exactly(character)

    def _escaped(self) -> Test:
        character = self._take()
        if character in _CLASSES:
            return _CLASSES[character]
        if character in _ESCAPES:
            return _exactly(_ESCAPES[character])
        if character.isalnum():
            raise PatternError(f"`\\{character}` is not supported here")
        return _exactly(character)

    def _class(self) -> Test:
        negative = self._peek() == "^"
        if negative:
            self._take()
        tests: list[Test] = []
        while not (self._peek() == "]" and tests):
            tests.append(self._member())
        self._take()
        return lambda other: any(test(other) for test in tests) != negative

    def _member(self) -> Test:
        first = self._take()
        if first == "\\":
            return self._escaped()
        if self._peek() != "-" or self._text[self._at + 1 : self._at + 2] in ("]", ""):
            return _exactly(first)
        self._take()
        last = self._take()
        if last == "\\" or last < first:
            raise PatternError(f"`{first}-{last}` is not a range")
        return lambda other: first <= other <= last


def _exactly(character: str) -> Test:
    return lambda other: other == character
