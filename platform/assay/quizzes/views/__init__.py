"""Pages of quizzes: the start page, taking one, what came of it."""
