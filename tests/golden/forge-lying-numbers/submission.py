# %% nbgrader={"grade_id": "n1"}
class Whole(int):
    __hash__ = int.__hash__

    def __eq__(self, other):
        return True


def n1(x):
    return Whole(1)

# %% nbgrader={"grade_id": "n2"}
class Imagined(complex):
    __hash__ = complex.__hash__

    def __eq__(self, other):
        return True


def n2(x):
    return Imagined(1)

# %% nbgrader={"grade_id": "n3"}
class Word(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True


def n3(x):
    return Word("nine")

# %% nbgrader={"grade_id": "n4"}
class Meta(type):
    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return 1


class Nine(metaclass=Meta):
    pass


def n4(x):
    return Nine

# %% nbgrader={"grade_id": "n5"}
from unittest import mock


def n5(x):
    return mock.ANY

# %% nbgrader={"grade_id": "n6"}
def n6(x):
    liar = mock.MagicMock()
    liar.__eq__.return_value = True
    return liar

# %% nbgrader={"grade_id": "n7"}
class Scalar(np.float64):
    __hash__ = np.float64.__hash__

    def __eq__(self, other):
        return True


def n7(x):
    return Scalar(1)

# %% nbgrader={"grade_id": "n8"}
class Yes:
    def __eq__(self, other):
        return True


def n8(x):
    return np.array(Yes(), dtype=object)

# %% nbgrader={"grade_id": "n9"}
class Learns:
    seen = []

    def __eq__(self, other):
        self.seen.append(other)
        return self.seen[-1] == other


def n9(x):
    return Learns()

# %% nbgrader={"grade_id": "n10"}
class Agrees:
    def __get__(self, owner, kind=None):
        return lambda other: True


class Described:
    __eq__ = Agrees()


def n10(x):
    return Described()

# %% nbgrader={"grade_id": "n11"}
import collections


class Pair(collections.namedtuple("Pair", "x y")):
    def __eq__(self, other):
        return True


def n11(x):
    return Pair(1, 2)
