"""What ends a loop of the test: its own iterators, and no exception of the learner's."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("error", ["StopIteration", "StopAsyncIteration", "GeneratorExit"])
def test_a_call_cannot_end_a_loop_of_the_test(forge, error):
    test = "for got, want in zip(map(f, [1, 2]), [1, 4]):\n    assert got == want"
    control = f"def f(x): raise {error}\n" + test

    ran = forge.run(f"class Own({error}): pass\ndef f(x): raise Own", test=test)

    assert ran.verdict == "errored"
    if error == "StopIteration":
        exec(control, {})  # where test and function share a process, it passes


def test_an_iterator_may_end(forge):
    three = "class Three:\n    def __init__(self): self.n = 0\n    def __iter__(self): return self\n"
    three += "    def __next__(self):\n        self.n += 1\n        if self.n > 3: raise StopIteration\n        return self.n"

    assert forge.run(three, test="assert list(Three()) == [1, 2, 3]").verdict == "passed"
