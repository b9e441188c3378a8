"""From a file of another format to a quiz.yaml that reads well and is sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any

import yaml

from graders.importers import aiken, gift, moodle
from graders.importers.drafts import Draft, Imported, ImportFailed, Pictures, slug
from graders.problem import Problem
from graders.quiz import QuizError, read_quiz
from graders.quiz.dumping import dumped

MAX_BYTES = 16 << 20

_Read = Callable[[bytes, str], tuple[list[Draft], Pictures]]


def _as_text(read: Callable[[str, str], list[Draft]]) -> _Read:
    return lambda content, name: (read(_decoded(content, name), name), {})


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ImportFailed(
            (Problem(file=name, line=line, sentence="This is not UTF-8 text; save it as UTF-8."),)
        ) from None


_READERS: dict[str, _Read] = {
    "moodle": moodle.drafts,
    "gift": _as_text(gift.drafts),
    "aiken": _as_text(aiken.drafts),
}

FORMATS = tuple(_READERS)


def import_quiz(content: bytes, *, form: str, name: str) -> Imported:
    """The quiz in `content`, a file called `name` in one of FORMATS. Raises ImportFailed with file and line."""
    if len(content) > MAX_BYTES:
        sentence = f"A file may have {MAX_BYTES >> 20} MiB at most; this one is larger."
        raise ImportFailed((Problem(file=name, line=0, sentence=sentence),))
    drafts, pictures = _READERS[form](content, name)
    taken: set[str] = set()
    for draft in drafts:
        if draft.content:
            _settle(draft, taken)
    carried = [draft.content for draft in drafts if draft.content]
    if not carried:
        raise ImportFailed(tuple(_nothing(drafts, name)))
    title = PurePath(name).stem.replace("-", " ").replace("_", " ").strip() or "Imported quiz"
    return Imported(text=_written(title, carried), pictures=_used(pictures, carried), drafts=tuple(drafts))


def _settle(draft: Draft, taken: set[str]) -> None:
    """Give the draft its id; what the quiz format itself refuses is left out, with the reason."""
    assert draft.content
    draft.content = {"id": slug(draft.name, set(taken))} | draft.content
    try:
        _written("Draft", [draft.content])
    except QuizError as error:
        draft.content = None
        draft.reason = " ".join(problem.sentence for problem in error.problems)
        return
    taken.add(draft.content["id"])


def _written(title: str, questions: Sequence[Any]) -> str:
    raw = yaml.dump(
        {"title": title, "questions": list(questions)}, Dumper=_Plain, allow_unicode=True, sort_keys=False
    )
    return dumped(read_quiz(raw, name="quiz.yaml"))


class _Plain(yaml.SafeDumper):
    """Writes no anchors, which a quiz may not have."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _used(pictures: Pictures, questions: Sequence[Any]) -> Pictures:
    text = repr(questions)
    return {path: content for path, content in pictures.items() if f"({path})" in text}


def _nothing(drafts: list[Draft], name: str) -> list[Problem]:
    if not drafts:
        return [
            Problem(file=name, line=0, sentence="There is no question in this file; is it of this format?")
        ]
    return [
        Problem(file=name, line=draft.line, sentence=f"“{draft.name}”: {draft.reason}") for draft in drafts
    ]
