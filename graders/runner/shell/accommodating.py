"""Everything by which a notebook from another machine feels at home, and the words for the notes that say so."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from graders.runner.shell.data_files import DataFiles, read_in_place
from graders.runner.shell.elsewhere import stand_in
from graders.runner.shell.nobody import answer_nothing
from graders.runner.shell.outputs import Outputs
from graders.runner.shell.packages import PackageNote, install_nothing_by_subprocess


def accommodate(*, outputs: Outputs, note: PackageNote, sources: Iterable[str]) -> None:
    """Once in each learner's process, with the work folder as the current one. `sources` are its cells."""

    def tell_of_file(sentence: str) -> None:
        outputs.remark("data_elsewhere")
        print(sentence, file=sys.stderr)  # noqa: T201 - the cell's output

    files = DataFiles(Path.cwd(), tell_of_file)
    read_in_place(files)
    stand_in(files, lambda: outputs.remark("stand_ins"), sources)
    answer_nothing(lambda: outputs.remark("nobody_there"))
    install_nothing_by_subprocess(note)
