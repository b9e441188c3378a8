"""What changes submissions and grading jobs: receive, grade, record, and mend what was left lying."""

from assay.submissions.operations.bringing import Brought, bring
from assay.submissions.operations.claims import Claim, claim, fail, postpone
from assay.submissions.operations.grading import grade, needs_sandbox
from assay.submissions.operations.marking import give, mark, override, take_back
from assay.submissions.operations.preparing import prepare
from assay.submissions.operations.reaping import Reaped, reap
from assay.submissions.operations.receiving import receive, refuse_stranger, run_again, take_over
from assay.submissions.operations.recording import record
from assay.submissions.operations.refusals import Refused

__all__ = [
    "Brought",
    "Claim",
    "Reaped",
    "Refused",
    "bring",
    "claim",
    "fail",
    "give",
    "grade",
    "mark",
    "needs_sandbox",
    "override",
    "postpone",
    "prepare",
    "reap",
    "receive",
    "record",
    "refuse_stranger",
    "run_again",
    "take_back",
    "take_over",
]
