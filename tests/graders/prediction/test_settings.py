"""The table `[prediction]`: what it may say, and every mistake with its file and line."""

from __future__ import annotations

import pytest

from graders import exercise, release
from graders.prediction import HandedIn
from tests.graders import folders
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CHURN, CUSTOMERS, RENT, RENTS, labels, problems

LABELS = labels("customer", "churn", CUSTOMERS, part=True)
FLATS = labels("flat", "rent", RENTS)


def test_it_works(tmp_path):
    found = examples.churn(tmp_path)

    assert (found.points, found.attempts.per_day, found.reveal.score) == (8, 5, "after_close")
    assert found.prediction.handed_in is HandedIn.CSV
    assert len(found.prediction.labels.rows(public=True)) == 6
    assert [test.points for test in found.questions[0].tests] == [2, 3, 3]


def test_the_labels_stay_out_of_words_and_releases(tmp_path):
    found = examples.churn(tmp_path)

    assert "C03" not in repr(found)
    assert b"C03" not in release.make(found).content


def test_the_share_depends_on_the_seed_alone(tmp_path):
    def public(folder, content, more=""):
        examples.write(tmp_path / folder, RENT, content, more=more)
        return exercise.read(tmp_path / folder).prediction.labels.public

    backwards = "\n".join([FLATS.splitlines()[0], *reversed(FLATS.splitlines()[1:])])
    assert public("a", FLATS) == public("b", backwards)
    assert public("a", FLATS) != public("c", FLATS, "seed = 7")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('metric = "roc_auc"', 'metric = "auc"', "exercise.toml:6: `metric` must be one of"),
        ('metric = "roc_auc"', 'metrik = "roc_auc"', "`metrik` is not a setting of [prediction]"),
        ('pos_label = "yes"', 'pos_label = "ja"', "`pos_label` must be one of the labels (no, yes)"),
        ('pos_label = "yes"', 'average = "macro"', "`average` means nothing for roc_auc"),
        ('part = "part"', "", "exercise.toml:4: Say which rows are public"),
        ('part = "part"', 'part = "part"\npublic_share = 0.5', "one of the two"),
        ('part = "part"', "public_share = 1.5", "must be between 0 and 1"),
        ('part = "part"', 'part = "half"', "labels.csv:1: There is no column `half`"),
        ('id = "customer"', 'id = "who"', "There is no column `who`; there are customer, churn, part."),
        ('id = "customer"', "id = 3", "`id` must be text"),
        (
            "[[0.6, 2], [0.8, 5], [0.95, 8]]",
            "[[0.6, 2], [0.5, 5]]",
            "must get harder: 0.5 is not higher than 0.6",
        ),
        ("[[0.6, 2], [0.8, 5], [0.95, 8]]", "[[0.6, 2], [0.8, 2]]", "must be worth more than 0.6"),
        ("[[0.6, 2], [0.8, 5], [0.95, 8]]", "[0.6, 2]", "must be pairs"),
        ("[[0.6, 2], [0.8, 5], [0.95, 8]]", "[[0.6, -1]]", "Points must be more than 0"),
        (
            "thresholds = [[0.6, 2], [0.8, 5], [0.95, 8]]",
            "",
            "Give points by `thresholds` or by `interpolation`",
        ),
        ('part = "part"', 'part = "part"\nhanded_in = "mail"', "`handed_in` must be one of: csv, variable."),
        ('part = "part"', 'part = "part"\nhanded_in = "variable"', "give it an answer cell"),
        ('part = "part"', 'part = "part"\nvariable = "a b"', "must be a name of Python"),
        ('part = "part"', 'part = "part"\nlabels = "data/labels.csv"', "must name a file below hidden/"),
        (
            'part = "part"',
            'part = "part"\nlabels = "hidden/../source.ipynb"',
            "must name a file below hidden/",
        ),
        ('part = "part"', 'part = "part"\nlabels = "hidden/none.csv"', "There is no file hidden/none.csv"),
        ('part = "part"', 'part = "part"\nbaselines = [{name = "A"}]', "needs a `file` below hidden/"),
        ('part = "part"', 'part = "part"\nbaselines = [{value = 1}]', "needs a `name`"),
        (
            'part = "part"',
            'part = "part"\nbaselines = [{name = "A", file = "a.csv"}]',
            "must name a file below hidden/",
        ),
    ],
)
def test_a_mistake_is_told(tmp_path, old, new, said):
    assert old in CHURN
    assert any(said in problem for problem in problems(tmp_path, CHURN.replace(old, new), LABELS))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "customer,churn,part\nC1,yes,public\nC1,no,public\n",
            "hidden/labels.csv:3: The id “C1” stands there twice.",
        ),
        ("customer,churn,part\nC1,,public\n", "hidden/labels.csv:2: “” is no label."),
        (LABELS.replace("private", "secret", 1), "`part` must be public or private, but is “secret”"),
        (LABELS.replace("private", "public"), "There are 0 private rows"),
        (LABELS.replace("yes,public", "no,public"), "No public row has the label “yes”"),
        ("", "hidden/labels.csv: The file is empty."),
    ],
)
def test_a_mistake_in_the_labels_is_told_with_its_line(tmp_path, content, said):
    assert any(said in problem for problem in problems(tmp_path, CHURN, content))


def test_a_metric_must_have_a_value(tmp_path):
    zeros = FLATS.replace("500.0", "0")
    assert "has no meaning there" in problems(tmp_path, RENT.replace("rmse", "mape"), zeros)[0]
    same = labels("flat", "rent", dict.fromkeys(RENTS, 5))
    rising = RENT.replace("rmse", "r2").replace("from = 100, to = 10", "from = 0, to = 1")
    assert "have the same value" in problems(tmp_path, rising, same)[0]


def test_all_mistakes_are_told_at_once(tmp_path):
    table = CHURN.replace("roc_auc", "auc").replace("0.95, 8", "0.95, -8").replace("customer", "who")
    assert len(problems(tmp_path, table, LABELS)) == 3


def test_private_scores_are_not_shown_while_it_is_open(tmp_path):
    wrong = problems(tmp_path, CHURN + '[reveal]\nscore = "at_once"\n', LABELS)

    assert len(wrong) == 1
    assert "must be after_close or by_hand" in wrong[0]


def test_points_come_from_the_metric_alone(tmp_path):
    folder = examples.write(tmp_path, CHURN, LABELS)
    folders.write(
        folder,
        folders.cell("test", "t", "assert 1", points=1),
        settings=(folder / "exercise.toml").read_text(),
    )
    with pytest.raises(exercise.ExerciseError, match="come from its metric"):
        exercise.read(folder)


def test_the_table_and_the_kind_belong_together(tmp_path):
    assert (
        "needs a table"
        in folders.problems(tmp_path, folders.text("x"), settings='title = "A"\nkind = "prediction"')[0]
    )
    other = 'title = "A"\n[prediction]\nmetric = "f1"'
    assert "is for exercises with" in folders.problems(tmp_path, folders.text("x"), settings=other)[0]
