"""Every limit: one submission that goes over it, what it is told, how it ends, and what becomes of the rest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import pytest

from graders import exercise
from graders.exercise import Exercise, Limits
from graders.notebook import from_percent
from graders.report import Ending
from tests.golden import cases

SQUARES = cases.FOLDER / "exercises" / "squares"
HONEST = (cases.FOLDER / "all-right" / "submission.py").read_text()
BEFORE_THE_SECOND = '# %% nbgrader={"grade_id": "mean"}'
TAKE_MEMORY = "kept = []\nwhile True:\n    kept.append(bytearray(b'x' * (8 << 20)))"


@dataclass(frozen=True, kw_only=True)
class Over:
    """`cell` stands between the first two answers of an honest notebook, `inside` at the head of the second: the first
    question is tested before it.

    `settings` are of [limits]; `notes` and `message` are whole sentences; `points` are of 9. A message with a * in front
    is the end of one.
    """

    limit: str
    settings: str
    cell: str = "pass"
    inside: str = ""
    file: Callable[[bytes], bytes] = lambda content: content
    answer: tuple[str, str] = ("", "")
    ending: Ending = Ending.COMPLETED
    message: str = ""
    notes: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    points: float = 9.0
    mean: tuple[str, ...] = field(default=("passed",) * 4)


LOST: dict[str, Any] = {"points": 3.0, "mean": ("not_reached",) * 4}
TABLE = [
    Over(
        limit="run_seconds",
        settings="run_seconds = 4\ncell_seconds = 4",
        cell="import time\ntime.sleep(1)\n\n# %%\ntime.sleep(30)",
        ending=Ending.TIMED_OUT,
        message="The run was stopped after 4 s, while cell 4 ran.",
        points=0.0,
        mean=("not_reached",) * 4,
    ),
    Over(
        limit="cell_seconds",
        settings="run_seconds = 9\ncell_seconds = 1",
        cell="while True: pass",
        notes=("Cell 3 was stopped after 1 s.",),
        shown=("KeyboardInterrupt",),
    ),
    Over(
        limit="cell_seconds",
        settings="run_seconds = 9\ncell_seconds = 1",
        inside="while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        ending=Ending.TIMED_OUT,
        message="Cell 4 was stopped after 1 s; it ignored the interrupt, so the run ended there.",
        **LOST,
    ),
    Over(
        limit="call_seconds",
        settings="call_seconds = 0.5",
        answer=("return sum(values)", "while not len(values): pass\n    return sum(values)"),
        shown=("✓ The mean of a list",),
        points=8.0,
        mean=("passed", "passed", "passed", "errored"),
    ),
    Over(
        limit="call_seconds",
        settings="call_seconds = 0.5",
        answer=(
            "return sum(values)",
            "while values == [1, 2, 3]:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass\n    return sum(values)",
        ),
        ending=Ending.TIMED_OUT,
        message="A call from a test was stopped after 0.5 s; it ignored the interrupt, so the run ended there.",
        **LOST,
    ),
    Over(
        limit="memory_mib",
        settings="memory_mib = 256",
        inside=TAKE_MEMORY,
        ending=Ending.OUT_OF_MEMORY,
        message="Cell 4 used more than 256 MiB of memory, and the run was stopped.",
        **LOST,
    ),
    Over(
        limit="memory_mib",
        settings="memory_mib = 256",
        cell="bytearray(1 << 40)",
        notes=("Cell 3 asked for more than 256 MiB of memory.",),
        shown=("MemoryError",),
    ),
    Over(
        limit="tasks",
        settings="tasks = 16",
        cell="import subprocess\nstarted = [subprocess.Popen(['sleep', '60']) for _ in range(40)]\n\n# %%\n"
        "import threading\nstop = threading.Event()\nfor _ in range(40): threading.Thread(target=stop.wait, daemon=True).start()",
        notes=("Cells 3 and 4 needed more than 16 processes and threads at a time.",),
        shown=("Resource temporarily unavailable", "can't start new thread"),
    ),
    Over(
        limit="workdir_mib",
        settings="workdir_mib = 2",
        cell="with open('big', 'wb') as file:\n    for _ in range(8): file.write(bytes(1 << 18))\nwith open('more', 'wb') as file:\n    for _ in range(8): file.write(bytes(1 << 18))",
        notes=("Cell 3 needed more than 2 MiB for files.",),
        shown=("No space left on device",),
    ),
    Over(
        limit="workdir_files",
        settings="workdir_files = 64",
        cell="for number in range(100): open(f'file-{number}', 'w').close()",
        notes=("Cell 3 needed more than 64 files.",),
        shown=("No space left on device",),
    ),
    Over(
        limit="open_files",
        settings="open_files = 64",
        cell="kept = [open('/dev/null') for _ in range(100)]",
        notes=("Cell 3 needed more than 64 open files at a time.",),
        shown=("Too many open files",),
    ),
    Over(
        limit="cell_stream_kib",
        settings="cell_stream_kib = 2",
        cell="print('x' * 5000)\n\n# %%\nprint('y' * 9)\n\n# %%\nprint('z' * 5000)",
        notes=("Cells 3 and 5 printed more than 2 KiB each; the rest was cut.",),
        shown=("more characters of output were cut", "y" * 9),
    ),
    Over(
        limit="notebook_stream_kib",
        settings="cell_stream_kib = 1024\nnotebook_stream_kib = 1024",
        cell="print('x' * 1_000_000)\n\n# %%\nprint('y' * 100_000)",
        notes=("The notebook printed more than 1 MiB; the rest was cut.",),
        shown=("more characters of output were cut",),
    ),
    Over(
        limit="rich_mib",
        settings="rich_mib = 1",
        cell="from IPython.display import HTML\nHTML('x' * 2_000_000)",
        notes=("The notebook showed more than 1 MiB of plots and tables; what did not fit was left out.",),
        shown=("was too large to be kept",),
    ),
    Over(
        limit="rich_mib",
        settings="rich_mib = 4",
        cell="for number in range(3000): display(number)",
        notes=("Cell 3 showed more than 1,000 outputs; the rest was left out.",),
    ),
    Over(
        limit="message_mib",
        settings="message_mib = 1",
        answer=("overall = mean(numbers)", "overall = [0.0] * 2_000_000"),
        shown=("the value is larger than 1 MiB, so a test cannot look at it",),
        points=8.0,
        mean=("passed", "failed", "passed", "passed"),
    ),
    Over(
        limit="submission_mib",
        settings="submission_mib = 0.01",
        cell="# " + "x" * 20_000,
        ending=Ending.INVALID_NOTEBOOK,
        message="*and 0.01 MiB are allowed: clear its outputs",
        points=0.0,
        mean=(),
    ),
    Over(
        limit="submission_cells",
        settings="submission_cells = 5",
        cell="1\n\n# %%\n2\n\n# %%\n3",
        ending=Ending.INVALID_NOTEBOOK,
        message="*and 5 are allowed: delete what you do not need.",
        points=0.0,
        mean=(),
    ),
    Over(
        limit="submission_nesting",
        settings="submission_nesting = 8",
        file=lambda content: content.replace(b'"metadata": {', b'"metadata": {"deep": [[[[[[[[]]]]]]]], ', 1),
        ending=Ending.INVALID_NOTEBOOK,
        message="*levels deep, and 8 are allowed",
        points=0.0,
        mean=(),
    ),
]


def over_limit(case: Over, folder: Path) -> tuple[Exercise, bytes]:
    """The exercise with the limit of the case, and the notebook that goes over it."""
    shutil.copytree(SQUARES, folder)
    (folder / "exercise.toml").write_text(f'title = "Squares"\nseed = 7\n\n[limits]\n{case.settings}\n')
    second = f"# %%\n{case.cell}\n\n{BEFORE_THE_SECOND}\n{case.inside}\n\n"
    text = HONEST.replace(BEFORE_THE_SECOND, second).replace(*case.answer)
    return exercise.read(folder), case.file(from_percent(text.encode()))


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case.limit}-{case.ending}")
def test_a_limit_says_what_happened_where_and_against_which_limit(client, tmp_path, case):
    limited, content = over_limit(case, tmp_path / "exercise")

    report = client.grade(exercise=limited, file_name="mine.ipynb", content=content)

    assert (report.ending, report.points) == (case.ending, case.points)
    if case.message.startswith("*"):
        assert case.message[1:] in report.message
    else:
        assert report.message == case.message
    assert tuple(note for note in report.notes if "put back" not in note) == case.notes
    assert [part for part in case.shown if part not in str(report.notebook)] == []
    mean = [question for question in report.questions if question.name == "mean-tests"]
    assert tuple(str(test.verdict) for question in mean for test in question.tests) == case.mean


def test_every_limit_is_in_the_table():
    assert {case.limit for case in TABLE} == {item.name for item in fields(Limits)}


def test_the_next_honest_submission_is_graded_right(client):
    case = cases.load("all-right")

    assert cases.is_right(client.grade(exercise=case.exercise, file_name="next.ipynb", content=case.content))
