"""Quizzes: read one, draw a paper, take what a learner enters, mark it. Pure functions, no clock, no disk."""

from graders.problem import Problem
from graders.quiz.answering import entry_of, parse
from graders.quiz.asked import Answer, Asked, Entry, Option, Paper, Part, PartKind, State, Table
from graders.quiz.corrections import correction_problems
from graders.quiz.drawing import draw
from graders.quiz.marked import Marked, MarkedOption, MarkedPart, Verdict
from graders.quiz.marking import Unmarkable, mark, solve
from graders.quiz.model import Question, QuizError
from graders.quiz.quiz import Quiz
from graders.quiz.reading import read_quiz

__all__ = [
    "Answer",
    "Asked",
    "Entry",
    "Marked",
    "MarkedOption",
    "MarkedPart",
    "Option",
    "Paper",
    "Part",
    "PartKind",
    "Problem",
    "Question",
    "Quiz",
    "QuizError",
    "State",
    "Table",
    "Unmarkable",
    "Verdict",
    "correction_problems",
    "draw",
    "entry_of",
    "mark",
    "parse",
    "read_quiz",
    "solve",
]
