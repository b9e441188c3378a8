# scikit-learn: models, pipelines, searches, own estimators.

# %% train
from sklearn.linear_model import LogisticRegression
def train(X, y):
    return LogisticRegression().fit(X, y)
# %% test
import numpy as np
from sklearn.base import is_classifier, clone, BaseEstimator
from sklearn.datasets import make_classification
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score, confusion_matrix
from sklearn.model_selection import cross_val_score, KFold
from sklearn.utils.validation import check_is_fitted
X, y = make_classification(n_samples=120, random_state=0)
model = train(X, y)
check_is_fitted(model)
assert is_classifier(model) and isinstance(model, BaseEstimator)
prediction = model.predict(X)
assert prediction.shape == y.shape and set(prediction) <= {0, 1}
assert accuracy_score(y, model.predict(X)) > 0.8 and f1_score(y, prediction) > 0.8
assert roc_auc_score(y, model.predict_proba(X)[:, 1]) > 0.85
assert confusion_matrix(y, prediction).sum() == 120
assert hasattr(model, "predict_proba") and list(model.classes_) == [0, 1]
scores = cross_val_score(clone(model), X, y, cv=3)
assert len(scores) == 3 and scores.mean() > 0.75
assert model.score(X, y) > 0.8
# %% right as a pipeline
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
def train(X, y):
    return make_pipeline(StandardScaler(), SVC(probability=True, random_state=0)).fit(X, y)
# %% right as a search
from sklearn.model_selection import GridSearchCV
from sklearn.tree import DecisionTreeClassifier
def train(X, y):
    return GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [3, 4]}, cv=2).fit(X, y)
# %% right as a forest
from sklearn.ensemble import RandomForestClassifier
def train(X, y):
    forest = RandomForestClassifier(n_estimators=20, random_state=1)
    forest.fit(X, y)
    return forest
# %% right as an own class
import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
class Centroid(ClassifierMixin, BaseEstimator):
    def __init__(self, power=2):
        self.power = power
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.centres_ = np.array([X[y == c].mean(axis=0) for c in self.classes_])
        return self
    def _distances(self, X):
        return (np.abs(X[:, None] - self.centres_) ** self.power).sum(axis=2)
    def predict(self, X):
        return self.classes_[self._distances(X).argmin(axis=1)]
    def predict_proba(self, X):
        far = np.exp(-self._distances(X) / 20)
        return far / far.sum(axis=1, keepdims=True)
def train(X, y):
    return Centroid().fit(X, y)
# %% right as a vote
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
def train(X, y):
    return VotingClassifier([("a", LogisticRegression()), ("b", GaussianNB())], voting="soft").fit(X, y)
# %% wrong guesses
from sklearn.dummy import DummyClassifier
def train(X, y):
    return DummyClassifier(strategy="most_frequent").fit(X, y)

# %% pipe
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
def build():
    numbers = Pipeline([("impute", SimpleImputer()), ("scale", StandardScaler())])
    columns = ColumnTransformer([("num", numbers, ["size"]), ("cat", OneHotEncoder(handle_unknown="ignore"), ["town"])])
    return Pipeline([("prepare", columns), ("model", Ridge())])
