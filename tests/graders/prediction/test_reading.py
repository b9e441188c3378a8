"""A file of predictions: what is understood, what is refused, and what the refusal says."""

from __future__ import annotations

import pytest

from graders.prediction import read
from tests.graders.prediction import examples
from tests.graders.prediction.examples import CUSTOMERS, FLOWERS, MOST_BYTES, RENTS, refusal, table

HALVES = dict.fromkeys(CUSTOMERS, 0.5)


@pytest.fixture(scope="module")
def churn(tmp_path_factory):
    return examples.prediction_of(examples.churn(tmp_path_factory.mktemp("churn")))


@pytest.fixture(scope="module")
def rent(tmp_path_factory):
    return examples.prediction_of(examples.rent(tmp_path_factory.mktemp("rent")))


@pytest.fixture(scope="module")
def species(tmp_path_factory):
    return examples.prediction_of(examples.species(tmp_path_factory.mktemp("species")))


def values(prediction, content):
    return read(prediction, content, most_bytes=MOST_BYTES).values


def churn_file(**changed):
    return table("customer", "churn", HALVES | changed)


def test_it_works(churn):
    assert values(churn, churn_file(C03=0.75)) == HALVES | {"C03": 0.75}


@pytest.mark.parametrize(
    "mend",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b"\n", b"\r"),
        lambda content: content.replace(b"\n", b"\n\n"),
        lambda content: content.replace(b",", b";"),
        lambda content: content.replace(b",", b"\t"),
        lambda content: b"sep=;\n" + content.replace(b",", b";"),
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.replace(b"customer,churn", b'"Customer" , "CHURN"'.replace(b" ", b"")),
        lambda content: content.replace(b",0.5", b", 0.5 ").replace(b"C00", b'"C00"'),
        lambda content: content.replace(b"0.5", b"5e-1"),
        lambda content: b"".join(
            (b"," if number == 0 else b"%d," % (number - 1)) + line
            for number, line in enumerate(content.splitlines(keepends=True))
        ),
        lambda content: content.replace(b"\n", b",\n"),
        lambda content: (
            b"churn,customer\n"
            + b"\n".join(b",".join(reversed(line.split(b","))) for line in content.splitlines()[1:])
        ),
    ],
    ids="bom crlf cr blank-lines semicolon tab excel-sep utf-16 case quoted exponent index trailing swapped".split(),
)
def test_what_programs_write_is_understood(churn, mend):
    assert values(churn, mend(churn_file())) == HALVES


def test_decimal_commas_are_understood_and_said(churn):
    content = churn_file().replace(b",", b";").replace(b"0.5", b"0,5")

    found = read(churn, content, most_bytes=MOST_BYTES)

    assert (found.values, len(found.notes)) == (HALVES, 1)


def test_pandas_makes_floats_of_whole_numbers(rent, species):
    content = table("flat", "rent", {f"{name}.0": value for name, value in RENTS.items()})
    assert values(rent, content) == RENTS
    flowers = {name: "2.0" if label == "2" else label for name, label in FLOWERS.items()}
    assert values(species, table("flower", "species", flowers)) == FLOWERS


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04 sheet", "Excel workbook"),
        (b'{"cells": []}', "notebook"),
        (b"<!doctype html>", "web page"),
        (b"customer,churn\n\0", "not text"),
        (b'customer,churn\nC00,"0.5', "Line 2 cannot be read"),
        (b"a" * (MOST_BYTES + 1), "bytes"),
        (",".join(f"c{number}" for number in range(60)).encode(), "60 columns"),
        (b"customer,churn\nC00,0.5,0.7\n", "Line 2 has 3 fields"),
        (b"customer,churn\n" + b"C00,0.5\n" * 2000, "more than 1,048 rows"),
        (b"customer\nC00\n", "no column `churn`"),
        (b"customer,churned\nC00,1\n", "is “churned” meant?"),
        (b"customer,churn,notes\nC00,1,x\n", "1 column too many: “notes”"),
        (b"customer,churn,churn\nC00,1,0\n", "`churn` is there 2 times"),
        (b"C00,0.5\nC01,0.5\n", "no header"),
        (b",customer,churn\n=cmd,C00,1\n", "has no name"),
    ],
)
def test_what_is_no_table_is_told(churn, content, words):
    assert words in refusal(churn, content)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"C03": ""}, "1 row without a value: line 5."),
        ({"C03": "NaN"}, "1 row without a value: “NaN” in line 5."),
        ({"C03": "inf"}, "infinite"),
        ({"C03": "-Infinity"}, "infinite"),
        ({"C03": "1e999"}, "too large"),
        ({"C03": "9" * 200}, "too large"),
        ({"C03": "yes"}, "text where a number is asked: “yes” in line 5"),
        ({"C03": "=1+1"}, "text where a number is asked"),
        ({"C03": "=cmd|' /C calc'!A0"}, "text where a number is asked"),
        ({"C03": "1_0"}, "text where a number is asked"),
        ({"C03": "٣"}, "text where a number is asked"),
        ({"C03": "0x1"}, "text where a number is asked"),
        ({"C03": "1.2"}, "not between 0 and 1"),
        ({"C03": "-0.01"}, "not between 0 and 1"),
        ({"C99": 0.5}, "1 unknown id: “C99”"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(churn, rows, words):
    assert words in refusal(churn, churn_file(**rows))


def test_everything_is_told_at_once(churn):
    rows = dict(list(HALVES.items())[8:]) | {"X1": 0.5, "C09": "no"}
    content = table("customer", "churn", rows) + b"C10,0.5\nC10,0.6\n"

    sentences = refusal(churn, content)

    assert sentences == (
        "The file has 19 rows, and 24 are asked for. 8 ids missing: “C00”, “C01”, “C02”, “C03”, “C04”, …. "
        "1 unknown id: “X1”. 1 id in more than one row: “C10”. "
        "1 row with text where a number is asked: “no” in line 3."
    )


def test_percents_are_recognised(churn):
    assert "Divide by 100" in refusal(churn, table("customer", "churn", dict.fromkeys(CUSTOMERS, 50)))


def test_ids_of_other_data_are_recognised(churn):
    assert "rows of other data" in refusal(churn, table("customer", "churn", {"A1": 0.5, "A2": 0.5}))


def test_a_label_that_does_not_exist_is_told(species):
    flowers = table("flower", "species", FLOWERS | {"f7": "Versicolor"})
    assert "“Versicolor” in line 9" in refusal(species, flowers)
    shares = table("flower", "species", dict.fromkeys(FLOWERS, 0.37))
    assert "these look like probabilities" in refusal(species, shares)


def test_a_sentence_holds_no_more_than_a_piece_of_what_was_sent(churn):
    sentence = refusal(churn, churn_file(C03="\x1b[2J\u202e" + "x" * 5000))

    assert len(sentence) < 200
    assert sentence.isprintable()


def test_a_million_ids_are_not_read_to_the_end(churn):
    content = b"customer,churn\n" + b"".join(b"%d,1\n" % number for number in range(100_000))

    assert "more than 1,048 rows" in refusal(churn, content)
