"""What one run may use: the hard limits that the supervisor and the kernel keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

MEBIBYTE = 1024 * 1024
OUTPUTS_PER_CELL = 1000
CELL_LIMITS = (
    "cell_seconds",
    "cell_stream_kib",
    "notebook_stream_kib",
    "rich_mib",
    "outputs",
    "memory_mib",
    "tasks",
    "workdir_mib",
    "workdir_files",
    "open_files",
)
"""What a cell can run into without ending the run."""
CELL_REMARKS = ("installs", "data_elsewhere", "stand_ins", "nobody_there", "left_out")
"""What was mended while a cell ran."""


class BadLimits(ValueError):
    """A limit is not a positive number."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every unit is in the name; `tasks` counts processes and threads of one jail."""

    run_seconds: float = 60
    cell_seconds: float = 30
    call_seconds: float = 10
    memory_mib: int = 1024
    tasks: int = 128
    workdir_mib: int = 64
    workdir_files: int = 4096
    open_files: int = 256

    @classmethod
    def from_request(cls, request: object) -> Limits:
        """The limits that a request names, the defaults for the others; unknown names are left alone."""
        if not isinstance(request, Mapping):
            raise BadLimits(f"limits must be an object, not {request!r}")
        chosen: dict[str, float] = {}
        for field in fields(cls):
            if field.name in request:
                chosen[field.name] = _positive(field.name, request[field.name])
        return cls(**chosen)  # type: ignore[arg-type]


def _positive(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise BadLimits(f"{name} must be a positive number, not {value!r}")
    return value if name.endswith("_seconds") else int(value)