# %% test
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.metrics import r2_score
from sklearn.model_selection import GridSearchCV, cross_validate
from sklearn.pipeline import Pipeline
frame = pd.DataFrame({"size": [1.0, 2, np.nan, 4, 5, 6], "town": list("ababab")})
price = np.array([10.0, 25, 30, 45, 50, 65])
pipe = build()
assert isinstance(pipe, Pipeline) and len(pipe.steps) == 2
assert any(isinstance(step, ColumnTransformer) for _, step in pipe.steps)
pipe.fit(frame, price)
assert r2_score(price, pipe.predict(frame)) > 0.5
unseen = pd.DataFrame({"size": [3.0], "town": ["z"]})
assert np.isfinite(pipe.predict(unseen)).all()
assert pipe[0].transform(frame).shape[0] == 6
last = pipe.steps[-1][1]
search = GridSearchCV(build(), {f"{pipe.steps[-1][0]}__alpha": [0.1, 1.0]}, cv=2).fit(frame, price)
assert list(search.best_params_.values())[0] in (0.1, 1.0)
assert len(cross_validate(build(), frame, price, cv=2)["test_score"]) == 2
assert last.get_params()["alpha"] == 1.0 and build().set_params(**{f"{pipe.steps[-1][0]}__alpha": 5})[-1].alpha == 5
# %% right with the short forms
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
def build():
    columns = make_column_transformer(
        (SimpleImputer(strategy="median"), make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_exclude="number")),
    )
    return make_pipeline(columns, Ridge(alpha=1.0))
# %% right with an own transformer
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, FunctionTransformer
class FillWithMean(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.mean_ = np.nanmean(X, axis=0)
        return self
    def transform(self, X):
        return np.where(np.isnan(X), self.mean_, X)
def build():
    columns = ColumnTransformer(
        [("fill", FillWithMean(), ["size"]), ("town", OneHotEncoder(handle_unknown="ignore"), ["town"]),
         ("bias", FunctionTransformer(np.isnan), ["size"])]
    )
    return Pipeline(steps=[("columns", columns), ("ridge", Ridge())])
# %% wrong learns nothing
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
def build():
    return Pipeline([("c", ColumnTransformer([("n", SimpleImputer(strategy="constant", fill_value=0), ["size"])])), ("m", Ridge(alpha=1e9))])

# %% scaler
import numpy as np
class Scaler:
    def fit(self, X):
        self.mean_ = np.mean(X, axis=0)
        self.scale_ = np.std(X, axis=0)
        return self
    def transform(self, X):
        return (X - self.mean_) / self.scale_
    def fit_transform(self, X):
        return self.fit(X).transform(X)
# %% test
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.linear_model import LinearRegression
X = np.array([[1.0, 2], [3, 4], [5, 9]])
scaler = Scaler()
assert scaler.fit(X) is scaler
assert np.allclose(scaler.mean_, X.mean(axis=0)) and np.allclose(scaler.transform(X).std(axis=0), 1)
assert np.allclose(Scaler().fit_transform(X), scaler.transform(X))
assert (scaler.transform(X[:1]) - scaler.transform(X)[:1] == 0).all()
assert not hasattr(Scaler(), "mean_")
# %% right as a transformer
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
class Scaler(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.mean_, self.scale_ = X.mean(0), X.std(0)
        return self
    def transform(self, X):
        return (X - self.mean_) / self.scale_
# %% right by inheritance
from sklearn.preprocessing import StandardScaler
class Scaler(StandardScaler):
    """The one of the library."""
# %% right by delegation
from sklearn.preprocessing import StandardScaler
class Scaler:
    def __init__(self):
        self.__inner = StandardScaler()
    def fit(self, X):
        self.__inner.fit(X)
        self.mean_ = self.__inner.mean_
        return self
    def transform(self, X):
        return self.__inner.transform(X)
    def fit_transform(self, X):
        return self.fit(X).transform(X)
# %% right as a dataclass
from dataclasses import dataclass
import numpy as np
@dataclass
class Scaler:
    eps: float = 0.0
    def fit(self, X):
        self.mean_ = X.mean(axis=0); self.scale_ = X.std(axis=0) + self.eps
        return self
    def transform(self, X):
        return np.array([(row - self.mean_) / self.scale_ for row in X])
    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)
# %% wrong fits while it transforms
class Scaler:
    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        return self
    def transform(self, X):
        return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)
    fit_transform = transform

# %% score
from sklearn.metrics import f1_score
def score(model, X, y):
    return f1_score(y, model.predict(X))
