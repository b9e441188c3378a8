# %%
import multiprocessing
import subprocess
import threading
import time

threading.Thread(target=time.sleep, args=(600,)).start()
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
multiprocessing.Process(target=time.sleep, args=(600,)).start()
subprocess.Popen(['sleep', '600'])

# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
