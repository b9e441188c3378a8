"""IPython's shell without a terminal or a kernel: everything it shows goes to `Outputs`."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets import Type

from graders.runner.shell.outputs import Outputs
from graders.runner.shell.packages import MAGICS, PackageNote, installs_packages
from graders.runner.shell.streams import Streams
from graders.runner.shell.tracebacks import TracebackFormatter


class _Publisher(DisplayPublisher):  # type: ignore[misc]
    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *_: Any,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **__: Any,
    ) -> None:
        shell: NotebookShell = self.shell
        if shell.streams is None or shell.outputs is None:
            return
        shell.streams.settle()
        display_id = str((transient or {}).get("display_id") or "")
        shell.outputs.display(data, metadata, display_id=display_id, update=update)

    def clear_output(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002 - IPython's signature
        if self.shell.outputs is not None:
            self.shell.outputs.clear()


class _ResultHook(DisplayHook):  # type: ignore[misc]
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        shell: NotebookShell = self.shell
        if shell.streams is not None and shell.outputs is not None:
            shell.streams.settle()
            shell.outputs.result(format_dict, md_dict, self.prompt_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class NotebookShell(InteractiveShell):  # type: ignore[misc]
    """Made once in the zygote; `attach` connects the forked copy to the outputs of one notebook."""

    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(CachingCompiler)

    outputs: Outputs | None = None
    streams: Streams | None = None
    note: PackageNote | None = None

    def attach(self, outputs: Outputs, streams: Streams, note: PackageNote) -> None:
        """Show everything in `outputs` from here on."""
        self.outputs, self.streams, self.note = outputs, streams, note
        for name in MAGICS:
            self.register_magic_function(note.magic(), "line", name)

    @property
    def formatter(self) -> TracebackFormatter:
        """Knows which frames are the learner's."""
        return TracebackFormatter(self.compile._filename_map, os.getcwd())

    # ------------------------------------------------------------ errors

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        if isinstance(error, SystemExit):
            return  # shown by `show_exit`, whichever way it came
        if isinstance(error, UsageError):
            print(f"UsageError: {error}", file=sys.stderr)  # noqa: T201 - as IPython shows it
        elif error is not None:
            self.show_error(error)

    def showsyntaxerror(self, *_: Any, **__: Any) -> None:
        self.showtraceback()

    def show_error(self, error: BaseException) -> None:
        """Show an exception as the cell's error output."""
        if self.streams is not None and self.outputs is not None:
            self.streams.settle()
            name = type(error).__name__
            self.outputs.error(name, _text_of(error), self.formatter.lines(error))

    def _format_exception_for_storage(self, exception: BaseException, *_: Any, **__: Any) -> dict[str, Any]:
        return {"ename": type(exception).__name__, "evalue": _text_of(exception), "traceback": []}

    # ------------------------------------------------------------ things a kernel does otherwise

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to open."""

    def enable_matplotlib(self, gui: str | None = None) -> Any:
        """Plots appear below the cell, whatever the magic asks for: a window, a widget."""
        return super().enable_matplotlib("inline")

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """A magic or an extension of another notebook program is left out, and the cell goes on."""
        if self._find_with_lazy_load("line", magic_name) is None:
            self._leave_out(f"UsageError: Line magic function `%{magic_name}` not found")
        elif magic_name == "load_ext" and not _is_there(line.strip()):
            self._leave_out(f"The extension {line.strip()} is not here")
        else:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        return None

    def _leave_out(self, why: str) -> None:
        if self.outputs is not None:
            self.outputs.remark("left_out")
        print(f"{why}; the line was left out.", file=sys.stderr)  # noqa: T201 - as IPython shows it

    def ask_exit(self) -> None:
        raise SystemExit("exit() ends a notebook only in your own Jupyter")

    def init_history(self) -> None:
        super().init_history()
        self.history_manager.enabled = False

    def system(self, cmd: str) -> None:
        """Run a `!` line with its output in the cell."""
        command = self.var_expand(cmd, depth=1)
        if installs_packages(command):
            self._say_nothing_installed()
            self.user_ns["_exit_code"] = 0
            return
        self._flush()
        ending = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S602 - the learner's own
        self.user_ns["_exit_code"] = ending.returncode

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:  # noqa: FBT001, FBT002 - IPython's signature
        if installs_packages(cmd):
            self._say_nothing_installed()
            cmd = "true"
        return super().getoutput(cmd, split=split, depth=depth + 1)

    def _say_nothing_installed(self) -> None:
        if self.note is not None:
            self.note.show()

    def _flush(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()

    # ------------------------------------------------------------ running

    async def run_cell_here(self, source: str, *, remember: bool = True) -> ExecutionResult:
        """Run one cell inside the running event loop, as Jupyter does. `remember`: it gets a place in `In`."""
        trouble = None
        try:
            transformed = self.transform_cell(source)
        except Exception:  # noqa: BLE001 - the learner may have added transformers
            transformed, trouble = source, sys.exc_info()
        try:
            result = await self.run_cell_async(
                source, store_history=remember, transformed_cell=transformed, preprocessing_exc_tuple=trouble
            )
        finally:
            self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        return result


def _is_there(extension: str) -> bool:
    for module in (extension, f"IPython.extensions.{extension}"):
        try:
            if importlib.util.find_spec(module) is not None:
                return True
        except (ImportError, ValueError):
            continue
    return False


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - the learner's own __str__ may raise anything
        return ""
