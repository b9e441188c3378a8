"""Learners with browsers: each opens the quiz, starts it and, where asked, saves three answers and sends it in.

For `locust -f`. `LOAD_WORLD` is what `benchmarks.load.world` printed, `LOAD_ANSWERS` how many answers each one saves
before she submits (0: she only starts), `LOAD_FIGURES` the file for what was measured.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import gevent  # type: ignore[import-untyped]
from locust import HttpUser, events, task

from benchmarks.load.forms import Form, form_to

WORLD = json.loads(Path(os.environ["LOAD_WORLD"]).read_text())
ANSWERS = int(os.environ["LOAD_ANSWERS"])
COOKIE = "sessionid"
_numbers = itertools.count()
_finished = itertools.count(1)


class Learner(HttpUser):
    """One learner, signed in, with a browser of her own; she reads a little between two clicks."""

    def on_start(self) -> None:
        self.number = next(_numbers)
        self.chance = random.Random(self.number)
        self.client.cookies.set(COOKIE, WORLD["sessions"][self.number])

    @task
    def sit(self) -> None:
        """The whole of what she came for, once."""
        try:
            page = self._get(WORLD["place"], "1 open the quiz")
            page = self._send(form_to(page.text, "/start/"), "2 start")
            for _ in range(ANSWERS):
                self._read()
                page = self._send(form_to(page.text, "/save/"), "3 save and go on", answers=True)
            if ANSWERS:
                self._read()
                attempt = form_to(page.text, "/save/").action.removesuffix("save/")
                self._get(f"{attempt}review/", "4 review")
                self._read()
                page = self._get(f"{attempt}submit/", "5 asked once more")
                self._send(form_to(page.text, "/submit/", place=f"{attempt}submit/"), "6 submit")
        finally:
            if next(_finished) == len(WORLD["sessions"]):
                gevent.spawn(self.environment.runner.quit)  # it ends this greenlet, too
        while True:  # a learner who left would be replaced by another one
            time.sleep(1)

    def _read(self) -> None:
        time.sleep(self.chance.uniform(0.5, 2.0))

    def _get(self, place: str, name: str) -> Any:
        return self.client.get(place, name=name)

    def _send(self, form: Form, name: str, *, answers: bool = False) -> Any:
        """Send a form as it is, or answered; the page that it leads to is part of the time."""
        fields = form.answered(self.chance) if answers else form.sent
        return self.client.post(form.action, data=fields, headers={"Referer": self.host}, name=name)


@events.quitting.add_listener  # type: ignore[untyped-decorator]
def _write_figures(environment: Any, **_: Any) -> None:
    """Per request: number, errors and percentiles in milliseconds."""
    entries = [*environment.stats.entries.values(), environment.stats.total]
    figures = [_figures(entry) for entry in sorted(entries, key=lambda entry: entry.name)]
    Path(os.environ["LOAD_FIGURES"]).write_text(json.dumps(figures))
    went_wrong = environment.stats.total.num_failures or environment.runner.exceptions
    environment.process_exit_code = 1 if went_wrong else 0


def _figures(entry: Any) -> dict[str, Any]:
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "most": 1.0}
    times = {name: entry.get_response_time_percentile(share) for name, share in shares.items()}
    return {"request": entry.name, "number": entry.num_requests, "errors": entry.num_failures, **times}
