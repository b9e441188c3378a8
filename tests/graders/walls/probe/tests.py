"""In place of the real test runner: runs whatever source the job holds."""

from graders.runner import cells


def run_tests(job, bridge, out):
    cells.run_learner(job, bridge, out, -1)
