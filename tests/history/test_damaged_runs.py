"""A run of the history that is damaged costs that run, named; never the command, and never a wrong figure."""

from __future__ import annotations

import copy
import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from pmo_xl.history import UnreadableRun, compare, findings_between, project_of
from pmo_xl.history.run_json import from_bytes
from pmo_xl.metrics.followed import carried_on
from pmo_xl.operations.record import record
from tests.support.master import D, opened, small_book

NAME = "20261130T001500000000Z-0123456789ab01234567.json.gz"
WRONG: tuple[Any, ...] = (None, 0, -1.5, True, "x", [], {}, [[]], [None], {"": None}, 10**30)


@pytest.fixture(scope="module")
def content(tmp_path_factory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("案件")
    book = opened(small_book(folder))
    kept = record(book).run
    assert kept
    return json.loads(gzip.decompress((book.history.folder / kept.file_name).read_bytes()))


def packed(content: object) -> bytes:
    return gzip.compress(json.dumps(content).encode())


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside, of a list to its first two alone."""
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    )
    for key, inner in list(pairs):
        yield (*path, key)
        yield from places(inner, (*path, key))


def with_wrong(content: dict[str, Any], path: tuple[Any, ...], wrong: Any) -> dict[str, Any]:
    damaged = copy.copy(content)
    inner = damaged
    for key in path[:-1]:
        inner[key] = copy.copy(inner[key])
        inner = inner[key]
    inner[path[-1]] = wrong
    return damaged


def test_a_value_of_a_wrong_kind_anywhere_costs_the_run_or_nothing(content):
    sound = from_bytes(packed(content), NAME)
    project = project_of(sound)
    ways = list(places(content))[:: 1 if os.environ.get("PMO_XL_FULL") else 10]
    refused = kept = 0
    for number, path in enumerate(ways):
        for wrong in (WRONG[number % len(WRONG)], WRONG[(number * 7 + 3) % len(WRONG)]):
            try:
                run = from_bytes(packed(with_wrong(content, path, wrong)), NAME)
            except UnreadableRun as error:
                assert NAME in error.message and error.message.count("。") == 1
                refused += 1
                continue
            kept += 1
            (
                compare(run, sound),
                compare(sound, run),
                findings_between(sound, run),
                findings_between(run, sound),
            )
            project_of(run)
            carried_on(run.past, project)
    assert refused > 20 and kept > 20, (refused, kept)


@pytest.mark.parametrize(
    "data",
    [b"[" * 100_000, b'{"a":' * 100_000, b"null", b"[]", b"0", b'"x"', b"", b"\xff\xfe", b'{"schema": null}'],
    ids=["深い列", "深い組", "null", "空の列", "数", "文", "空", "文字でない", "schemaなし"],
)
def test_what_is_no_run_at_all_is_named(data):
    with pytest.raises(UnreadableRun, match="壊れて"):
        from_bytes(gzip.compress(data), NAME)


def test_a_command_goes_on_with_the_run_before(tmp_path, capsys):
    path = small_book(tmp_path)
    first = record(opened(path)).run
    folder = opened(path).history.folder
    later = folder / first.file_name.replace(
        first.stamp, f"{datetime(2027, 1, 1, tzinfo=UTC):%Y%m%dT%H%M%S%fZ}"
    )
    later.write_bytes(gzip.compress(b"[" * 100_000))
    book = opened(path, D)
    assert [later.name in remark for remark in book.remarks] == [True]
    assert book.project.past.days
