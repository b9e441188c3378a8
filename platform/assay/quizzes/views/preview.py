"""A quiz before learners meet it: any variant, its key beside it, and trying an answer; nothing is kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from assay.quizzes.queries.variants import paper, solved, tried
from assay.quizzes.rendering import present, tell
from assay.quizzes.views.staff import graded_quiz, shell
from graders.quiz import parse

_MAX_SEED = 10**6


@login_required
@never_cache
def preview(request: HttpRequest, slug: str, quiz: str) -> HttpResponse:
    """One question of the variant `seed`; posted, how the answer would be marked."""
    cohort, exercise = graded_quiz(request, slug, quiz)
    seed = _number(request, "seed", most=_MAX_SEED)
    questions = paper(exercise=exercise, seed=seed).questions
    asked = questions[_number(request, "question", most=len(questions)) - 1]
    fields = {name: request.POST.getlist(name) for name in request.POST}
    marked = tried(exercise=exercise, asked=asked, fields=fields) if request.method == "POST" else None
    return render(
        request,
        "quizzes/staff/preview.html",
        shell(request, cohort, exercise, tab="preview")
        | {
            "seed": seed,
            "questions": questions,
            "asked": asked,
            "presented": present(asked, parse(asked, fields)),
            "told": tell(asked, marked) if marked else None,
            "key": tell(asked, solved(exercise=exercise, asked=asked)),
            "previous": asked.number - 1,
            "next": asked.number + 1 if asked.number < len(questions) else 0,
        },
    )


def _number(request: HttpRequest, name: str, *, most: int) -> int:
    """A number from 1 to `most` in the address; 1 for anything else."""
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1
    return number if 1 <= number <= most else 1
