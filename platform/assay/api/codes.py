"""Every code that an error of the API may carry, with its status and what it means for a script."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One kind of error. `title` never changes; what happened this time is in the document's `detail`."""

    code: str
    status: int
    title: str
    advice: str

    @property
    def type(self) -> str:
        """The URI of the kind, as RFC 9457 wants one."""
        return f"urn:assay:problem:{self.code}"


def _problem(status: int, code: str, title: str, advice: str) -> Problem:
    return Problem(code=code, status=status, title=title, advice=advice)


_ALL = (
    _problem(
        400,
        "parse_error",
        "The request could not be read",
        "Send a file as multipart/form-data, everything else as JSON.",
    ),
    _problem(
        400, "invalid", "A field is missing or wrong", "`errors` names each field and what is wrong with it."
    ),
    _problem(401, "not_authenticated", "No token was sent", "Send the header `Authorization: Token …`."),
    _problem(
        401,
        "authentication_failed",
        "The token does not work",
        "It is misspelt, revoked or expired: make a new one on your profile page.",
    ),
    _problem(403, "permission_denied", "This is not yours to do", "Ask an instructor of the cohort."),
    _problem(
        403, "not_enrolled", "You do not take part in a cohort with this exercise", "Ask to be enrolled."
    ),
    _problem(
        403, "not_open_yet", "The exercise is not open yet", "Hand in after `opens_at` of the exercise."
    ),
    _problem(403, "closed", "The exercise is closed", "Ask an instructor for an extension."),
    _problem(
        403,
        "no_practice",
        "There is nothing to practise (yet)",
        "Practice opens when your attempts are used up or the quiz has closed, where the quiz has it.",
    ),
    _problem(
        404, "not_found", "There is nothing here for you", "Check the address, its final slash and the id."
    ),
    _problem(
        405, "method_not_allowed", "This method does not work here", "The header `Allow` names those that do."
    ),
    _problem(
        406, "not_acceptable", "The answer cannot be given in this format", "Accept `application/json`."
    ),
    _problem(
        409,
        "ambiguous_cohort",
        "The exercise is open to you in more than one cohort",
        "Name one of `cohorts` in the field `cohort`.",
    ),
    _problem(
        409, "attempt_over", "The attempt is over", "Nothing is taken any more; read its result instead."
    ),
    _problem(
        409,
        "attempt_running",
        "The attempt is not over yet",
        "Submit it first, or wait until its time is over.",
    ),
    _problem(
        409,
        "marked_meanwhile",
        "Somebody else marked this first",
        "Read the submission again, then send the `number` of the mark you saw.",
    ),
    _problem(
        409, "no_score", "The submission has no score yet", "Wait until it is graded, then set its points."
    ),
    _problem(409, "no_mark", "There is no mark to take back", "Nothing needs to be done."),
    _problem(
        413, "too_large", "The file is too large", "Clear outputs and large pictures, then hand in again."
    ),
    _problem(
        415,
        "unsupported_media_type",
        "The request has the wrong format",
        "Send a file as multipart/form-data, everything else as JSON.",
    ),
    _problem(422, "empty_file", "The file is empty", "Save the notebook, then hand in again."),
    _problem(422, "not_json", "The file is not JSON", "Hand in the .ipynb file itself."),
    _problem(422, "not_a_notebook", "The file is not a notebook", "Hand in the .ipynb file itself."),
    _problem(
        422, "old_nbformat", "The notebook's format is too old", "Open it in Jupyter and save it again."
    ),
    _problem(
        422, "too_many_cells", "The notebook has too many cells", "Remove the cells that are not needed."
    ),
    _problem(422, "too_deep", "The notebook is nested too deeply", "Hand in a notebook as Jupyter saves it."),
    _problem(
        422,
        "no_answer_cell",
        "No cell of the exercise is in the notebook",
        "Start from the exercise's own notebook and keep its cells.",
    ),
    _problem(422, "several_notebooks", "The zip holds several notebooks", "Hand in one of them."),
    _problem(
        422,
        "missing_modules",
        "The environment lacks modules that the notebook imports",
        "Do without them, or hand in with `despite_missing_modules=true`.",
    ),
    _problem(
        422, "not_a_table", "The file is not a CSV table", "Write the predictions with `to_csv(index=False)`."
    ),
    _problem(
        422,
        "invalid_predictions",
        "The predictions cannot be scored",
        "`detail` says everything that is wrong: mend it and hand in again; no attempt was used.",
    ),
    _problem(
        422,
        "unknown_question",
        "The exercise has no such question",
        "Name one of `questions` of the submission, or send an empty name for all of it.",
    ),
    _problem(
        422,
        "points_out_of_range",
        "These points cannot be given",
        "Send a number from 0 to what the question is worth.",
    ),
    _problem(
        422, "no_reason", "A reason is missing", "Send a `comment`: the learner reads it beside her points."
    ),
    _problem(
        422,
        "idempotency_key_taken",
        "The Idempotency-Key belongs to another hand-in",
        "Use a new key for every file; repeat one only to repeat the same request.",
    ),
    _problem(
        429, "quota_used", "Your attempts are used up", "Wait `retry_after` seconds, where it is given."
    ),
    _problem(429, "cooling_down", "The next attempt is not open yet", "Wait `retry_after` seconds."),
    _problem(429, "throttled", "Too many requests", "Wait `retry_after` seconds."),
    _problem(
        500, "server_error", "Something broke on our side", "Try again; nothing that you handed in is lost."
    ),
    _problem(503, "maintenance", "The site is being worked on", "Try again after `retry_after` seconds."),
)

PROBLEMS = {problem.code: problem for problem in _ALL}
