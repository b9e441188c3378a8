"""Item analysis of a quiz: how hard each question is, how well it tells learners apart, what was answered. Pure.

One sheet is one learner's attempt. Terms and formulas are the usual ones of classical test theory:

- difficulty: the mean share of a question's points (1: everybody had all of them), also called facility;
- discrimination: the correlation of a question's points with the share of points earned in the *rest* of the sheet
  (corrected item-total correlation; Nunnally and Bernstein, Psychometric Theory, 1994, chapter 8);
- upper and lower group: mean share in the best 27 % of the sheets less that in the worst 27 % (Kelley, The selection of
  upper and lower groups for the validation of test items, 1939);
- reliability: Cronbach's alpha (Coefficient alpha and the internal structure of tests, 1951), which for questions marked
  right or wrong alone is Kuder and Richardson's formula 20;
- a distractor that fewer than 5 % take does not work as one (Haladyna and Downing, 1993).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isclose, sqrt
from operator import itemgetter
from statistics import StatisticsError, correlation, mean, median, pstdev, pvariance

FEWEST = 10  # sheets: below it, correlations and reliability say more about chance than about the quiz
_GROUP = 0.27
_MOST_FREQUENT = 5
_DEAD_SHARE = 0.05
_WEAK = 0.2  # Ebel and Frisbie, Essentials of Educational Measurement, 1991: below it a question needs another look
_ALMOST = 1e-9


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One learner's answer to one question, or to one part of it. `said` is it in words, "" where words say little."""

    points: float
    possible: float
    is_answered: bool = True
    said: str = ""
    picks: frozenset[str] = frozenset()

    @property
    def share(self) -> float:
        return self.points / self.possible if self.possible else 0.0

    @property
    def is_right(self) -> bool:
        return self.possible > 0 and self.share > 1 - _ALMOST


Sheet = Mapping[str, Answer]  # by question id; with pools not everybody is asked the same


@dataclass(frozen=True, kw_only=True)
class Option:
    """How many took one option; `share` of those who were asked (0 to 1)."""

    id: str
    is_right: bool
    count: int
    share: float

    @property
    def is_dead(self) -> bool:
        """A wrong option that hardly anybody takes."""
        return not self.is_right and self.share < _DEAD_SHARE


