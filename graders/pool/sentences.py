"""One sentence for each limit that a run met: what happened, where, against which limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graders.exercise import Limits
from graders.pool.running import Run
from graders.runner.frames import STREAM_BYTES
from graders.runner.limits import OUTPUTS_PER_CELL

_CELLS_NAMED = 5
_DETAIL = "{detail}, {where}."

ENDINGS: Mapping[str, str] = {
    "run_seconds": "The run was stopped after {limits.run_seconds:g} s, {where}.",
    "processor_seconds": "The run was stopped after {limits.run_seconds:g} s of processor time, {where}.",
    "memory_mib": "{who} used more than {limits.memory_mib:,} MiB of memory, and the run was stopped.",
    "cell_seconds": "{who} was stopped after {limits.cell_seconds:g} s; it ignored the interrupt, so the run ended there.",
    "call_seconds": "A call from a test was stopped after {limits.call_seconds:g} s; it ignored the interrupt, so the run ended there.",
}
"""Limits that end the run."""

FLOODED = f"The notebook sent more than {STREAM_BYTES >> 20} MiB of outputs, or something that is no output; the rest was cut."

NOTES: Mapping[str, str] = {
    "cell_seconds": "{who} {was} stopped after {limits.cell_seconds:g} s{each}.",
    "cell_stream_kib": "{who} printed more than {cell_stream}{each}; the rest was cut.",
    "notebook_stream_kib": "The notebook printed more than {notebook_stream}; the rest was cut.",
    "rich_mib": "The notebook showed more than {limits.rich_mib:g} MiB of plots and tables; what did not fit was left out.",
    "outputs": f"{{who}} showed more than {OUTPUTS_PER_CELL:,} outputs{{each}}; the rest was left out.",
    "memory_mib": "{who} asked for more than {limits.memory_mib:,} MiB of memory.",
    "tasks": "{who} needed more than {limits.tasks:,} processes and threads at a time.",
    "workdir_mib": "{who} needed more than {limits.workdir_mib:,} MiB for files.",
    "workdir_files": "{who} needed more than {limits.workdir_files:,} files.",
    "open_files": "{who} needed more than {limits.open_files:,} open files at a time.",
    "installs": "{who} wanted to install packages; nothing was installed, and those of the environment were used.",
    "data_elsewhere": "{who} looked for data where another machine has it; the exercise's own file of that name was read.",
    "stand_ins": "{who} used what only Colab or Kaggle has; a stand-in took its place.",
    "nobody_there": "{who} asked for something to be typed; nobody is there while a notebook is graded.",
    "left_out": "{who} used magics or extensions that are not here; those lines were left out.",
}
"""Limits that a cell met without ending the run, and what was mended while it ran."""


def ending_sentence(run: Run, limits: Limits) -> str:
    """Why the learner's process was stopped, or how it ended."""
    cell, limit = run.learner.number, run.learner_jail.limit
    detail = run.learner_jail.detail or "the notebook's process ended before its last cell"
    return ENDINGS.get(limit, _DETAIL).format(
        limits=limits,
        who=f"Cell {cell}" if cell else "A test" if limit == "cell_seconds" else "The notebook",
        where=f"while cell {cell} ran" if cell else "while it was tested",
        detail=f"{detail[:1].upper()}{detail[1:]}",
    )


def limit_notes(run: Run, limits: Limits) -> tuple[str, ...]:
    """A note for each limit that cells met without ending the run, in the order in which they did."""
    cells: dict[str, list[int]] = {}
    for number, limit in run.learner.met:
        cells.setdefault(limit, []).append(number)
    return tuple(_note(limit, numbers, limits) for limit, numbers in cells.items())


def _note(limit: str, cells: Sequence[int], limits: Limits) -> str:
    return NOTES[limit].format(
        limits=limits,
        who=_named(cells),
        was="were" if len(cells) > 1 else "was",
        each=" each" if len(cells) > 1 else "",
        cell_stream=_amount(limits.cell_stream_kib),
        notebook_stream=_amount(limits.notebook_stream_kib),
    )


def _named(cells: Sequence[int]) -> str:
    if len(cells) == 1:
        return f"Cell {cells[0]}"
    if len(cells) > _CELLS_NAMED:
        return f"Cells {', '.join(map(str, cells[:_CELLS_NAMED]))} and {len(cells) - _CELLS_NAMED} more"
    return f"Cells {', '.join(map(str, cells[:-1]))} and {cells[-1]}"


def _amount(kibibytes: float) -> str:
    return f"{kibibytes / 1024:g} MiB" if kibibytes >= 1024 else f"{kibibytes:g} KiB"
