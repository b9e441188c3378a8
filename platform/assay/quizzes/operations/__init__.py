"""What changes attempts at quizzes: start, save, check, submit, end by the clock, mark."""

from assay.quizzes.operations.checking import check, may_check
from assay.quizzes.operations.ending import finish_if_over, finish_overdue, submit
from assay.quizzes.operations.marking import Result, mark_anew, marked
from assay.quizzes.operations.refusals import Refused
from assay.quizzes.operations.saving import Answered, Saved, save
from assay.quizzes.operations.starting import practise, refusal_to_practise, refusal_to_start, start

__all__ = [
    "Answered",
    "Refused",
    "Result",
    "Saved",
    "check",
    "finish_if_over",
    "finish_overdue",
    "mark_anew",
    "marked",
    "may_check",
    "practise",
    "refusal_to_practise",
    "refusal_to_start",
    "save",
    "start",
    "submit",
]
