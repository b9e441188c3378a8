# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
import os
import signal

os.kill(os.getpid(), signal.SIGKILL)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
