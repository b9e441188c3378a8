"""`graders pool serve`: a pool as a process of its own, until it is told to end."""

from __future__ import annotations

import argparse
from pathlib import Path

from graders.pool.serve import serve


def add(parsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = parsers.add_parser("pool", help="run a pool for others to grade with")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    verb = verbs.add_parser("serve", help="serve one environment at one unix socket")
    verb.add_argument(
        "--environment", default="ml-base", help="name of the environment (default: %(default)s)"
    )
    verb.add_argument("--socket", type=Path, required=True, help="path of the unix socket to make")
    verb.add_argument("--jobs", type=int, help="how many submissions at once (default: one per core)")
    verb.add_argument(
        "--for-group", action="store_true", help="let this user's group use the socket, not this user alone"
    )
    verb.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    return serve(
        environment=arguments.environment,
        socket=arguments.socket,
        jobs=arguments.jobs,
        for_group=arguments.for_group,
    )
