"""In place of the real cell runner: runs whatever source the job holds, with its descriptors by name."""

import os
import traceback


def preload():
    pass


def run_learner(job, bridge, out, marks):
    def say(value):
        os.write(out, (repr(value) + "\n").encode())

    try:
        exec(job["source"], {"say": say, "bridge": bridge, "out": out, "marks": marks, "job": job})
    except Exception:
        say(traceback.format_exc())
