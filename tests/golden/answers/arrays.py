# numpy: arrays of all types and shapes, randomness, linear algebra.

# %% standardise
import numpy as np
def standardise(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)
# %% test
import numpy as np
X = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
Z = standardise(X)
assert Z.shape == X.shape, Z.shape
assert np.allclose(Z.mean(axis=0), 0) and np.allclose(Z.std(axis=0), 1)
np.testing.assert_allclose(Z[:, 0], [-1.22474487, 0, 1.22474487], atol=1e-7)
np.testing.assert_array_almost_equal(Z, standardise(X * 3), decimal=6)
assert (X == [[1, 10], [2, 20], [3, 30]]).all(), "the input must stay as it is"
assert Z.dtype == float and isinstance(Z, np.ndarray) and Z.ndim == 2
# %% right by scikit-learn
from sklearn.preprocessing import StandardScaler, scale
def standardise(X):
    return StandardScaler().fit_transform(X)
# %% right column by column, in Fortran's order
import numpy as np
def standardise(X):
    out = np.empty(X.shape, order="F")
    for j, column in enumerate(X.T):
        out[:, j] = (column - np.mean(column)) / np.sqrt(np.mean((column - column.mean()) ** 2))
    return out
# %% right by apply_along_axis
import numpy as np
standardise = lambda X: np.apply_along_axis(lambda c: (c - c.mean()) / c.std(), 0, X)
# %% right as a view of a transposed array
import numpy as np
def standardise(X):
    rows = np.vstack([(c - c.mean()) / c.std() for c in X.T])
    return rows.T
# %% wrong over all values at once
def standardise(X):
    return (X - X.mean()) / X.std()
# %% wrong in place
def standardise(X):
    X -= X.mean(axis=0)
    X /= X.std(axis=0)
    return X

# %% kinds
import numpy as np
def of_kind(kind, size=3):
    return np.ones(size, dtype=kind)
# %% test
import numpy as np
for kind in ["?", "i1", "u2", "i4", "i8", "f2", "f4", "f8", "c8", "c16", "S3", "U2", "M8[D]", "m8[s]", ">i4", "O", "longdouble"]:
    got = of_kind(kind)
    assert got.shape == (3,) and got.dtype == np.dtype(kind), (kind, got.dtype)
    assert (got == np.ones(3, dtype=kind)).all()
assert of_kind("f4", ()).shape == () and of_kind("i4", (0, 2)).shape == (0, 2) and of_kind("f8", (2, 1, 3)).sum() == 6
pair = of_kind([("x", "i4"), ("y", "U5")], 2)
assert pair.dtype.names == ("x", "y") and pair["x"].sum() == 2
assert of_kind("f8", 0).tolist() == []
# %% right by full
import numpy as np
def of_kind(kind, size=3):
    a = np.zeros(size, kind)
    a[...] = np.ones((), kind)
    return a
# %% right from bytes
import numpy as np
def of_kind(kind, size=3):
    return np.broadcast_to(np.ones(1, kind).reshape(()), size).copy()
# %% right read-only
import numpy as np
def of_kind(kind, size=3):
    return np.broadcast_to(np.ones((), kind), size)
# %% wrong always floats
import numpy as np
def of_kind(kind, size=3):
    return np.ones(size)

# %% simulate
import numpy as np
def simulate(n, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=n)
def shuffle_with(rng, values):
    values = np.array(values)
    rng.shuffle(values)
    return values
# %% test
import numpy as np
a, b = simulate(5, 1), simulate(5, 1)
assert (a == b).all() and (a != simulate(5, 2)).any() and len(a) == 5
np.testing.assert_allclose(a, np.random.default_rng(1).normal(size=5))
mine = np.random.default_rng(7)
expected = np.random.default_rng(7).permutation([1, 2, 3, 4])
wanted = np.array([1, 2, 3, 4]); np.random.default_rng(7).shuffle(wanted)
assert (shuffle_with(mine, [1, 2, 3, 4]) == wanted).all()
assert mine.random() != np.random.default_rng(7).random(), "the generator has moved on"
# %% right through the standard normal
import numpy as np
def simulate(n, seed):
    return np.random.default_rng(seed=seed).standard_normal(n)
