"""Pages about the content of a course, for those who teach."""
