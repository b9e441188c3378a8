"""Read back what `graders grade --json` wrote."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from graders.report import SCHEMA_VERSION, Report


class ReportsError(ValueError):
    """This is no list of reports; the message says where and what to do."""


def read_reports(text: str | bytes) -> list[Report]:
    """Raises `ReportsError`."""
    try:
        reports = TypeAdapter(list[Report]).validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        where = f"at {place}: " if place else ""
        raise ReportsError(
            f"{where}{first['msg']}. Give the file that `graders grade --json FILE` wrote."
        ) from error
    for number, report in enumerate(reports):
        if report.schema_version != SCHEMA_VERSION:
            raise ReportsError(
                f"Report {number} has format {report.schema_version}, and this program reads {SCHEMA_VERSION}: "
                "grade once more with this version."
            )
    return reports
