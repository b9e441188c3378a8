"""Statistics of a quiz and of its single questions, for those who teach."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assay.catalog.models import Exercise
from assay.catalog.queries import load_quiz
from assay.cohorts.access import get_graded_cohort_or_404
from assay.cohorts.models import Cohort
from assay.quizzes.queries.overview import overview
from assay.quizzes.queries.statistics import COUNTED, FIRST, statistics
from assay.quizzes.queries.variants import variant
from assay.quizzes.rendering import inline, plain, tell
from assay.quizzes.statistics import FEWEST
from assay.quizzes.views.staff import graded_quiz, shell

_SHOWN_AS = 1  # the seed of the variant in which a question is shown


@login_required
def quizzes(request: HttpRequest, slug: str) -> HttpResponse:
    """The quizzes of a cohort, with how many have taken each."""
    cohort = get_graded_cohort_or_404(request.user, slug)
    context = shell(request, cohort, None, tab="")
    return render(request, "quizzes/staff/quizzes.html", context | {"rows": overview(cohort=cohort)})


@login_required
def whole(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """The quiz as a whole, and a line for each question."""
    cohort, exercise = graded_quiz(request, slug, quiz)
    context = _context(request, cohort, exercise)
    return render(request, "quizzes/staff/statistics.html", context)


@login_required
def question(request: HttpRequest, slug: str, quiz: str, question: str) -> HttpResponse:
    """One question with its key, its options and what was answered."""
    cohort, exercise = graded_quiz(request, slug, quiz)
    context = _context(request, cohort, exercise)
    rows = context["statistics"].questions
    place = next((number for number, item in enumerate(rows) if item.id == question), None)
    if place is None:
        raise Http404
    asked, solved = variant(exercise=exercise, question_id=question, seed=_SHOWN_AS)
    options = {option.key: option for part in solved.parts for option in part.options}
    return render(
        request,
        "quizzes/staff/question.html",
        context
        | {
            "row": rows[place],
            "told": tell(asked, solved),
            "options": [
                (item, inline(options[item.id].text))
                for item in rows[place].item.options
                if item.id in options
            ],
            "parts": [(inline(part.label), part.item) for part in rows[place].parts],
            "previous": rows[place - 1] if place else None,
            "next": rows[place + 1] if place + 1 < len(rows) else None,
        },
    )


def _context(request: HttpRequest, cohort: Cohort, exercise: Exercise) -> dict[str, Any]:
    assert exercise.current is not None
    context = shell(request, cohort, exercise, tab="statistics")
    which = COUNTED if request.GET.get("attempts") == COUNTED else FIRST
    found = statistics(cohort=cohort, exercise=exercise, which=which, at=context["now"])
    content = load_quiz(version=exercise.current)
    texts = {item.id: plain(item.text) for item in content.questions}
    return context | {
        "statistics": found,
        "which": which,
        "fewest": FEWEST,
        "texts": texts,
        "bins": list(zip(_BINS, found.bins, strict=True)),
        "most": max(found.bins),
    }


_BINS = [f"{low}–{low + 10} %" for low in range(0, 100, 10)]
