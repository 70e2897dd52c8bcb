"""spec-scan and import of a Word specification: what it leaves open becomes rows, once, with their place."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.oxml import parse_xml

import pmo_xl
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.exchange import Exchange
from pmo_xl.faces.cli import main
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.operations.import_files import ImportOptions
from pmo_xl.operations.import_rows import import_rows
from pmo_xl.operations.spec_points import KINDS, cut
from pmo_xl.operations.spec_rows import SpecOptions, specification_at
from pmo_xl.workbook.author import write_workbook
from tests.support.made_papers import W

DAY = date(2026, 11, 30)
LONG = "退会した会員の情報は、翌日に消して、消したことを記録に残す。"


def paper(path: Path, *lines: tuple[int, str], comment: str = "", yellow: str = "") -> Path:
    """A Word file: headings by their level, 0 for a paragraph."""
    made = docx.Document()
    for level, text in lines:
        made.add_heading(text, level) if level else made.add_paragraph(text)
    if comment or yellow:
        run = made.add_paragraph().add_run(yellow or "再入会は30日後からとする。")
        if yellow:
            run.font.highlight_color = 7
        if comment:
            made.add_comment(run, comment, author="鈴木")
    made.save(path)
    return path


SYSTEMS = (
    System(name="会員基盤", change_kind="新規", owner="佐藤 花子"),
    System(name="帳票", change_kind="改修", owner="鈴木 一郎"),
)


@cache
def written(*rows: Record) -> bytes:
    """A ledger of one specification, two systems and these rows; made once for all tests."""
    document = Deliverable(id="DOC-001", title="会員サービス仕様書", version="1.1", location="仕様.docx")
    by_sheet: dict[type[Record], list[Record]] = {
        Deliverable: [document],
        System: [*SYSTEMS],
        SpecReview: [],
        Requirement: [],
    }
    for row in rows:
        by_sheet.setdefault(row.__class__, []).append(row)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "台帳.xlsx"
        write_workbook(place, by_sheet, run_day=DAY, profile="full", settings={"基準日": "2026-11-30"})
        return place.read_bytes()


def ledger(folder: Path, *rows: Record) -> Path:
    """The ledger in a folder."""
    (folder / "台帳.xlsx").write_bytes(written(*rows))
    return folder / "台帳.xlsx"


SPEC = (
    (1, "1 はじめに"), (0, "この仕様書の範囲は要確認。"),
    (1, "2 会員機能"), (2, "2.1 会員登録"), (0, "会員基盤は番号を付ける。会員番号の桁数は別途定める。"),
    (2, "2.2 退会"), (0, LONG),
)  # fmt: skip


def scan(book: Path, path: Path, *, sheet: type = SpecReview, **asked: object) -> Exchange:
    opened = pmo_xl.open_workbook(book, run_day=DAY)
    return import_rows(opened, [path], ImportOptions(sheet=sheet, spec=SpecOptions(**asked, is_asked=True)))


def rows(book: Path) -> list[tuple[str | None, ...]]:
    return [
        (each.location, each.quote, each.kind, each.status)
        for each in pmo_xl.open_workbook(book, run_day=DAY).project.spec_reviews
    ]


def test_what_is_open_becomes_a_row_with_its_place_its_words_and_its_question(tmp_path):
    book = ledger(tmp_path)
    found = scan(book, paper(tmp_path / "仕様.docx", *SPEC))
    assert found.summary["new"] == 2
    assert rows(book) == []
    found.apply()
    point = pmo_xl.open_workbook(book, run_day=DAY).project.spec_reviews.get("SPC-002")
    assert (point.document, point.version, point.location) == ("DOC-001", "1.1", "2.1 会員登録(段落1)")
    assert (point.quote, point.kind, point.status) == ("会員番号の桁数は別途定める。", "未決", "未決")
    assert point.point == "「会員番号の桁数は別途定める」を、いつ誰が決めるか"
    assert (point.raised_on, point.due_on) == (DAY, date(2026, 12, 7))
    assert point.external_ids is not None and point.external_ids.startswith("docx:DOC-001#")


def test_the_second_run_writes_nothing_and_leaves_the_file_as_it_is(tmp_path):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC)
    scan(book, path).apply()
    before = book.read_bytes()
    again = scan(book, path)
    assert again.is_done
    assert again.summary["same"] == 2
    again.apply()
    assert book.read_bytes() == before


def test_import_of_the_file_and_spec_scan_give_the_same_rows(tmp_path):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC, comment="30日でよいですか")
    scanned = scan(book, path)
    imported = pmo_xl.open_workbook(book, run_day=DAY).import_rows(path)
    told = [[{**each.theirs[0].values} for each in exchange.rows] for exchange in (scanned, imported)]
    assert told[0] == told[1]
    assert len(told[0]) == 3
    assert (scanned.command, imported.command) == ("spec-scan", "import")


def test_what_a_person_wrote_into_a_row_stays(tmp_path):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC)
    scan(book, path).apply()
    opened = pmo_xl.open_workbook(book, run_day=DAY)
    with opened.edit() as changes:
        changes.set(
            opened.project.spec_reviews.get("SPC-001"),
            status="解消",
            point="範囲は誰が決めるか",
            location="1章",
        )
    again = scan(book, path)
    assert again.is_done
    assert again.summary["conflict"] == 0


def test_a_passage_that_moved_to_another_chapter_number_is_the_same_row(tmp_path):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC)
    scan(book, path).apply()
    moved = (
        (1, "1 はじめに"),
        (1, "2 用語"),
        (1, "3 会員機能"),
        (2, "3.1 会員登録"),
        (0, "会員番号の桁数は別途定める。"),
    )
    again = scan(book, paper(path, *moved))
    (changed,) = again.of("changed")
    assert [(each.name, each.after) for each in changed.fields] == [("location", "3.1 会員登録(段落1)")]
    (gone,) = again.of("gone")
    assert gone.reason == "1.1 にありません。解消ではありませんか"
    again.apply()
    assert [each[3] for each in rows(book)] == ["未決", "未決"]


@pytest.mark.parametrize("status", ["未決", "確認中", "解消", "対象外"])
def test_what_a_row_stands_for_already_is_counted_and_not_proposed(tmp_path, status):
    point = SpecReview(
        id="SPC-001", document="DOC-001", location="2.1", quote="会員番号の桁数は別途定める。", status=status
    )
    found = scan(ledger(tmp_path, point), paper(tmp_path / "仕様.docx", *SPEC))
    assert found.summary["new"] == 1
    assert "未決 1 か所は、台帳の行があるので案にしません。" in found.remarks


def test_comments_and_yellow_passages_are_rows_and_a_resolved_one_is_not(tmp_path):
    book = ledger(tmp_path)
    found = scan(
        book,
        paper(
            tmp_path / "仕様.docx",
            (1, "1 機能"),
            comment="30日でよいですか",
            yellow="再入会は30日後からとする。",
        ),
    )
    (row,) = found.of("new")
    assert (row.theirs[0].values["point"], row.theirs[0].values["quote"]) == (
        "コメント「30日でよいですか」への答え",
        "再入会は30日後からとする。",
    )
    only = scan(book, paper(tmp_path / "仕様.docx", (1, "1 機能"), yellow="再入会は30日後からとする。"))
    assert [each.theirs[0].values["location"] for each in only.of("new")] == ["1 機能(段落1)"]


def test_vague_words_and_what_is_missing_are_rows_where_they_are_asked_for(tmp_path):
    told = (
        (1, "1 機能"), (0, "検索の結果を速やかに表示する。応答は速やかに3秒以内で返す。"), (0, "氏名等を示す。氏名、住所等を示す。"),
        (0, "詳しくは別紙3のとおり。"), (2, "1.1 検索"), (1, "2 画面"), (0, "画面を示す。"),
    )  # fmt: skip
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *told)
    assert scan(book, path).of("new") == ()
    found = [
        (each.theirs[0].values["kind"], each.theirs[0].values["point"])
        for each in scan(book, path, kinds=KINDS).of("new")
    ]
    assert found == [
        ("曖昧", "「速やかに」の基準は何か(数値と単位か、条件)"),
        ("曖昧", "「等」の基準は何か(数値と単位か、条件)"),
        ("漏れ", "見出し「1.1 検索」の中身は何か"),
        ("漏れ", "「別紙3」はどこにあるか"),
    ]


def test_the_owner_is_that_of_the_one_system_named_and_the_milestone_comes_first(tmp_path):
    milestone = Task(
        id="WBS-001",
        title="要件定義完了",
        kind="マイルストーン",
        phase="要件定義",
        planned_finish=date(2026, 12, 2),
    )
    book = ledger(tmp_path, milestone)
    told = ((1, "1 会員基盤の機能"), (0, "桁数は未定。"), (1, "2 連携"), (0, "会員基盤と帳票の連携は未定。"))
    found = [each.theirs[0].values for each in scan(book, paper(tmp_path / "仕様.docx", *told)).of("new")]
    assert [(each.get("system"), each.get("owner"), each["due_on"]) for each in found] == [
        ("会員基盤", "佐藤 花子", date(2026, 12, 2)), (None, None, date(2026, 12, 2)),
    ]  # fmt: skip
    named = scan(book, tmp_path / "仕様.docx", owner="高橋 次郎", due_on=date(2026, 12, 24)).of("new")
    assert {(each.theirs[0].values["owner"], each.theirs[0].values["due_on"]) for each in named} == {
        ("高橋 次郎", date(2026, 12, 24))
    }


def test_chapters_that_no_source_names_become_drafts_and_then_are_covered(tmp_path):
    requirement = Requirement(id="REQ-001", title="会員登録", source="DOC-001 2.1", status="対象")
    more = (*SPEC, (2, "2.3 性能"), (0, "検索の結果は、3秒以内に95%を返すものとする。"))
    book, path = ledger(tmp_path, requirement), paper(tmp_path / "仕様.docx", *more)
    scan(book, path, sheet=Requirement).apply()
    opened = pmo_xl.open_workbook(book, run_day=DAY)
    drafts = list(opened.project.requirements)[1:]
    assert [
        (each.kind, each.category, each.title, each.source, each.status, each.agreement) for each in drafts
    ] == [
        ("機能", "会員機能", "退会", "DOC-001 2.2 退会", "検討中", "未合意"),
        ("非機能", "性能・拡張性", "性能", "DOC-001 2.3 性能", "検討中", "未合意"),
    ]
    assert drafts[0].statement == LONG
    assert opened.check("REQ002").findings == ()
    assert scan(book, path, sheet=Requirement).is_done


def test_drafts_of_a_level_below_a_heading(tmp_path):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC)
    assert [
        each.theirs[0].values["title"]
        for each in scan(book, path, sheet=Requirement, heading="2", level=2).of("new")
    ] == ["会員登録", "退会"]
    with pytest.raises(BadOption, match="深さ 3 の見出しが"):
        scan(book, path, sheet=Requirement, level=3)


@pytest.mark.parametrize("name", ["仕様.md", "仕様.txt"])
def test_other_kinds_of_specification_are_read_by_spec_scan(tmp_path, name):
    (tmp_path / name).write_text("# 1 機能\n\n桁数は未定。\n", encoding="utf-8")
    found = scan(ledger(tmp_path), tmp_path / name, document="DOC-001")
    assert [each.theirs[0].values["quote"] for each in found.of("new")] == ["桁数は未定。"]
    assert found.of("new")[0].theirs[0].key.startswith(f"{name[3:]}:DOC-001#")


def test_more_than_two_hundred_rows_only_with_all(tmp_path):
    lines = ((1, "1 機能"), *((0, f"項目{n}の桁数は未定。") for n in range(205)))
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *lines)
    few = scan(book, path)
    assert few.summary["new"] == 200
    assert "ほか 5 行は案にしていません(--all で、すべて案にします)。" in few.remarks
    assert scan(book, path, is_all=True).summary["new"] == 205


def test_tracked_deletions_contents_and_headers_are_no_text(tmp_path):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "要確認"
    made.add_paragraph("桁数は10桁とする。")
    deleted = made.add_paragraph()._p
    deleted.append(
        parse_xml(
            f"<w:del xmlns:w='{W}' w:author='鈴木'><w:r><w:delText>桁数は未定。</w:delText></w:r></w:del>"
        )
    )
    made.styles.add_style("toc 1", 1)
    made.add_paragraph("未定の項目	3", style="toc 1")
    made.save(tmp_path / "仕様.docx")
    assert scan(ledger(tmp_path), tmp_path / "仕様.docx").of("new") == ()


def test_a_document_is_told_by_its_place_its_title_or_its_number(tmp_path):
    book = ledger(tmp_path)
    other = paper(tmp_path / "どこかの文書.docx", *SPEC)
    with pytest.raises(BadOption, match="どの文書か分かりません"):
        scan(book, other)
    assert scan(book, other, document="doc-001").summary["new"] == 2
    assert scan(book, paper(tmp_path / "会員サービス仕様書_v1.2.docx", *SPEC)).summary["new"] == 2
    opened = pmo_xl.open_workbook(book, run_day=DAY)
    with pytest.raises(BadOption, match="開けません: 格納先に文書がありません"):
        specification_at(opened, "DOC-001")
    paper(tmp_path / "仕様.docx", *SPEC)
    assert specification_at(opened, "DOC-001") == (tmp_path / "仕様.docx").resolve()
    with pytest.raises(BadOption, match="文書IDもありません"):
        specification_at(opened, "DOC-009")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_a_file_that_cannot_be_read_says_so_in_a_sentence(tmp_path, content):
    (tmp_path / "仕様.docx").write_bytes(content)
    with pytest.raises(PmoXlError, match=r"仕様\.docx"):
        scan(ledger(tmp_path), tmp_path / "仕様.docx")


def test_the_commands_give_the_codes_of_the_contract_and_a_proposal_is_taken(tmp_path, capsys):
    book, path = ledger(tmp_path), paper(tmp_path / "仕様.docx", *SPEC)
    asked = ["spec-scan", str(book), "DOC-001", "--no-progress"]
    assert main([*asked, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["command"], told["summary"]["new"]) == ("spec-scan", 2)
    assert main([*asked, "-o", str(tmp_path / "案.xlsx")]) == 1
    assert main([*asked, "--decided", str(tmp_path / "案.xlsx"), "--apply"]) == 0
    assert main(["import", str(path), "--into", str(book)]) == 0
    assert main(["spec-scan", str(book), "DOC-009"]) == 2
    assert "文書IDもありません" in capsys.readouterr().err


def test_a_long_sentence_is_cut_around_its_word():
    text = "あ" * 200 + "未定" + "い" * 200
    assert len(cut(text, ("未定",))) == 120 and len(cut(text, ("未定",), 40)) == 40
    assert (
        cut(text, ("未定",)).startswith("…")
        and cut(text, ("未定",)).endswith("…")
        and "未定" in cut(text, ("未定",))
    )
    assert cut("短い文。", ("文",)) == "短い文。"
