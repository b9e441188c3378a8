"""Rules about texts: nothing gives the answer away, maths is balanced, images can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.check.finding import Finding
from graders.check.quiz.trials import Trial, Tried
from graders.quiz.asked import PartKind
from graders.quiz.fields import Code, Template
from graders.quiz.marking import solve
from graders.quiz.reading import walk

_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^)]*\)")
_HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_DOLLAR = re.compile(r"(?<!\\)\$")
_MATHS = re.compile(r"(?<!\\)(\$\$?)(?P<inside>.+?)(?<!\\)\1", re.DOTALL)
_TELLING_LETTERS = 4
_TELLING_DIGITS = 3
_TELLING_CHARACTERS = 20


def leaks(tried: Tried) -> Iterator[Finding]:
    """Nothing that is for later stands in what is met before."""
    for trial in tried.trials[:5]:
        for text in _for_later(tried, trial):
            if len(text) >= _TELLING_CHARACTERS and text in trial.shown:
                yield tried.unfair(
                    "leak",
                    f"What is shown before answering holds this explanation or feedback: “{text[:60]}”.",
                )
                return
    given_away = [trial for trial in tried.trials if _told_answers(tried, trial)]
    if tried.trials and len(given_away) == len(tried.trials):
        words = ", ".join(f"“{word}”" for word in _told_answers(tried, given_away[0]))
        yield tried.weak(
            "answer_in_text", f"The answer {words} stands in the question itself, its hint or its options."
        )


def names(tried: Tried) -> Iterator[Finding]:
    """Ids stand in the source of the page, so they must not be the answer."""
    for trial in tried.trials[:1]:
        answer = solve(tried.question, trial.asked)
        for part in trial.asked.parts:
            given = answer.get(part.id)
            if part.kind is PartKind.TEXT and isinstance(given, str):
                word = "-".join(re.findall(r"[a-z0-9]+", given.lower()))
                if len(word) >= _TELLING_LETTERS and word in (tried.question.id, part.id):
                    yield tried.unfair(
                        "name", f"The name `{word}` is the answer, and names stand in the source of the page."
                    )


def _for_later(tried: Tried, trial: Trial) -> list[str]:
    later = ("explanation", "feedback", "wrong_answers")
    return [
        trial.variant.fill(text).strip()
        for path, text in walk(tried.question)
        if isinstance(text, Template) and (path[0] in later or path[-1] == "feedback")
    ]


def _told_answers(tried: Tried, trial: Trial) -> list[str]:
    """Typed answers that stand in the text as words or numbers of their own."""
    answer = solve(tried.question, trial.asked)
    typed = {part.id for part in trial.asked.parts if part.kind in (PartKind.NUMBER, PartKind.TEXT)}
    words = [given for part_id, given in answer.items() if part_id in typed and isinstance(given, str)]
    text = f"{trial.asked.text}\n{trial.asked.hint}"
    return [
        word
        for word in words
        if _is_telling(word) and re.search(rf"(?<![\w.]){re.escape(word)}(?![\w]|\.\d)", text, re.IGNORECASE)
    ]


def _is_telling(word: str) -> bool:
    """Short words and numbers stand in many texts by chance."""
    if sum(character.isdigit() for character in word) >= _TELLING_DIGITS:
        return True
    return sum(character.isalpha() for character in word) >= _TELLING_LETTERS


def markdown(tried: Tried) -> Iterator[Finding]:
    """Every text of the question, whenever it is shown."""
    for path, text in walk(tried.question):
        if isinstance(text, Template) and not isinstance(text, Code):
            yield from _of_text(tried, ".".join(map(str, path)), _FENCE.sub("", text))


def _of_text(tried: Tried, where: str, text: str) -> Iterator[Finding]:
    for image in _IMAGE.finditer(text):
        if not image["alt"].strip():
            yield tried.unfair(
                "alt_text",
                f"An image in `{where}` has no words for who cannot see it: write ![what it shows](…).",
            )
    for image in _HTML_IMAGE.finditer(text):
        if not re.search(r"\balt\s*=\s*[\"'][^\"']", image["attributes"]):
            yield tried.unfair("alt_text", f"An <img> in `{where}` has no `alt` text.")
    if len(_DOLLAR.findall(text)) % 2:
        yield tried.weak("maths", f"A `$` in `{where}` has no partner; write `\\$` for the character.")
        return
    for maths in _MATHS.finditer(text):
        if not _is_balanced(maths["inside"]):
            yield tried.weak(
                "maths", f"The braces in `${maths['inside'].strip()[:60]}$` of `{where}` do not match."
            )


def _is_balanced(maths: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", maths):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def explained(tried: Tried) -> Iterator[Finding]:
    """Who was wrong should learn why."""
    if not tried.question.explanation.strip():
        yield tried.weak(
            "explanation", "There is no `explanation`: a learner who was wrong does not learn why."
        )
