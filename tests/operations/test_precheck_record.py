"""A look through a delivery with a ledger is kept in its history, apart from the runs of `record`, and KPI count it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.errors import BadOption, UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.history import FolderHistory, UnreadableRun
from pmo_xl.history.folder import key_of
from pmo_xl.metrics.kpi import kpi_metric
from tests.operations.test_precheck import put
from tests.operations.test_precheck_ledgers import book_of

SAID = "password: Qx7pLm2Zk9"


def ledger(path: Path) -> Path:
    return book_of(
        path,
        設定=[("項目", "値"), ("案件名", "会員")],
        KPI=[
            ("KPI-ID", "指標名", "算式", "目標"),
            ("KPI-001", "出す前の指摘", "納品前指摘件数", "5"),
            ("KPI-002", "出す前に直した数", "納品前是正件数", "1"),
        ],
    )


def kpis(path: Path) -> list[object]:
    book = pmo_xl.open_workbook(path)
    return [kpi_metric(kpi, book.project).value for kpi in book.project.kpis]


def test_two_looks_give_the_figures_of_kpi_and_history_lists_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = ledger(tmp_path / "台帳.xlsx")
    folder = put(tmp_path / "納品", 設計書=f"桁数は要確認。\n{SAID}\n")
    assert kpis(book) == [None, None]
    assert main(["precheck", str(folder), "--book", str(book)]) == 1
    first = kpis(book)
    assert first[0] and first[0] >= 2 and first[1] is None
    put(folder, 設計書="桁数は8桁とする。\n")
    main(["precheck", str(folder), "--book", str(book)])
    assert kpis(book) == [first[0], first[0]]
    capsys.readouterr()
    assert main(["history", str(book), "--list"]) == 0
    said = capsys.readouterr().out
    assert "記録 0 回分" in said and "納品前点検の記録 2 回分" in said
    assert f"納品  × 不合格  エラー {first[0]}件" in said


def test_a_kept_look_holds_no_text_of_a_document_and_is_no_run_of_record(tmp_path: Path) -> None:
    book = pmo_xl.open_workbook(ledger(tmp_path / "台帳.xlsx"))
    pmo_xl.precheck(put(tmp_path / "納品", 設計書=f"{SAID}\n"), book=book).keep()
    assert book.history is not None and list(book.history.runs()) == []
    (name,) = book.history.prechecks()
    told = gzip.decompress((book.history.folder / name.file_name).read_bytes()).decode()
    assert "PRE012" in told and "Qx7" not in told


def test_a_look_of_chosen_rules_is_kept_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = ledger(tmp_path / "台帳.xlsx")
    folder = put(tmp_path / "納品", 設計書="桁数は要確認。\n")
    main(["precheck", str(folder), "--book", str(book), "--rules", "PRE001"])
    assert kpis(book) == [None, None]
    main(["history", str(book), "--list"])
    assert "一部の規則だけ" in capsys.readouterr().out


def test_nothing_is_kept_among_what_is_delivered_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = put(tmp_path / "納品", 設計書="桁数は8桁とする。\n")
    book = ledger(folder / "台帳.xlsx")
    before = sorted(folder.rglob("*"))
    main(["precheck", str(folder), "--book", str(book)])
    assert "この点検を記録しません" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
    with pytest.raises(UnwritableOutput):
        pmo_xl.precheck(folder, book=book).keep()


def test_without_a_ledger_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="台帳"):
        pmo_xl.precheck(put(tmp_path / "納品", 設計書="よい。\n")).keep()


def test_a_file_is_the_same_delivery_in_its_next_version(tmp_path: Path) -> None:
    book = ledger(tmp_path / "台帳.xlsx")
    for version, text in (("1.0", "桁数は要確認。\n"), ("1.1", "桁数は8桁とする。\n")):
        put(tmp_path / "出", **{f"設計書_v{version}": text})
        (made,) = (tmp_path / "出").glob(f"設計書_v{version}*")
        pmo_xl.precheck(made, book=book).keep()
    assert kpis(book) == [1, 1]


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b'{"schema": 99}', b'{"schema": 1, "kind": "other"}', b"\xff"]
)
def test_a_broken_look_is_named_and_the_others_count(tmp_path: Path, content: bytes) -> None:
    path = ledger(tmp_path / "台帳.xlsx")
    book = pmo_xl.open_workbook(path)
    pmo_xl.precheck(put(tmp_path / "納品", 設計書="桁数は要確認。\n"), book=book).keep()
    assert book.history is not None
    name = f"20260101T000000000000Z-{key_of(book.history.names[0])}00000000.precheck.json.gz"
    (book.history.folder / name).write_bytes(gzip.compress(content))
    assert kpis(path) == [1, None]
    assert any(name in remark for remark in pmo_xl.open_workbook(path).remarks)


def test_a_look_of_a_ledger_under_a_password_is_encrypted(tmp_path: Path) -> None:
    book = pmo_xl.open_workbook(ledger(tmp_path / "台帳.xlsx"))
    found = pmo_xl.precheck(put(tmp_path / "納品", 設計書="桁数は要確認。\n"), book=book)
    found.keep()
    assert book.history is not None
    (plain,) = book.history.prechecks()
    locked = FolderHistory(tmp_path / "鍵", book.history.names, "himitsu")
    name = locked.add_precheck(book.history.load_precheck(plain))
    assert name.is_locked and locked.prechecks() == [name]
    assert locked.load_precheck(name) == book.history.load_precheck(plain)
    with pytest.raises(UnreadableRun, match=name.file_name):
        FolderHistory(tmp_path / "鍵", book.history.names, "chigau").load_precheck(name)
