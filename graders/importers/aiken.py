"""Aiken: a question on lines of its own, options `A.` or `A)`, and `ANSWER: A`."""

from __future__ import annotations

import re

from graders.importers.drafts import Draft, ImportFailed, NotCarried, Weighed, choice_content, percent_of
from graders.importers.html import from_plain
from graders.problem import Problem

_OPTION = re.compile(r"\s*([A-Z])\s*[.)]\s+(\S.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(\S*)\s*", re.IGNORECASE)


def drafts(text: str, name: str) -> list[Draft]:
    """The questions of an Aiken file. Raises ImportFailed with every line that does not fit."""
    reader = _Reader(name)
    for number, line in enumerate(text.splitlines(), start=1):
        reader.take(number, line)
    return reader.finish()


class _Reader:
    """Goes through the lines and collects questions and problems."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._drafts: list[Draft] = []
        self._problems: list[Problem] = []
        self._begin()

    def _begin(self) -> None:
        self._text: list[str] = []
        self._options: dict[str, str] = {}
        self._line = 0

    def take(self, number: int, line: str) -> None:
        """One line of the file."""
        if answer := _ANSWER.fullmatch(line):
            self._end(number, answer[1].upper())
        elif (option := _OPTION.fullmatch(line)) and self._text:
            if option[1] in self._options:
                self._complain(number, f"Option {option[1]} stands here twice.")
            self._options[option[1]] = option[2].strip()
        elif line.strip():
            if self._options:
                self._complain(self._line, "This question has no `ANSWER:` line before the next one begins.")
                self._begin()
            self._line = self._line or number
            self._text.append(line.strip())

    def _end(self, number: int, letter: str) -> None:
        if letter not in self._options:
            known = ", ".join(self._options) or "none"
            self._complain(number, f"`ANSWER: {letter}` names no option; there are {known}.")
        else:
            self._drafts.append(self._draft(letter))
        self._begin()

    def _draft(self, letter: str) -> Draft:
        text = "\n".join(self._text)
        draft = Draft(name=text.split("\n")[0][:60], line=self._line, kind="multiple choice")
        answers = [
            Weighed(text=from_plain(option), percent=percent_of("100" if key == letter else "0"))
            for key, option in self._options.items()
        ]
        try:
            draft.content = {"text": from_plain(text)} | choice_content(answers, is_single=True, draft=draft)
        except NotCarried as error:
            draft.reason = str(error)
        return draft

    def _complain(self, number: int, sentence: str) -> None:
        self._problems.append(Problem(file=self._name, line=number, sentence=sentence))

    def finish(self) -> list[Draft]:
        """All questions, once the file is at its end."""
        if self._text:
            self._complain(self._line, "This question has no `ANSWER:` line.")
        if self._problems:
            raise ImportFailed(tuple(self._problems))
        return self._drafts
