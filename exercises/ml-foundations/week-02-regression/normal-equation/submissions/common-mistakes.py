# Five mistakes that are made every year: a result array with the type of X, R² as the square of the correlation, solve
# instead of lstsq, an error computed in place, weights moved one after the other.

# %% nbgrader={"grade": false, "grade_id": "predict-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def with_ones(X):
    """The features with a column of ones in front."""
    return np.hstack([np.ones((len(X), 1)), X])


def predict(X, w):
    """One prediction for each row; w holds the intercept first."""
    result = np.zeros_like(X[:, 0])
    for i, row in enumerate(X):
        result[i] = w[0] + row @ w[1:]
    return result

# %% nbgrader={"grade": false, "grade_id": "measure-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse(y_true, y_pred):
    """The mean of the squared differences."""
    y_true, y_pred = np.array(y_true), np.array(y_pred)
    if y_true.shape != y_pred.shape:
        raise ValueError("different shapes")
    return np.mean((y_true - y_pred) ** 2)


def r2(y_true, y_pred):
    """1 for a perfect model, 0 for one that is as good as the mean of y_true."""
    if mse(y_true, y_pred) == 0:
        return 1.0
    if np.std(y_true) == 0:
        return 0.0
    if np.std(y_pred) == 0:
        return 0.0
    return np.corrcoef(y_true, y_pred)[0, 1] ** 2

# %% nbgrader={"grade": false, "grade_id": "solve-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit(X, y):
    """The weights with the smallest MSE, the intercept first."""
    A = with_ones(X)
    return np.linalg.solve(A.T @ A, A.T @ y)

# %% nbgrader={"grade": false, "grade_id": "gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient(X, y, w):
    """The gradient of the mean squared error at the weights w."""
    A = with_ones(X)
    error = y
    error -= A @ w
    return -2 / len(y) * A.T @ error

# %% nbgrader={"grade": false, "grade_id": "descend-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def descend(X, y, rate, steps):
    """Gradient descent from zero: the weights after the last step, and the loss along the way."""
    w = np.zeros(X.shape[1] + 1)
    losses = [mse(y, predict(X, w))]
    for _ in range(steps):
        for j in range(len(w)):
            w[j] -= rate * gradient(X, y.copy(), w)[j]
        losses.append(mse(y, predict(X, w)))
    return w, losses

# %% nbgrader={"grade": false, "grade_id": "walk-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
Z = (X - X.mean(axis=0)) / X.std(axis=0)
w_walk, losses = descend(Z, y, rate=0.1, steps=500)

print(f"smallest possible MSE {mse(y, predict(X, w_best)):.2f}, after {len(losses) - 1} steps {losses[-1]:.2f}")
