"""rfp-scan: what an RFP paper asks for beside RFP照合表 and 要件一覧; what lacks is added, once."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.operations.rfp_scan import RfpScan, marked, rfp_scan
from pmo_xl.workbook.author import write_workbook
from tests.support.master import small_book

DAY = date(2026, 11, 30)
PAPER = """# 1 提案依頼の要件
見積の内訳を書面で示すこと。

# 3 機能要求
RFP-001 検索の結果を5秒以内に示すこと。
会員番号は10桁とする。
休会の申込ができること。
退会した会員の情報を翌日までに消去すること。
再入会の手続ができることが望ましい。
"""


@cache
def _written() -> bytes:
    rows = {
        System: [System(name="会員基盤", change_kind="新規", is_outsourced=True)],
        Requirement: [
            Requirement(id="REQ-001", title="会員検索", statement="検索の結果を3秒以内に示すこと。", systems=("会員基盤",), status="対象"),
            Requirement(id="REQ-002", title="会員登録", statement="会員番号は10桁とする。", systems=("会員基盤",), status="対象"),
            Requirement(id="REQ-003", title="休会", statement="休会の申込ができること。", systems=("会員基盤",), status="対象"),
            Requirement(id="REQ-004", title="督促", statement="督促を送ること。", systems=("会員基盤",), status="対象"),
        ],
        RfpItem: [
            RfpItem(id="RFP-001", statement="検索の結果を3秒以内に示すこと。", requirement="REQ-001", obligation="必須"),
            RfpItem(id="RFP-002", statement="会員番号は10桁とします。", requirement="REQ-002", obligation="必須"),
            RfpItem(id="RFP-003", statement="退会した会員の情報を翌日までに削除すること。", obligation="必須"),
            RfpItem(id="RFP-004", statement="帳票を月に1回作ること。", obligation="任意"),
        ],
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        write_workbook(
            Path(folder) / "台帳.xlsx", rows, run_day=DAY, profile="full", settings={"基準日": "2026-11-30"}
        )
        return (Path(folder) / "台帳.xlsx").read_bytes()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "台帳.xlsx").write_bytes(_written())
    (tmp_path / "RFP.md").write_text(PAPER, encoding="utf-8")
    return tmp_path / "台帳.xlsx", tmp_path / "RFP.md"


def scan(files: tuple[Path, Path]) -> RfpScan:
    return rfp_scan(pmo_xl.open_workbook(files[0], run_day=DAY), files[1])


def test_every_demand_stands_in_one_line_with_what_the_ledger_has(files):
    assert [(each.what, each.row_id, each.requirement) for each in scan(files).lines] == [
        ("文が違う", "RFP-001", "REQ-001"),
        ("同じ", "RFP-002", "REQ-002"),
        ("条件", None, None),
        ("RFPだけ", None, "REQ-003"),
        ("似ている", "RFP-003", None),
        ("RFPだけ", None, None),
        ("台帳だけ", "RFP-004", None),
        ("台帳だけ", None, "REQ-004"),
    ]
    assert scan(files).lines[0].remark == "「3」→「5」"


def test_what_only_the_paper_has_is_added_once_and_never_what_is_merely_alike(files):
    first = scan(files)
    first.exchange.apply()
    rows = list(pmo_xl.open_workbook(files[0], run_day=DAY).project.rfp_items)[4:]
    assert [(each.id, each.statement, each.requirement, each.obligation, each.section) for each in rows] == [
        ("RFP-005", "休会の申込ができること。", "REQ-003", "必須", "3 機能要求"),
        ("RFP-006", "再入会の手続ができることが望ましい。", None, "任意", "3 機能要求"),
    ]
    before = files[0].read_bytes()
    again = scan(files)
    assert again.exchange.is_done
    again.exchange.apply()
    assert files[0].read_bytes() == before


def test_the_command_shows_writes_and_gives_the_codes_of_the_contract(files, capsys):
    asked = ["rfp-scan", str(files[0]), str(files[1])]
    assert main([*asked, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["summary"]["new"], len(told["statements"])) == ("rfp-scan", 2, 8)
    assert main([*asked, "-o", str(files[0].parent / "照合.xlsx")]) == 1
    assert main([*asked, "--apply"]) == 3  # differences are left for a person
    said = capsys.readouterr().err
    assert "台帳.xlsx に書き込みました(0 か所、新しい行 2 行)。" in said and "書き換える前の控え" in said
    assert main(["rfp-scan", str(files[0]), str(files[0].parent / "ない.docx")]) == 2


def test_a_ledger_without_the_sheet_is_no_ledger_without_anything_to_add(tmp_path, capsys):
    (tmp_path / "RFP.md").write_text(PAPER, encoding="utf-8")
    book = small_book(tmp_path)
    for more in ((), ("--apply",)):
        assert main(["rfp-scan", str(book), str(tmp_path / "RFP.md"), "--as-of", "2026-11-30", *more]) != 0
        shown = "".join(capsys.readouterr().out.split())
        assert "RFP照合表シートがないため足せません" in shown and "RFP照合表に足します" not in shown


def test_a_paper_that_asks_for_nothing_says_so(files):
    files[1].write_text("# 背景\n\n競争に勝つこと。\n", encoding="utf-8")
    with pytest.raises(BadOption, match="要求を読み取れる表"):
        scan(files)


@pytest.mark.parametrize(
    ("book", "paper", "expected"),
    [
        ("3秒以内", "5秒以内", "「3」→「5」"),
        ("示す", "示すこと", "「」→「こと」"),
        (
            "abcdefghijkl",
            "aXcXeXgXiXkX",
            "「b」→「X」、「d」→「X」、「f」→「X」、「h」→「X」、「j」→「X」 ほか 1 か所",
        ),
    ],
)
def test_a_difference_is_marked_in_words(book, paper, expected):
    assert marked(book, paper) == expected
