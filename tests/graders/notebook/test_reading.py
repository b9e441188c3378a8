"""Files as all kinds of tools write them, and files that are refused with one sentence."""

from __future__ import annotations

import json

import pytest

from graders.exercise import Limits
from graders.notebook import InvalidNotebook, read
from tests.graders import folders

LIMITS = Limits()


def read_document(document, limits=LIMITS):
    return read(json.dumps(document).encode(), "mine.ipynb", limits)


def refusal(content, limits=LIMITS):
    with pytest.raises(InvalidNotebook) as caught:
        read(content, "mine.ipynb", limits)
    assert "\n" not in str(caught.value)
    return caught.value.code


def test_it_works():
    document = folders.notebook(folders.text("Hello"), folders.cell("answer", "a", "x = 1"))

    read_back = read_document(document)

    assert [cell.source for cell in read_back.cells] == ["Hello", "x = 1"]
    assert [cell.grade_id for cell in read_back.cells] == ["", "a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    text = json.dumps(folders.notebook(folders.code("größe = '…'")), ensure_ascii=False)

    assert read(text.encode(encoding), "x.ipynb", LIMITS).cells[0].source == "größe = '…'"


@pytest.mark.parametrize(
    "source",
    [
        "a = 1\nb = 2",
        ["a = 1\n", "b = 2"],
        "a = 1\r\nb = 2",
        ["a = 1\r\n", "b = 2"],
        "a = 1\rb = 2",
        "a = 1\n\0b = 2",
    ],
)
def test_every_form_of_source_is_read(source):
    assert read_document(folders.notebook(folders.code(source))).cells[0].source == "a = 1\nb = 2"


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4, 5, 99, "x"])
def test_every_minor_version_is_read(minor):
    assert read_document(folders.notebook(folders.code("x"), nbformat_minor=minor)).cells


def test_a_lone_surrogate_does_no_harm():
    source = read(
        rb'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = \"\ud800\""}]}', "x", LIMITS
    )

    source.cells[0].source.encode()


def test_outputs_metadata_and_unknown_things_are_left_aside():
    cell = folders.code("x") | {
        "outputs": [{"data": {"image/png": "x" * 10000}}],
        "metadata": None,
        "extra": 1,
    }
    document = folders.notebook(
        cell, metadata={"kernelspec": {"name": "ir"}, "widgets": {"state": [1] * 100}}
    )

    assert read_document(document).cells[0].source == "x"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"  \n", "not_json"),
        (b"print('hello')", "not_json"),
        (b'{"nbformat": 4, "cells": [', "not_json"),
        (b"PK\x03\x04....", "not_json"),
        (b"<!DOCTYPE html><html>", "not_json"),
        (b"%PDF-1.4", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b'{"nbformat": 4, "cells": [' + b"9" * 5000 + b"]}", "not_json"),
        (b"[]", "not_a_notebook"),
        (b"7", "not_a_notebook"),
        (b"{}", "not_a_notebook"),
        (b'{"nbformat": 5, "cells": []}', "not_a_notebook"),
        (b'{"nbformat": "4", "cells": []}', "not_a_notebook"),
        (b'{"nbformat": 4, "cells": {}}', "not_a_notebook"),
        (b'{"nbformat": 4, "cells": [1]}', "not_a_notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": 1}]}', "not_a_notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [1]}]}', "not_a_notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "old_nbformat"),
        (b'{"nbformat": 2, "worksheets": []}', "old_nbformat"),
        (b'{"worksheets": []}', "old_nbformat"),
    ],
)
def test_what_is_no_notebook_is_refused(content, code):
    assert refusal(content) == code


def test_an_old_format_is_named():
    with pytest.raises(InvalidNotebook, match=r"old format 3.*save it anew"):
        read(b'{"nbformat": 3, "worksheets": []}', "x", LIMITS)


def test_size_is_bounded_before_anything_is_parsed():
    at_the_limit = json.dumps(folders.notebook(folders.code("x"))).encode()
    limits = Limits(submission_mib=len(at_the_limit) / (1 << 20))

    assert read(at_the_limit, "x", limits).cells
    assert refusal(at_the_limit + b" ", limits) == "too_large"


def test_cells_are_bounded():
    document = folders.notebook(*[folders.code("x")] * 3)

    assert len(read_document(document, Limits(submission_cells=3)).cells) == 3
    assert refusal(json.dumps(document).encode(), Limits(submission_cells=2)) == "too_many_cells"


def test_nesting_is_bounded():
    def nested(depth):
        return json.dumps(folders.notebook(deep=json.loads("[" * depth + "]" * depth))).encode()

    assert not read(nested(63), "x", LIMITS).cells
    assert refusal(nested(64)) == "too_deep"


@pytest.mark.parametrize("content", [b"[" * 1_000_000, b'{"a":' * 1_000_000, b"[" * 100_000 + b"]" * 100_000])
def test_a_deep_bomb_never_reaches_the_parser(content):
    assert refusal(content) in ("too_deep", "too_large")


def test_brackets_in_text_do_not_count():
    document = folders.notebook(folders.code('x = "' + "[{" * 500 + '\\"' + '"'))

    assert read_document(document).cells


def test_a_million_empty_lists_are_refused():
    assert refusal(b'{"nbformat": 4, "cells": [], "x": [' + b"[]," * 1_000_000 + b"[]]}") == "too_large"


def test_quotes_without_end_cost_no_time():
    assert refusal(b'"' + b'\\"' * 2_000_000) == "not_json"
