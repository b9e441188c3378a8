"""Turns everything that goes wrong in the API into a problem document (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import ErrorResponse
from rest_framework import serializers
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response

from assay.api.codes import PROBLEMS, Problem

MEDIA_TYPE = "application/problem+json"
# What every operation may answer.
COMMON = ("not_authenticated", "authentication_failed", "not_acceptable", "throttled", "server_error")


class Refused(APIException):
    """A refusal by the domain: `code` is one of `PROBLEMS`, `wait` the seconds until another try makes sense."""

    def __init__(self, *, code: str, detail: str, wait: int | None = None, **members: Any) -> None:
        super().__init__(detail=detail, code=code)
        self.status_code = PROBLEMS[code].status
        self.wait = wait
        self.members = members


class ProblemHandler(ExceptionHandler):
    """Django's own refusals of a request become the client's errors, not ours."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, RequestDataTooBig):
            return Refused(code="too_large", detail="The request is larger than this site accepts.")
        if isinstance(exc, (SuspiciousOperation, BadRequest)):
            return ParseError("The request has more parts than this site accepts, or is malformed.")
        converted: Exception = super().convert_known_exceptions(exc)
        return converted

    def get_response(self, exc: APIException, data: dict[str, Any]) -> Response:
        response: Response = super().get_response(exc, data)
        response.content_type = MEDIA_TYPE
        return response


class ProblemFormatter(ExceptionFormatter):
    """The body of a problem document."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        is_invalid = isinstance(self.exc, ValidationError)
        first = error_response.errors[0]
        problem = PROBLEMS["invalid"] if is_invalid else _kind(first.code, self.exc.status_code)
        document: dict[str, Any] = {
            "type": problem.type,
            "title": problem.title,
            "status": self.exc.status_code,
            "detail": first.detail,
            "code": problem.code,
        }
        if is_invalid:
            document["errors"] = [
                {"field": error.attr or "", "code": error.code, "detail": error.detail}
                for error in error_response.errors
            ]
        if (wait := getattr(self.exc, "wait", None)) is not None:
            document["retry_after"] = int(wait)
        return document | getattr(self.exc, "members", {})


def _kind(code: str, status: int) -> Problem:
    """The kind of an error; one that is not in the table is the first of its status (a framework's new code)."""
    if code in PROBLEMS:
        return PROBLEMS[code]
    return next((kind for kind in PROBLEMS.values() if kind.status == status), PROBLEMS["server_error"])


class FieldErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with one field."""

    field = serializers.CharField(help_text="The field, or empty for the request as a whole.")
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document (RFC 9457)."""

    type = serializers.CharField(help_text="A URI for the kind of problem.")
    title = serializers.CharField(help_text="The kind of problem in words; always the same for a code.")
    status = serializers.IntegerField(help_text="The HTTP status again.")
    detail = serializers.CharField(help_text="One sentence about what happened this time, for a person.")
    code = serializers.CharField(help_text="A stable code for programs.")
    errors = FieldErrorSerializer(  # type: ignore[assignment]  # the metaclass takes fields out of the class
        many=True, required=False, help_text="Only with the code `invalid`."
    )
    retry_after = serializers.IntegerField(
        required=False, min_value=0, help_text="Seconds until another try makes sense; also in `Retry-After`."
    )
    cohorts = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Only with the code `ambiguous_cohort`."
    )


def documented(*codes: str) -> Mapping[tuple[int, str], OpenApiResponse]:
    """The responses of an operation that may end with these codes, one per status, each code an example."""
    statuses = sorted({PROBLEMS[code].status for code in codes})
    return {
        (status, MEDIA_TYPE): _response([PROBLEMS[code] for code in codes], status) for status in statuses
    }


def _response(problems: list[Problem], status: int) -> OpenApiResponse:
    kinds = [problem for problem in problems if problem.status == status]
    return OpenApiResponse(
        response=ProblemSerializer,
        description="; ".join(f"`{kind.code}`: {kind.title}" for kind in kinds),
        examples=[_example(kind) for kind in kinds],
    )


def _example(kind: Problem) -> OpenApiExample:
    document = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.advice,
        "code": kind.code,
    }
    return OpenApiExample(kind.code, value=document, response_only=True, status_codes=[str(kind.status)])
