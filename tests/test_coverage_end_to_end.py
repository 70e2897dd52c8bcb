"""What docs/coverage.md names works on the planted sample with every sheet: each command with its options, each paper, each rule.

The lines run one after the other on one folder, as a project lives: recorded, checked, handed out, collected, compared.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from pmo_xl.documents.catalog import PAPERS
from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.exchange_sources import put_sources
from tests.test_coverage_page import PAGE, ROWS, cells

pytestmark = pytest.mark.slow
DAY = ["--as-of", "2026-11-30"]
SPECIFICATION = """# 1 会員機能
## 1.1 送料
送料の扱いは別途定める。画面は適切に表示すること。
## 1.2 休会
会員は、会員ポータルサイトから休会の申込と取消ができること。
"""

LINES = """
record     | record {book} --as-of 2026-11-20                                      | 記録
record     | record {book} --as-of 2026-11-30                                      | 記録
history    | history {book}                                                        | 指摘の変化
check      | check {book} -o {out}/前回.json                                       |
check --since-baseline | check {book} --since-baseline {out}/前回.json             | 前回
overdue    | overdue {book}                                                        | 検収予定日
budget     | budget {book}                                                         | 残予算
schedule --slip | schedule {book} --slip WBS-039 5                                 | 響くシステムの主担当
hand-out   | hand-out {book} --sheet 体制表 --by システム -o {out}/体制            | 配
hand-out   | hand-out {book} --sheet IF一覧 --by システム -o {out}/IF              | 配
hand-out   | hand-out {book} --sheet リリース計画 --by システム -o {out}/手順      | 配
hand-out   | hand-out {book} --sheet QA表 --by 取引先 -o {out}/取引先              | 配
collect    | collect {book} {out}/IF                                               | IF一覧
merge      | merge {book} {copy}                                                   | 写し
diff       | diff {copy} {book}                                                    |
diff --for | diff {copy} {book} --for システム 会員基盤                            | 延びたもの 1 件
import     | import {out}/元/チケット.csv --into {book}                            | 課題管理表
remind     | remind {book} -o {out}/催促                                           | 催促
month-end  | month-end {book} --month 2026-11 --jobs 1                             | 検収
month-end --policy | month-end {book} --month 2026-11 --jobs 1 --policy {out}/policy.toml | 検収
portfolio  | portfolio {book} --jobs 1 -o {out}/横断                               | 横断
lessons    | lessons {book} -o {out}/教訓集.xlsx                                   | 教訓
lessons --into | lessons {out}/教訓集.xlsx --into {book}                           | 教訓
new --from | new -o {out}/次.xlsx --from {book}                                    | 次.xlsx
new --lessons | new -o {out}/次の次.xlsx --profile full --lessons {out}/教訓集.xlsx | 次の次.xlsx
precheck   | precheck {out}/仕様書.md                                              | PRE
precheck --book | precheck {out}/仕様書.md --book {book}                           | PRE
spec-scan  | spec-scan {book} {out}/仕様書.md --document DOC-001                                 | 別途
spec-scan --kinds | spec-scan {book} {out}/仕様書.md --document DOC-001 --kinds 曖昧                  | 適切に
spec-scan --requirements | spec-scan {book} {out}/仕様書.md --document DOC-001 --requirements         | 休会
rfp-scan   | rfp-scan {book} {out}/元/要求.md                                      | RFP
upgrade    | upgrade {core} --profile full                                         | リスク管理表
rules      | rules QST003                                                          | 違反例
"""
ELSEWHERE = {"demo"}
"""demo makes its own books; tests/operations/test_demo.py runs it."""


@dataclass(frozen=True)
class Place:
    """The book, what lies beside it, and where results go."""

    book: Path
    out: Path

    def filled(self, template: str) -> list[str]:
        """The words of one line, each path put in."""
        paths = {
            "book": self.book,
            "copy": self.out / "写し.xlsx",
            "core": self.out / "基本.xlsx",
            "out": self.out,
        }
        return [word.format_map(paths) for word in template.split()]


def tried() -> list[tuple[str, str, str]]:
    """Name, words and what is to be read, of each line."""
    return [tuple(part.strip() for part in line.split("|")) for line in LINES.strip().splitlines()]  # type: ignore[misc]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("案件")
    out = folder / "結果"
    out.mkdir()
    book = write_sample(folder / "台帳.xlsx", planted_project(profile="full"))
    shutil.copy(book, out / "写し.xlsx")
    write_sample(out / "基本.xlsx", planted_project())
    ledger = open_workbook(book)
    ids = [each.id for each in ledger.issues]
    ours = (each for each in ledger.issues if "会員基盤" in each.systems and each.due_on)
    issue = next(each for each in ours if ids.count(each.id) == 1 and ledger.project.is_open(each))
    with ledger.edit() as changes:
        changes.set(issue, due_on=issue.due_on + timedelta(days=30))
    put_sources(book, out / "元")
    (out / "仕様書.md").write_text(SPECIFICATION, encoding="utf-8")
    (out / "policy.toml").write_text('"規則群" = "標準"\n', encoding="utf-8")
    return Place(book, out)


def test_every_command_of_the_page_with_its_options_is_tried() -> None:
    named = set()
    for row in ROWS:
        for command, options in re.findall(r"`([a-z]+[a-z-]*)`(?:\(([^)]*)\))?", cells(row)[3]):
            named |= {command, *(f"{command} {option}" for option in re.findall("`(--[a-z-]+)`", options))}
    assert named - ELSEWHERE <= {name for name, _, _ in tried()} | {
        name.partition(" ")[0] for name, _, _ in tried()
    }


@pytest.mark.parametrize(("name", "words", "told"), tried(), ids=[words for _, words, _ in tried()])
def test_a_command_of_the_page_works_on_the_full_sample(
    name: str, words: str, told: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    is_dated = words.split()[0] not in {"rules", "history", "lessons", "new", "month-end", "precheck"}
    code = main([*place.filled(words), *(DAY if is_dated and "--as-of" not in words else [])])
    said = capsys.readouterr()
    assert code in (0, 1), said.err
    assert told in said.out + said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("paper", [name for name in PAPERS if f"『{name}』" in PAGE])
def test_a_paper_of_the_page_is_made_of_the_full_sample(
    paper: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_workbook(place.book, as_of="2026-11-30")
    monkeypatch.chdir(place.out)
    made = book.export(paper, force=True)
    assert made and all(path.stat().st_size > 0 for path in made)
