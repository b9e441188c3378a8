"""Metrics of scikit-learn: what each asks of a learner, which way is better, and its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_FIGURES = 4
_NOTHING = 1e-12
AVERAGES = ("binary", "macro", "micro", "weighted")


class Needs(StrEnum):
    """What a row of predictions holds."""

    LABELS = "labels"
    PROBABILITIES = "probabilities"
    NUMBERS = "numbers"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric. `function` is its name in `sklearn.metrics`, where its formula is documented.

    `perfect` is the value of predictions that are all right.
    """

    name: str
    title: str
    function: str
    needs: Needs
    greater_is_better: bool
    parameters: tuple[str, ...] = ()
    perfect: float = 1.0

    def is_as_good(self, value: float, goal: float) -> bool:
        """Whether `value` is `goal` or better."""
        return value >= goal if self.greater_is_better else value <= goal

    def merit(self, value: float) -> float:
        """`value`, turned so that more is always better."""
        return value if self.greater_is_better else -value


def _of_labels(name: str, title: str, function: str, *parameters: str) -> Metric:
    return Metric(
        name=name,
        title=title,
        function=function,
        needs=Needs.LABELS,
        greater_is_better=True,
        parameters=parameters,
    )


def _of_probabilities(name: str, title: str, function: str, *, greater_is_better: bool) -> Metric:
    return Metric(
        name=name,
        title=title,
        function=function,
        needs=Needs.PROBABILITIES,
        greater_is_better=greater_is_better,
        parameters=("pos_label",),
        perfect=1.0 if greater_is_better else 0.0,
    )


def _of_numbers(name: str, title: str, function: str, *, greater_is_better: bool = False) -> Metric:
    return Metric(
        name=name,
        title=title,
        function=function,
        needs=Needs.NUMBERS,
        greater_is_better=greater_is_better,
        perfect=1.0 if greater_is_better else 0.0,
    )


METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        _of_labels("accuracy", "accuracy", "accuracy_score"),
        _of_labels("balanced_accuracy", "balanced accuracy", "balanced_accuracy_score"),
        _of_labels("f1", "F1", "f1_score", "average", "pos_label"),
        _of_labels("precision", "precision", "precision_score", "average", "pos_label"),
        _of_labels("recall", "recall", "recall_score", "average", "pos_label"),
        _of_labels("matthews_corrcoef", "Matthews correlation", "matthews_corrcoef"),
        _of_labels("cohen_kappa", "Cohen's kappa", "cohen_kappa_score"),
        _of_probabilities("roc_auc", "ROC AUC", "roc_auc_score", greater_is_better=True),
        _of_probabilities(
            "average_precision", "average precision", "average_precision_score", greater_is_better=True
        ),
        _of_probabilities("log_loss", "log loss", "log_loss", greater_is_better=False),
        _of_probabilities("brier", "Brier score", "brier_score_loss", greater_is_better=False),
        _of_numbers("rmse", "RMSE", "root_mean_squared_error"),
        _of_numbers("mse", "MSE", "mean_squared_error"),
        _of_numbers("mae", "MAE", "mean_absolute_error"),
        _of_numbers("median_absolute_error", "median absolute error", "median_absolute_error"),
        _of_numbers("mape", "MAPE", "mean_absolute_percentage_error"),
        _of_numbers("r2", "R²", "r2_score", greater_is_better=True),
    )
}


def value_of(
    metric: Metric, parameters: Mapping[str, str], truth: Sequence[Any], predicted: Sequence[Any]
) -> float:
    """The metric of `predicted` against `truth`, rounded to four figures.

    Both hold labels as text or numbers; probabilities are those of `pos_label`, and their truth are labels. Rounded, so
    that what is shown is what counts, and a value tells less of single rows. Costs a second where scikit-learn is not imported yet.
    """
    from sklearn import metrics as functions  # the web process never needs it

    function = getattr(functions, metric.function)
    if metric.needs is Needs.PROBABILITIES:
        truth = [int(label == parameters["pos_label"]) for label in truth]
    return rounded(float(function(truth, predicted, **_arguments(metric, parameters))))


def rounded(value: float) -> float:
    """Four significant figures; what is nothing but the rounding of a computer is 0."""
    return 0.0 if abs(value) < _NOTHING else float(f"{value:.{_FIGURES}g}")


def _arguments(metric: Metric, parameters: Mapping[str, str]) -> dict[str, Any]:
    if "average" not in metric.parameters:
        return {}
    arguments: dict[str, Any] = {"average": parameters["average"], "zero_division": 0}
    if parameters["average"] == "binary":
        arguments["pos_label"] = parameters["pos_label"]
    return arguments
