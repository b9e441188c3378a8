"""Week 5's quiz says nothing that NumPy and scikit-learn do not bear out."""

from __future__ import annotations

import sys
from itertools import product

import numpy as np
import pytest
from sklearn.cluster import DBSCAN, KMeans
from sklearn.datasets import make_circles
from sklearn.metrics import adjusted_rand_score, silhouette_samples
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.preprocessing import StandardScaler

from tests.courses.quiz_facts import assert_every_question_is_proved, assert_fact, rights

WEEK = "week-05-clustering"
WORDS = {"centroid-word", "silhouette-meaning", "describe-a-segment"}


def _k_means(points, k, **settings):
    return KMeans(n_clusters=k, n_init=settings.pop("n_init", 10), random_state=0, **settings).fit(points)


def _nearest(v):
    return {"answer": euclidean_distances([[0, 0]], [[v.px, v.py], [v.qx, v.qy]], squared=True).min()}


def _centres(v):
    points = np.array([[v.l1], [v.l2], [v.r1], [v.r2], [v.r3]], dtype=float)
    left, right = sorted(_k_means(points, 2).cluster_centers_.ravel())
    return {"r1-c1": left, "r2-c1": right}


def _inertia(v):
    points = np.array([[v.a], [v.a + 2 * v.s], [50], [50 + 2 * v.u]], dtype=float)
    return {"answer": _k_means(points, 2).inertia_}


def _silhouette(v):
    return {"answer": silhouette_samples([[0.0], [float(v.a)], [-float(v.b)]], [0, 0, 1])[0]}


def _same_groups(v):
    first, second = [0, 0, 1, 1, 2], [2, 2, 0, 0, 1]
    index = adjusted_rand_score(first, second)
    return {
        "equal": float(np.equal(first, second).sum()),
        "same": "the same groups" if index == 1 else "different groups",
        "index": index,
    }


FACTS = {
    "which-centre": _nearest,
    "move-the-centres": _centres,
    "inertia": _inertia,
    "silhouette": _silhouette,
    "same-groups": _same_groups,
}


@pytest.mark.parametrize("name", FACTS)
def test_the_key_is_what_is_computed(name):
    assert_fact(WEEK, name, FACTS[name])


def test_every_question_is_proved():
    assert_every_question_is_proved(WEEK, sys.modules[__name__])


def _best_inertia(points, k):
    """The smallest inertia of all ways to divide a few points into k clusters."""
    sums = []
    for labels in product(range(k), repeat=len(points)):
        groups = [points[np.equal(labels, one)] for one in set(labels)]
        sums.append(sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups))
    return min(sums)


def test_lloyd_in_order():
    points = np.random.default_rng(1).normal(size=(60, 2))
    centres, labels = points[:3].copy(), np.full(60, -1)
    inertias = []
    while True:
        distance = euclidean_distances(points, centres, squared=True)
        inertias.append(distance.min(axis=1).sum())
        if (distance.argmin(axis=1) == labels).all():
            break
        labels = distance.argmin(axis=1)
        centres = np.array([points[labels == one].mean(axis=0) for one in range(3)])
    assert (np.diff(inertias) <= 1e-12).all()
    assert np.isclose(_k_means(points, 3, init=points[:3], n_init=1).inertia_, inertias[-1])


def test_true_of_k_means():
    wide = np.array([[0.0, 0], [0, 1], [4, 0], [4, 1]])
    starts = [wide[[0, 2]], wide[[0, 1]]]
    ends = [_k_means(wide, 2, init=start, n_init=1).inertia_ for start in starts]
    points = np.random.default_rng(2).normal(size=(7, 2))
    smallest = [_best_inertia(points, k) for k in (1, 2, 3)]
    distant = np.array([[0.0], [1], [2], [3], [1000]])
    pulled = _k_means(distant[:4], 1).cluster_centers_.item(), _k_means(distant, 1).cluster_centers_.item()
    no_groups = np.random.default_rng(3).uniform(size=(300, 2))
    finds_k = all(len(set(_k_means(no_groups, k).labels_)) != k for k in (2, 5, 9))
    sizes = [np.bincount(KMeans(4, n_init=1, random_state=seed).fit(no_groups).labels_) for seed in range(5)]
    always_by_size = all((np.diff(size) <= 0).all() for size in sizes)
    assert rights(WEEK, "true-of-k-means") == [
        not np.isclose(*ends),
        bool((np.diff(smallest) <= 1e-12).all()),
        pulled[1] > 100 * pulled[0],
        finds_k,
        always_by_size,
    ]


def test_salary_and_age():
    rng = np.random.default_rng(4)
    people = np.column_stack([rng.uniform(18, 80, 300), rng.uniform(15_000, 120_000, 300)])
    unscaled = _k_means(people, 3).labels_
    by_income = adjusted_rand_score(unscaled, _k_means(people[:, 1:], 3).labels_)
    by_age = adjusted_rand_score(unscaled, _k_means(people[:, :1], 3).labels_)
    scaled = adjusted_rand_score(unscaled, _k_means(StandardScaler().fit_transform(people), 3).labels_)
    assert scaled < 0.6
    assert rights(WEEK, "salary-and-age") == [by_income > 0.99, by_age > 0.5, by_age > by_income, False]


def test_smallest_inertia():
    points = np.random.default_rng(5).normal(size=(60, 2))
    smallest = [_k_means(points, k, n_init=20).inertia_ for k in range(1, 61, 3)]
    falls = bool((np.diff(smallest) < 0).all())
    three_groups = np.concatenate([points[:20], points[20:40] + 20, points[40:] - 20])
    ends_at_the_groups = _k_means(three_groups, 4).inertia_ >= _k_means(three_groups, 3).inertia_
    assert _k_means(points, 60).inertia_ < 1e-9
    assert rights(WEEK, "smallest-inertia") == [falls, ends_at_the_groups, not falls, not falls]


def test_two_rings():
    points, ring = make_circles(400, factor=0.4, noise=0.03, random_state=0)
    labels = _k_means(points, 2).labels_
    cuts = all(0.3 < labels[ring == one].mean() < 0.7 for one in (0, 1))
    finds = adjusted_rand_score(ring, labels) > 0.5
    scaled = adjusted_rand_score(ring, _k_means(StandardScaler().fit_transform(points), 2).labels_) > 0.5
    assert adjusted_rand_score(ring, DBSCAN(eps=0.2).fit_predict(points)) == 1
    assert rights(WEEK, "two-rings") == [cuts, finds, False, scaled]