def shuffle_with(rng, values):
    copy = np.asarray(values).copy()
    rng.shuffle(copy)
    return list(copy)
# %% right with a bit generator
from numpy.random import Generator, PCG64
import numpy as np
def simulate(n, seed):
    return Generator(PCG64(seed)).normal(0, 1, n).tolist() and Generator(PCG64(seed)).normal(0, 1, n)
def shuffle_with(rng, values):
    order = np.arange(len(values))
    rng.shuffle(order)
    return np.array([values[i] for i in order])
# %% wrong seeds nothing
import numpy as np
def simulate(n, seed):
    return np.random.default_rng().normal(size=n)
def shuffle_with(rng, values):
    return sorted(values)

# %% draw
import random
import numpy as np
def draw():
    return random.randint(1, 6), np.random.rand()
# %% test
import random
import numpy as np
random.seed(5); np.random.seed(5)
first = draw()
random.seed(5); np.random.seed(5)
assert tuple(draw()) == tuple(first)
random.seed(5); np.random.seed(5)
assert list(first) == [random.randint(1, 6), np.random.rand()]
# %% right as a list
import random, numpy
def draw():
    die = random.randrange(6) + 1
    return [die, numpy.random.random()]
# %% right by a legacy generator
import random
from numpy.random import random_sample
def draw():
    return (random.choice(range(1, 7)), random_sample())
# %% wrong with a generator of its own
import numpy as np
rng = np.random.default_rng()
def draw():
    return int(rng.integers(1, 7)), rng.random()

# %% solve
import numpy as np
def least_squares(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]
def distances(points, centre):
    return np.linalg.norm(points - centre, axis=1)
# %% test
import numpy as np
X = np.column_stack([np.ones(4), [0.0, 1, 2, 3]])
w = least_squares(X, np.array([1.0, 3, 5, 7]))
assert np.allclose(w, [1, 2]), w
assert np.asarray(w).ravel().shape == (2,)
np.testing.assert_almost_equal(distances(np.array([[3.0, 4.0], [0, 0]]), np.zeros(2)), [5, 0])
assert np.isclose(distances(X, X[0])[0], 0) and np.argmin(distances(X, X[2])) == 2
assert float(np.sum(distances(X, X[0]))) == 6.0
# %% right by the normal equation, as a column
import numpy as np
def least_squares(X, y):
    return np.linalg.inv(X.T @ X) @ X.T @ y
def distances(points, centre):
    return np.sqrt(((points - centre) ** 2).sum(1))
# %% right as lists
import numpy as np, math
def least_squares(X, y):
    return list(np.linalg.pinv(X).dot(y))
def distances(points, centre):
    return [math.dist(p, centre) for p in points]
# %% right in single precision
import numpy as np
from scipy import linalg
def least_squares(X, y):
    return linalg.solve(X.T @ X, X.T @ y)
def distances(points, centre):
    return np.hypot(*(points - centre).T).astype(np.float32)
# %% wrong
import numpy as np
def least_squares(X, y):
    return X.T @ y
def distances(points, centre):
    return np.abs(points - centre).sum(axis=1)

# %% relu
import numpy as np
def relu(x):
    return np.maximum(x, 0)
def clip_scalar(x):
    return 0 if x < 0 else x
# %% test
import numpy as np
assert (relu(np.array([-1.0, 0, 2])) == [0, 0, 2]).all()
assert relu(-3) == 0 and relu(3.5) == 3.5
assert np.array_equal(relu(np.array([[1, -1]])), np.array([[1, 0]]))
assert np.vectorize(clip_scalar)(np.array([-1, 2])).tolist() == [0, 2]
assert np.apply_along_axis(relu, 0, np.array([-1, 1])).tolist() == [0, 1]
assert np.fromfunction(lambda i, j: relu(i - j), (2, 2)).tolist() == [[0, 0], [1, 0]]
assert np.frompyfunc(clip_scalar, 1, 1)(np.array([-2, 3])).tolist() == [0, 3]
# %% right by where
import numpy as np
relu = lambda x: np.where(np.asarray(x) > 0, x, 0)
clip_scalar = lambda x: max(x, 0)
# %% right by clip and a ufunc
import numpy as np
def relu(x):
    return np.clip(x, 0, None)
