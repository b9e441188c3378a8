"""What changes drafts: taking them in, checking them, trying them out, publishing them, putting them away."""

from assay.authoring.operations.checking import run_check
from assay.authoring.operations.jobs import Claim, claim, reap, request_check, request_trial
from assay.authoring.operations.publishing import Held, publish_draft, publish_version
from assay.authoring.operations.receiving import DraftRefused, discard, receive_folder, receive_zip
from assay.authoring.operations.trying import run_trial

__all__ = [
    "Claim",
    "DraftRefused",
    "Held",
    "claim",
    "discard",
    "publish_draft",
    "publish_version",
    "reap",
    "receive_folder",
    "receive_zip",
    "request_check",
    "request_trial",
    "run_check",
    "run_trial",
]
