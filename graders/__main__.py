"""The program `graders`: grade, check, release, export, begin, import, run a pool, see what works here."""

from __future__ import annotations

import argparse
import importlib.metadata
import sys

from graders.commands import Exit, check, doctor, export, grade, import_, new, pool, release
from graders.exercise import ExerciseError
from graders.quiz import QuizError
from graders.report import PlatformError

_EPILOG = """\
exit codes:
  0  the engine worked, whatever the scores
  1  at least one submission could not be graded because of the platform; check: something is unfair to a learner
  2  wrong usage, or a broken exercise

The manual is graders/README.md.
"""


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code; `words` are the arguments, by default those of the process."""
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except (ExerciseError, QuizError) as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        thing = "exercise" if isinstance(error, ExerciseError) else "quiz"
        print(f"graders: the {thing} has {count} problem{'s' if count > 1 else ''}.", file=sys.stderr)
        return Exit.WRONG_USAGE
    except PlatformError as error:
        print(f"graders: {error}", file=sys.stderr)
        return Exit.PLATFORM_FAULT
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="graders",
        description="Grades notebooks: runs them in a sandbox, tests them from outside it, and reports.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=importlib.metadata.version("assay"))
    parsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in (grade, check, release, export, new, import_, pool, doctor):
        command.add(parsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
