"""What others bring: quizzes in Moodle XML, GIFT and Aiken, written as an ordinary quiz.yaml, with a report."""

from graders.importers.drafts import Draft, Imported, ImportFailed
from graders.importers.quizzes import FORMATS, import_quiz

__all__ = ["FORMATS", "Draft", "ImportFailed", "Imported", "import_quiz"]
