"""`schema`: what every command writes with --format json is what its published schema says, and nothing else is."""

from __future__ import annotations

import argparse
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from pmo_xl.actions import COMMANDS
from pmo_xl.faces.cli import main, module_of
from pmo_xl.faces.commands.budget import sum_of
from pmo_xl.faces.numbered import NUMBERS
from pmo_xl.faces.shapes import EXPLAIN_LAYOUT, OF_ONE, SHAPES
from pmo_xl.model.json_shape import Head
from tests.support.every_command import DAY, filled
from tests.support.master import small_book

DEMO = sorted((Path(__file__).parents[2] / "workbook_templates" / "demo").glob("*.xlsx"))
_BOOK = ("{book}", "--format", "json", *DAY)
WRITES: Mapping[str, Sequence[str]] = {
    "check": ("check", *_BOOK),
    "check some": ("check", "{book}", "--rules", "QST", "--format", "json", *DAY),
    "explain-layout": ("check", *_BOOK, "--explain-layout"),
    "overdue": ("overdue", *_BOOK, "--within", "30"),
    "budget": ("budget", *_BOOK),
    "schedule": ("schedule", *_BOOK),
    "schedule slip": ("schedule", *_BOOK, "--slip", "WBS-003", "5"),
    "schedule links": ("schedule", *_BOOK, "--propose-links"),
    "month-end": ("month-end", "{book}", "--month", "2026-11", "--jobs", "1", "--format", "json"),
    "portfolio": ("portfolio", "{book}", "--jobs", "1", "--format", "json"),
    "fix": ("fix", *_BOOK),
    "baseline": ("baseline", *_BOOK),
    "upgrade": ("upgrade", *_BOOK, "--profile", "full"),
    "import": ("import", "{sources}/チケット.csv", "--into", *_BOOK),
    "spec-scan": (
        "spec-scan",
        "{book}",
        "{sources}/要求.md",
        "--document",
        "DOC-001",
        "--format",
        "json",
        *DAY,
    ),
    "rfp-scan": ("rfp-scan", "{book}", "{sources}/要求.md", "--format", "json", *DAY),
    "merge": ("merge", "{book}", "{sources}/写し.xlsx", "--format", "json", *DAY),
    "collect": ("collect", "{book}", "{sources}/返信", "--format", "json", *DAY),
    "diff": ("diff", "{book}", "{other}", "--format", "json", *DAY),
    "hand-out": (
        "hand-out",
        *_BOOK,
        "--sheet",
        "課題管理表",
        "--by",
        "担当",
        "--open",
        "-o",
        "{out}/配る",
        "--force",
    ),
    "remind": ("remind", *_BOOK, "--within", "30", "-o", "{out}/催促"),
    "new": (
        "new",
        "-o",
        "{out}/次.xlsx",
        "--from",
        "{book}",
        "--wbs",
        "--start",
        "2027-04-01",
        "--format",
        "json",
    ),
    "new empty": ("new", "-o", "{out}/空.xlsx", "--format", "json"),
    "lessons": ("lessons", "{other}", "-o", "{out}/教訓集.xlsx", "--format", "json"),
    "lessons again": ("lessons", "{other}", "-o", "{out}/教訓集.xlsx", "--format", "json"),
    "lessons find": ("lessons", "{out}/教訓集.xlsx", "--find", "移行", "--format", "json"),
    "precheck": ("precheck", "{book}", "--format", "json"),
    "doctor": ("doctor", "{book}", "--format", "json"),
    "record": ("record", "{book}", "--as-of", "2026-11-27"),
    "record again": ("record", "{book}", *DAY),
    "history": ("history", "{book}", "--format", "json"),
    "import apply": ("import", "{sources}/チケット.csv", "--into", *_BOOK, "--apply", "--check"),
    "upgrade apply": ("upgrade", *_BOOK, "--profile", "full", "--apply", "--check"),
    "lessons into": ("lessons", "{out}/教訓集.xlsx", "--into", "{book}", "--format", "json"),
}
NAMED = {EXPLAIN_LAYOUT: "check"}
_ON_THE_SAMPLES = ("spec-scan",)  # the small book lists no documents
_ON_THE_SMALL_BOOK = (
    "precheck",
    "schedule slip",
    "check some",
    "new empty",
    "import apply",
    "upgrade apply",
    "doctor",
    "lessons into",  # a demo workbook of profile core has no ナレッジ
)


