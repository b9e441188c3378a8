# %% nbgrader={"grade_id": "accuracy"}
def accuracy(truth, guess):
    return sum(int(a == b) for a, b in zip(truth, guess)) / len(truth)

# %% nbgrader={"grade_id": "impute"}
def impute(values):
    return np.where(np.isnan(values), 0, values)

# %% nbgrader={"grade_id": "sort"}
def sort_in_place(items):
    return sorted(items)

# %% nbgrader={"grade_id": "vector"}
class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y
