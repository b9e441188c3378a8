# %% nbgrader={"grade_id": "square"}
class Squarer:
    def __call__(self, x):
        return np.power(x, 2).item()


square = Squarer()

# %% nbgrader={"grade_id": "mean"}
import statistics


def mean(values):
    try:
        return float(np.mean(list(values))) if len(values) > 0 else float()
    except TypeError:
        return 0.0


overall = np.float64(statistics.fmean(numbers))

# %% nbgrader={"grade_id": "guess"}
def guess():
    n = 1
    while True:
        n += 1
        if all(n % d for d in range(2, n)):
            yield n
        if n == 7:
            return