def tune(model, grid, X, y):
    from sklearn.model_selection import GridSearchCV
    return GridSearchCV(model, grid, cv=3).fit(X, y)
# %% test
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.neighbors import KNeighborsClassifier
X, y = load_iris(return_X_y=True)
X, y = X[50:], y[50:] - 1
fitted = LogisticRegression(max_iter=500).fit(X, y)
assert abs(score(fitted, X, y) - f1_score(y, fitted.predict(X))) < 1e-9
search = tune(KNeighborsClassifier(), {"n_neighbors": [1, 5]}, X, y)
assert search.best_params_["n_neighbors"] in (1, 5) and search.best_score_ > 0.9
assert search.best_estimator_.predict(X).shape == y.shape and "mean_test_score" in search.cv_results_
assert isinstance(search.best_estimator_, KNeighborsClassifier)
assert search.predict(X[:2]).tolist() == search.best_estimator_.predict(X[:2]).tolist()
# %% right by hand
from sklearn.model_selection import GridSearchCV
def score(model, X, y):
    guess = model.predict(X)
    tp = ((guess == 1) & (y == 1)).sum()
    return 2 * tp / ((guess == 1).sum() + (y == 1).sum())
def tune(model, grid, X, y):
    search = GridSearchCV(estimator=model, param_grid=grid, cv=3, return_train_score=True)
    search.fit(X, y)
    return search
# %% right with other searches
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import RandomizedSearchCV
def score(model, X, y):
    return precision_recall_fscore_support(y, model.predict(X), average="binary")[2]
def tune(model, grid, X, y):
    return RandomizedSearchCV(model, grid, n_iter=2, cv=3, random_state=0).fit(X, y)
# %% wrong accuracy
def score(model, X, y):
    return 1 - model.score(X, y)
def tune(model, grid, X, y):
    return model.fit(X, y)

# %% cluster
from sklearn.cluster import KMeans
def cluster(X, k):
    return KMeans(n_clusters=k, n_init=5, random_state=0).fit(X)
def reduce(X):
    from sklearn.decomposition import PCA
    return PCA(n_components=2).fit_transform(X)
# %% test
import numpy as np
from sklearn.datasets import make_blobs
from sklearn.metrics import silhouette_score, adjusted_rand_score
X, y = make_blobs(60, centers=[[0, 0, 0], [9, 9, 9]], random_state=0)
found = cluster(X, 2)
assert adjusted_rand_score(y, found.labels_) == 1 and silhouette_score(X, found.labels_) > 0.7
assert sorted(np.round(found.cluster_centers_[:, 0])) == [0, 9]
assert found.cluster_centers_.shape == (2, 3) and len(np.unique(found.predict(X))) == 2
assert reduce(X).shape == (60, 2)
# %% right in small batches
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
def cluster(X, k):
    return MiniBatchKMeans(k, random_state=0, n_init=3).fit(X)
def reduce(X):
    return TruncatedSVD(2, random_state=0).fit_transform(X)
# %% right by hand
import numpy as np
class KMeans:
    def fit(self, X, k):
        centres = X[[0, int(np.argmax(((X - X[0]) ** 2).sum(1)))]][:k]
        for _ in range(10):
            self.cluster_centers_ = centres
            labels = self.predict(X)
            centres = np.array([X[labels == i].mean(axis=0) for i in range(k)])
        self.labels_ = labels
        return self
    def predict(self, X):
        return ((X[:, None] - self.cluster_centers_) ** 2).sum(axis=2).argmin(axis=1)
def cluster(X, k):
    return KMeans().fit(X, k)
def reduce(X):
    u, s, vt = np.linalg.svd(X - X.mean(0), full_matrices=False)
    return u[:, :2] * s[:2]
# %% wrong
from sklearn.cluster import KMeans
def cluster(X, k):
    return KMeans(n_clusters=k + 3, n_init=1, random_state=0).fit(X)
def reduce(X):
    return X