@dataclass(frozen=True, kw_only=True)
class Frequent:
    """A wrong answer and how many gave it."""

    said: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ItemStatistics:
    """One question over all sheets that ask it. Shares are 0 to 1; None: too few sheets, or nothing varies."""

    question: str
    asked: int
    answered: int
    right: int
    difficulty: float | None
    discrimination: float | None
    upper_less_lower: float | None
    options: tuple[Option, ...]
    frequent_wrong: tuple[Frequent, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SheetStatistics:
    """The sheets as a whole. Points are of one paper; `reliability` is alpha over the questions that all were asked.

    `error` is the standard error of measurement in points: how far a score would stray were the quiz taken anew.
    """

    sheets: int
    mean: float | None
    median: float | None
    deviation: float | None
    reliability: float | None
    error: float | None
    common_questions: int


def item_statistics(
    question: str, sheets: Sequence[Sheet], *, options: Iterable[tuple[str, bool]] = ()
) -> ItemStatistics:
    """What `sheets` say about one question; `options` are (id, is right) in the order to show them."""
    asking = [sheet for sheet in sheets if question in sheet]
    answers = [sheet[question] for sheet in asking]
    counts = option_counts(answers, options)
    wrong = frequent_wrong(answers)
    is_enough = len(asking) >= FEWEST
    found = {
        "difficulty": mean(answer.share for answer in answers) if answers else None,
        "discrimination": discrimination(question, asking) if is_enough else None,
        "upper_less_lower": upper_less_lower(question, asking) if is_enough else None,
    }
    right = sum(answer.is_right for answer in answers)
    return ItemStatistics(
        question=question,
        asked=len(answers),
        answered=sum(answer.is_answered for answer in answers),
        right=right,
        options=counts,
        frequent_wrong=wrong,
        flags=_flags(answers, counts, wrong, found["discrimination"]),
        **found,
    )


def sheet_statistics(sheets: Sequence[Sheet]) -> SheetStatistics:
    """Points and reliability of the sheets as a whole."""
    totals = sorted(sum(answer.points for answer in sheet.values()) for sheet in sheets)
    common = sorted(set.intersection(*(set(sheet) for sheet in sheets))) if sheets else []
    reliability = alpha([[sheet[name].points for name in common] for sheet in sheets])
    spread = pstdev(totals) if len(totals) > 1 else None
    return SheetStatistics(
        sheets=len(sheets),
        mean=mean(totals) if totals else None,
        median=median(totals) if totals else None,
        deviation=spread,
        reliability=reliability,
        error=_error_of_measurement(sheets, common, reliability),
        common_questions=len(common),
    )


def discrimination(question: str, sheets: Sequence[Sheet]) -> float | None:
    """Correlation (-1 to 1) of the question with the rest of the sheet; None where one of the two does not vary."""
    pairs = [
        (sheet[question].share, rest) for sheet in sheets if (rest := _rest(question, sheet)) is not None
    ]
    try:
        return correlation(*zip(*pairs, strict=True)) if len(pairs) > 1 else None
    except StatisticsError:
        return None


def upper_less_lower(question: str, sheets: Sequence[Sheet]) -> float | None:
    """Mean share of the best 27 % less that of the worst (-1 to 1), ranked by the rest of the sheet."""
    ranked = [
        (rest, sheet[question].share) for sheet in sheets if (rest := _rest(question, sheet)) is not None
    ]
    ranked.sort(key=itemgetter(0))
    size = round(_GROUP * len(ranked))
    if not size or ranked[0][0] == ranked[-1][0]:
        return None
    return _mean_of_first(size, ranked[::-1]) - _mean_of_first(size, ranked)


def _mean_of_first(size: int, ranked: Sequence[tuple[float, float]]) -> float:
    """The mean share of the first `size`; those who tie at the border enter with their common mean."""
    total, left = 0.0, size
    for _, tied in groupby(ranked, key=itemgetter(0)):
        shares = [share for _, share in tied]
        taken = min(left, len(shares))
        total, left = total + taken * mean(shares), left - taken
    return total / size


def alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of a matrix sheets by questions; None below `FEWEST` sheets, two questions or any spread."""
    if len(rows) < FEWEST or len(rows[0]) < 2:
        return None
    columns = list(zip(*rows, strict=True))
    total = pvariance([sum(row) for row in rows])
    if isclose(total, 0, abs_tol=_ALMOST):
        return None
    number, apart = len(columns), float(sum(pvariance(column) for column in columns))
    return number / (number - 1) * (1 - apart / total)


def option_counts(answers: Sequence[Answer], options: Iterable[tuple[str, bool]]) -> tuple[Option, ...]:
    """How many took each option, in the order of `options`."""
    taken = Counter(pick for answer in answers for pick in answer.picks)
    return tuple(
        Option(id=name, is_right=is_right, count=taken[name], share=taken[name] / max(len(answers), 1))
        for name, is_right in options
    )


def frequent_wrong(answers: Iterable[Answer]) -> tuple[Frequent, ...]:
    """The wrong answers given most often: equal numbers as one, text without regard to case and space."""
    groups: Counter[object] = Counter()
    words: dict[object, str] = {}
    for answer in answers:
        if answer.said and not answer.is_right:
            key = same(answer.said)
            groups[key] += 1
            words.setdefault(key, " ".join(answer.said.split()))
    return tuple(Frequent(said=words[key], count=count) for key, count in groups.most_common(_MOST_FREQUENT))


def same(said: str) -> object:
    """What two answers have in common that mean the same: the number, or the folded text."""
    text = " ".join(said.casefold().split())
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return float(f"{number:.6g}") if number == number else text


def slip(given: float, right: float) -> str:
    """How a wrong number comes from the right one, where a usual slip explains it; else "".

    Names: percent (a share given in percent), share (the other way), sign, complement (1 - x), inverse (1 / x).
    """
    relations: tuple[tuple[str, Callable[[], float]], ...] = (
        ("percent", lambda: 100 * right),
        ("share", lambda: right / 100),
        ("sign", lambda: -right),
        ("complement", lambda: 1 - right),
        ("inverse", lambda: 1 / right),
    )
    if right == 0:
        return ""
    return next((name for name, value in relations if isclose(given, value(), rel_tol=5e-3)), "")


def _rest(question: str, sheet: Sheet) -> float | None:
    """The share earned in the other questions of the sheet; None where there are none."""
    others = [answer for name, answer in sheet.items() if name != question]
    possible = sum(answer.possible for answer in others)
    return sum(answer.points for answer in others) / possible if possible else None


def _error_of_measurement(
    sheets: Sequence[Sheet], common: Sequence[str], reliability: float | None
) -> float | None:
    if reliability is None:
        return None
    return pstdev(sum(sheet[name].points for name in common) for sheet in sheets) * sqrt(
        max(1 - reliability, 0)
    )


def _flags(
    answers: Sequence[Answer],
    options: Sequence[Option],
    wrong: Sequence[Frequent],
    discriminates: float | None,
) -> tuple[str, ...]:
    """What an instructor should look at: names of `FLAGS` in `wording`."""
    right, number = sum(answer.is_right for answer in answers), len(answers)
    is_enough = number >= FEWEST
    found = {
        "nobody_right": is_enough and right == 0,
        "everybody_right": is_enough and right == number,
        "key_doubtful": discriminates is not None and discriminates < 0,
        "weak": discriminates is not None and 0 <= discriminates < _WEAK,
        "wrong_more_often": is_enough and bool(wrong) and wrong[0].count > right,
        "dead_option": is_enough and any(option.is_dead for option in options),
    }
    return tuple(name for name, holds in found.items() if holds)
