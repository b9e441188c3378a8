# The plane goes through the origin, the error is absolute, the gradient points uphill the wrong way, the walk starts at
# random weights and everything is scaled by one mean.

# %% nbgrader={"grade": false, "grade_id": "predict-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def with_ones(X):
    """The features with a column of ones in front."""
    return np.hstack([X, np.ones((len(X), 1))])


def predict(X, w):
    """One prediction for each row; w holds the intercept first."""
    return X @ w[1:] + w[0]

# %% nbgrader={"grade": false, "grade_id": "measure-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse(y_true, y_pred):
    """The mean of the squared differences."""
    return np.mean(np.abs(np.array(y_true) - np.array(y_pred)))


def r2(y_true, y_pred):
    """1 for a perfect model, 0 for one that is as good as the mean of y_true."""
    return 1 - mse(y_true, y_pred) / mse(y_pred, np.full(len(y_pred), np.mean(y_pred)))

# %% nbgrader={"grade": false, "grade_id": "solve-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fit(X, y):
    """The weights with the smallest MSE, the intercept first."""
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    return np.concatenate([[0.0], w])

# %% nbgrader={"grade": false, "grade_id": "gradient-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient(X, y, w):
    """The gradient of the mean squared error at the weights w."""
    error = y - predict(X, w)
    return 2 / len(y) * np.concatenate([[error.sum()], X.T @ error])

# %% nbgrader={"grade": false, "grade_id": "descend-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def descend(X, y, rate, steps):
    """Gradient descent from zero: the weights after the last step, and the loss along the way."""
    w = np.random.rand(X.shape[1] + 1)
    losses = []
    for step in range(steps):
        w = w + rate * gradient(X, y, w)
        losses.append(mse(y, predict(X, w)))
    return w, losses

# %% nbgrader={"grade": false, "grade_id": "walk-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
Z = (X - X.mean()) / X.std()
w_walk, losses = descend(Z, y, rate=0.01, steps=100)

print(f"smallest possible MSE {mse(y, predict(X, w_best)):.2f}, after {len(losses) - 1} steps {losses[-1]:.2f}")