def printed(arguments: Sequence[str], codes: Sequence[int] = (0, 1, 3)) -> str:
    """What a command prints, in this process, on a console of Japanese Windows: UTF-8 all the same."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="cp932", write_through=True)
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as said:
        code = main(list(arguments))
    assert code in codes, said.getvalue()
    return raw.getvalue().decode()


def made_of(book: Path, folder: Path, names: Sequence[str]) -> dict[str, Any]:
    """The JSON of every command on a copy of a book, by name; those that write go last."""
    copy, other = folder / book.name, folder / "前" / book.name
    other.parent.mkdir()
    for place in (copy, other):
        shutil.copy(DEMO[0] if place == other else book, place)
    found = {}
    for name in names:
        template = [each.replace("{other}", str(other)) for each in WRITES[name]]
        text = printed(filled(template, copy, folder))
        if "json" in template:
            found[name] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    return {name: json.loads(printed(["schema", name])) for name in SHAPES}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    names = [name for name in WRITES if name not in _ON_THE_SAMPLES]
    return made_of(small_book(tmp_path_factory.mktemp("小")), tmp_path_factory.mktemp("小さい"), names)


@pytest.fixture(scope="module")
def before() -> dict[str, Any]:
    """The schemas of number 1."""
    return {name: json.loads(printed(["schema", name, "--schema", "1"])) for name in OF_ONE}


def errors(schema: Mapping[str, Any], told: Any) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found = best_match(validator.iter_errors(told))
    return [f"{found.json_path}: {found.message[-300:]}"] if found else []


def wrong(made: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the schemas say of the JSON of the commands, by name."""
    found = {name: errors(schemas[schema_of(name)], told) for name, told in made.items()}
    return {name: said for name, said in found.items() if said}


def schema_of(name: str) -> str:
    return next(each for each in SHAPES if name.split()[0] == each)


@pytest.mark.parametrize("name", SHAPES)
def test_each_schema_is_one_by_the_draft_and_closed_throughout(schemas: dict[str, Any], name: str) -> None:
    Draft202012Validator.check_schema(schemas[name])
    objects = [
        each for each in within(schemas[name]) if each.get("type") == "object" and "properties" in each
    ]
    assert objects and all(each["additionalProperties"] is False for each in objects)
    assert all(each["required"] == list(each["properties"]) for each in objects)


@pytest.mark.slow
def test_a_command_on_the_small_project_writes_what_its_schema_says(
    small: dict[str, Any], schemas: dict[str, Any]
) -> None:
    assert {schema_of(name) for name in (*small, *_ON_THE_SAMPLES)} == set(SHAPES)
    assert wrong(small, schemas) == {}


@pytest.mark.slow
@pytest.mark.parametrize("book", DEMO, ids=["core", "full"])
def test_every_command_on_the_samples_writes_what_its_schema_says(
    book: Path, tmp_path: Path, schemas: dict[str, Any]
) -> None:
    names = [name for name in WRITES if name not in _ON_THE_SMALL_BOOK]
    made = made_of(book, tmp_path, names)
    assert wrong(made, schemas) == {}
    assert (
        made["check"]["workbooks"][0]["findings"]
        and made["month-end"]["workbooks"][0]["payments"]
        and made["import"]["rows"]
    )


def test_several_books_and_one_that_cannot_be_read_are_in_the_schema_too(
    tmp_path: Path, schemas: dict[str, Any]
) -> None:
    small_book(tmp_path)
    (tmp_path / "壊れ.xlsx").write_bytes(b"PK")
    for name in ("check", "overdue", "budget", "schedule"):
        told = json.loads(printed([name, str(tmp_path), "--format", "json", *DAY]))
        assert len(told["workbooks"]) == len(told["failed"]) == 1
        assert errors(schemas[name], told) == []
    told = json.loads(printed(["check", str(tmp_path), "--explain-layout", "--format", "json", *DAY]))
    assert len(told["workbooks"]) == 1 and errors(schemas[EXPLAIN_LAYOUT], told) == []


