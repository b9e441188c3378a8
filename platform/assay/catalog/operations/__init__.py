"""What changes the catalog: publishing, checking before it, and keeping files."""

from assay.catalog.folders import PublishRefused
from assay.catalog.operations.checking import check
from assay.catalog.operations.publishing import (
    PublishReport,
    publish,
    publish_again,
    publish_alone,
    publish_quiz_text,
)
from assay.catalog.operations.storing import store
from assay.catalog.operations.versions import Published, Publishing

__all__ = [
    "PublishRefused",
    "PublishReport",
    "Published",
    "Publishing",
    "check",
    "publish",
    "publish_again",
    "publish_alone",
    "publish_quiz_text",
    "store",
]
