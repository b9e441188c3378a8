# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
from pathlib import Path

from joblib import Parallel, delayed

Path("notes").mkdir()
Path("notes/a.txt").write_text("kept")
print(Parallel(n_jobs=2, backend="threading")(delayed(abs)(n) for n in (-1, -2)), Path("notes/a.txt").read_text())

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]

# %%
import subprocess
import threading

threading.Thread(target=lambda: print("from a thread")).start()
print(subprocess.run(["echo", "from a process"], capture_output=True, text=True).stdout)