@pytest.mark.parametrize("count", [1, 2])
def test_where_no_book_can_be_read_the_result_still_says_which_and_why(
    tmp_path: Path, schemas: dict[str, Any], count: int
) -> None:
    (tmp_path / "壊れ.xlsx").write_bytes(b"PK")
    (tmp_path / "表.csv").write_text("件名,担当\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("壊れ.xlsx", "表.csv")][:count]
    for name, *more in (("check",), ("check", "--explain-layout"), ("overdue",), ("budget",), ("schedule",)):
        told = json.loads(printed([name, *paths, *more, "--format", "json", *DAY], (2,)))
        assert errors(schemas[EXPLAIN_LAYOUT if more else name], told) == []
        assert told["workbooks"] == [] and told["as_of"] is None
        assert not any(told.get(sum_of) for sum_of in ("summary", "late", "coming", "total"))
        assert 0 not in (told.get("late"), told.get("coming"))  # nobody looked: that is no 0
        assert [Path(each["workbook"]).name for each in told["failed"]] == ["壊れ.xlsx", "表.csv"][:count]


def within(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, itself first."""
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from within(each)


def trimmed(node: Any) -> Any:
    """The document with two items in each list."""
    if isinstance(node, dict):
        return {key: trimmed(each) for key, each in node.items()}
    return [trimmed(each) for each in node[:2]] if isinstance(node, list) else node


def dropped(told: dict[str, Any], key: str) -> None:
    del told[key]


def renamed(told: dict[str, Any], key: str) -> None:
    told[f"{key}_"] = told.pop(key)


def of_another_type(told: dict[str, Any], key: str) -> None:
    told[key] = [{"x": told[key]}] if not isinstance(told[key], list) else "x"


_OPEN = {"base", "book", "other", "after", "others", "rules", "categories"}
"""Fields that hold what a cell holds, and objects whose names are the staff's own."""


@pytest.mark.parametrize("spoil", [dropped, renamed, of_another_type])
def test_a_field_that_is_dropped_renamed_or_of_another_type_is_refused_wherever_it_stands(
    small: dict[str, Any], schemas: dict[str, Any], spoil: Callable[[dict[str, Any], str], None]
) -> None:
    passed = []
    for name, whole in small.items():
        told, validator = trimmed(whole), Draft202012Validator(schemas[schema_of(name)])
        assert validator.is_valid(told)
        seen: set[tuple[str, ...]] = set()
        for number, node in enumerate(within(told)):
            kind = tuple(node)
            if kind in seen or not node or any(node is each.get("categories") for each in within(told)):
                continue
            seen.add(kind)
            for key in node:
                spoilt = json.loads(json.dumps(told))
                spoil(next(each for at, each in enumerate(within(spoilt)) if at == number), key)
                if validator.is_valid(spoilt):
                    passed.append((name, key))
    allowed = {key for _, key in passed} if spoil is of_another_type else set()
    assert allowed <= _OPEN
    assert [(name, key) for name, key in passed if key not in allowed] == []


def test_a_date_that_is_none_is_refused(small: dict[str, Any], schemas: dict[str, Any]) -> None:
    for name, told in small.items():
        if told.get("as_of"):
            assert errors(schemas[schema_of(name)], told | {"as_of": "2026-11-31"}), name


def test_a_command_without_json_is_refused_in_one_sentence_that_names_what_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("convert", "export", "点検", ""):
        assert main(["schema", name]) == 2
        said = capsys.readouterr().err
        assert (
            said.count("\n") == 1
            and f"「{name}」の JSON Schema はありません。あるもの: check、overdue" in said
        )


def test_every_command_that_writes_json_has_its_schema_and_no_other() -> None:
    writes = set()
    for command in COMMANDS:
        parser = argparse.ArgumentParser()
        module_of(command).declare(parser)
        formats = [each.choices for each in parser._actions if each.dest == "format"]
        writes |= {command.name} if formats and "json" in formats[0] else set()
    assert set(SHAPES) == writes | {EXPLAIN_LAYOUT}  # an option of check that writes something else


def test_every_command_writes_the_numbers_that_it_is_said_to_write(
    schemas: dict[str, Any], before: dict[str, Any]
) -> None:
    assert set(NUMBERS) == set(SHAPES) - {EXPLAIN_LAYOUT}
    assert set(OF_ONE) == {name for name, numbers in NUMBERS.items() if 1 in numbers} | {EXPLAIN_LAYOUT}
    assert {name: numbers_in(schema) for name, schema in schemas.items()} == {name: {2} for name in SHAPES}
    for name, schema in before.items():  # a list of one book had no number then
        assert numbers_in(schema) <= {1}, name


def numbers_in(schema: Mapping[str, Any]) -> set[int]:
    """What the objects of a schema say of themselves."""
    return {each["const"] for node in within(schema) for key, each in node.items()
            if key == "schema" and isinstance(each, dict) and "const" in each}  # fmt: skip


def test_every_result_of_number_two_begins_alike_and_says_what_failed(small: dict[str, Any]) -> None:
    for name, told in small.items():
        assert set(Head.__annotations__) <= set(told), name
        assert (told["schema"], told["command"]) == (2, NAMED.get(schema_of(name), schema_of(name)))
        assert told["failed"] == [], name


def test_several_books_and_one_book_have_one_shape_and_their_sums_beside_it(tmp_path: Path) -> None:
    one = small_book(tmp_path)
    shutil.copy(one, tmp_path / "写し.xlsx")
    for command in ("check", "overdue", "budget", "schedule"):
        alone, both = (json.loads(printed([command, str(place), "--format", "json", *DAY]))
                       for place in (one, tmp_path))  # fmt: skip
        assert list(alone) == list(both) and len(both["workbooks"]) == 2
        for told in both["workbooks"]:
            assert {**told, "workbook": one.name} == alone["workbooks"][0]
        for name in ("summary", "total"):
            for key, figure in both.get(name, {}).items():
                assert figure == 2 * alone[name][key] == 2 * alone["workbooks"][0][name][key], key
        for key in ("late", "coming", "rows_used"):
            assert both.get(key, 0) == 2 * alone.get(key, 0)


@pytest.mark.parametrize(("figures", "total"), [([1, 2], 3), ([1, None], None), ([None], None), ([0], 0)])
def test_the_sum_over_books_of_which_one_has_no_budget_is_not_told_as_if_it_were_whole(
    figures: list[int | None], total: int | None
) -> None:
    assert sum_of(figures) == total


def test_where_the_books_differ_in_their_day_the_whole_has_none(tmp_path: Path) -> None:
    one = small_book(tmp_path)
    told = json.loads(printed(["check", str(one), "--format", "json"]))
    assert (told["as_of"], told["as_of_source"]) == (told["workbooks"][0]["as_of"], "workbook")
    assert main(["new", "-o", str(tmp_path / "空.xlsx"), "--quiet"]) == 0
    both = json.loads(printed(["check", str(tmp_path), "--format", "json"]))
    assert len({each["as_of_source"] for each in both["workbooks"]}) == 2 and both["as_of_source"] is None


@pytest.mark.parametrize("name", [name for name in WRITES if name.split()[0] in OF_ONE])
def test_whoever_asks_for_number_one_gets_the_shape_of_before(
    name: str, numbered: Path, before: dict[str, Any]
) -> None:
    asked = filled(WRITES[name], next(numbered.glob("*.xlsx")), numbered)
    told = json.loads(printed([*asked, "--schema", "1"]))
    assert errors(before[schema_of(name)], told) == []
    newer = json.loads(printed(asked))
    assert "schema" not in told or told["schema"] == 1
    books = newer.get("workbooks", [newer])
    assert [each["workbook"] for each in told.get("projects", [told])] == [each["workbook"] for each in books]
    for key in ("findings", "items", "activities", "total", "measures"):
        assert told.get(key) == (books[0].get(key) if "projects" not in told else newer.get(key)), key


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book and two recorded runs of it."""
    folder = tmp_path_factory.mktemp("番号")
    book = small_book(folder)
    for day in ("2026-11-27", "2026-11-30"):
        printed(["record", str(book), "--as-of", day])
    return folder


@pytest.mark.parametrize("command", ["check", "diff"])
def test_a_program_may_ask_for_a_number_and_one_that_is_not_written_is_refused(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = small_book(tmp_path)
    asked = [command, str(book), *([str(book)] if command == "diff" else ()), "--format", "json", *DAY]
    plain = printed(asked)
    assert printed([*asked, "--schema", "2"]) == plain
    capsys.readouterr()
    said = "2か 1" if command == "check" else "2 だけ"
    for other in {"diff": ("1", "9")}.get(command, ("0", "3")):
        assert main([*asked, "--schema", other]) == 2
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1
        assert f"JSON の形は {said} です(--schema {other} はありません)" in told.err
        assert main(["schema", command, "--schema", other]) == 2
        assert f"番号 {other} の形はありません" in capsys.readouterr().err


@pytest.mark.parametrize(
    "more",
    [("--format", "sarif"), ("--format", "junit"), ("-o", "{folder}/結果.xlsx"), ("--format", "csv"), ()],
)
def test_a_number_asked_for_another_form_is_refused_and_nothing_is_written(
    more: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [each.format(folder=tmp_path) for each in more]
    assert main(["check", str(small_book(tmp_path)), *asked, "--schema", "1"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "--format json と一緒に" in told.err
    assert not (tmp_path / "結果.xlsx").exists()


def test_a_schema_reaches_a_japanese_console_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp932"))
    assert main(["schema", "budget"]) == 0
    assert "税抜" in raw.getvalue().decode("utf-8")