clip_scalar = np.vectorize(lambda x: x * (x > 0))
# %% wrong absolute values
relu = abs
clip_scalar = abs

# %% mask
import numpy as np
def outliers(x):
    return np.abs(x - np.median(x)) > 3
def fill_gaps(x):
    return np.where(np.isnan(x), np.nanmean(x), x)
# %% test
import numpy as np
x = np.array([1.0, 2, 30])
assert outliers(x).tolist() == [False, False, True]
assert x[outliers(x)].tolist() == [30] and np.sum(outliers(x)) == 1
assert outliers(x).dtype == bool and outliers(x).any() and not outliers(x).all()
gaps = np.array([1.0, np.nan, 3.0])
np.testing.assert_array_equal(fill_gaps(gaps), [1, 2, 3])
assert np.isnan(gaps[1]) and not np.isnan(fill_gaps(gaps)).any()
np.testing.assert_equal({"a": fill_gaps(gaps)}, {"a": np.array([1.0, 2, 3])})
# %% right otherwise
import numpy as np
def outliers(x):
    centre = np.median(x)
    return (x < centre - 3) | (x > centre + 3)
def fill_gaps(x):
    y = x.copy()
    y[np.isnan(y)] = np.nanmean(x)
    return y
# %% right by pandas
import numpy as np, pandas as pd
def outliers(x):
    s = pd.Series(x)
    return ((s - s.median()).abs() > 3).values
def fill_gaps(x):
    s = pd.Series(x)
    return s.fillna(s.mean()).to_numpy()
# %% right as a masked array is turned into a plain one
import numpy as np
def outliers(x):
    return np.ma.getmaskarray(np.ma.masked_where(abs(x - np.median(x)) > 3, x))
def fill_gaps(x):
    masked = np.ma.masked_invalid(x)
    return masked.filled(masked.mean())
# %% wrong
import numpy as np
def outliers(x):
    return np.abs(x) < 3
def fill_gaps(x):
    x[np.isnan(x)] = 0
    return x

# %% sparse
import numpy as np
from scipy import sparse
def one_hot(labels, k):
    n = len(labels)
    return sparse.csr_matrix((np.ones(n), (range(n), labels)), shape=(n, k))
# %% test
import numpy as np
from scipy import sparse
M = one_hot([0, 2, 1], 3)
assert M.shape == (3, 3) and sparse.issparse(M) and M.nnz == 3
assert (M.toarray() == np.eye(3)[[0, 2, 1]]).all()
assert M.sum() == 3 and (M @ np.arange(3) == [0, 2, 1]).all()
assert (M.T @ M).diagonal().tolist() == [1, 1, 1]
# %% right as columns
from scipy import sparse
import numpy as np
def one_hot(labels, k):
    return sparse.csc_array(np.eye(k)[labels])
# %% right entry by entry
from scipy.sparse import lil_matrix, dok_matrix
def one_hot(labels, k):
    m = lil_matrix((len(labels), k))
    for i, label in enumerate(labels):
        m[i, label] = 1
    return m
# %% right by scikit-learn
import numpy as np
from sklearn.preprocessing import OneHotEncoder
def one_hot(labels, k):
    return OneHotEncoder(categories=[range(k)], dtype=int).fit_transform(np.reshape(labels, (-1, 1)))
# %% right in coordinates
from scipy import sparse
def one_hot(labels, k):
    return sparse.coo_array(([True] * len(labels), (list(range(len(labels))), labels)), shape=(len(labels), k))
# %% wrong
from scipy import sparse
def one_hot(labels, k):
    return sparse.eye(len(labels), k)
