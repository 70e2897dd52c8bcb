"""Papers that ask others for something: their rows are those of the ledger that wait for this addressee, none lost."""

from __future__ import annotations

import io
from datetime import date

from docx import Document

from pmo_xl.documents.deliverables.agreement_request import changed_since
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.render import render
from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.member import Member
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from tests.documents.deliverables.test_true_papers import D, book, unread

SATO = Member(id="PER-001", name="佐藤 花子", company="あさひ情報", department="開発部")
BASE = System(id="SYS-001", name="会員基盤", owner="佐藤 花子", vendor="みどりシステム")
MIDORI = Vendor(id="VEN-001", name="みどりシステム株式会社")


def texts(name: str, source: Source, value: object) -> str:
    document = load(name)
    read = Document(io.BytesIO(render(document, document.content(source, value), source)))
    cells = [c.text for table in read.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells])


# 仕様書確認票


def point(number: int, owner: str | None = "佐藤 花子", status: str = "未決", **more: object) -> SpecReview:
    given = {"document": "DOC-001", "version": "1.2", "location": "3.1", "kind": "曖昧", "quote": "速やかに",
             "point": f"何秒か{number}", "raised_on": date(2026, 11, 20), "due_on": date(2026, 12, 10)} | more  # fmt: skip
    return SpecReview(id=f"SPC-{number:03}", owner=owner, status=status, **given)


def test_each_open_point_stands_once_in_the_paper_of_the_one_who_is_to_settle_it():
    rows = (point(1), point(2, "佐藤 花子様"), point(3, "鈴木"), point(4, status="解消"), point(5, None))
    source = book(SATO, Deliverable(id="DOC-001", title="サービス仕様書"), *rows)
    asked = load("仕様書確認票").rows(source.project)
    assert [[p.id for p in each.points] for each in asked] == [
        ["SPC-001", "SPC-002"],
        ["SPC-003"],
        ["SPC-005"],
    ]
    text = texts("仕様書確認票", source, asked[0])
    assert "サービス仕様書\n版 1.2\n3.1" in text and "速やかに" in text and "何秒か1" in text
    assert "2026/11/20\n2026/12/10" in text and "返信期限: 2026年12月10日" in text


def test_a_point_whose_day_cannot_be_read_does_not_go_out_and_is_handed_back():
    odd = point(2, place=unread(SpecReview, due_on="来月"))
    source = book(SATO, point(1), odd)
    (asked,) = load("仕様書確認票").rows(source.project)
    content = load("仕様書確認票").content(source, asked)
    assert [row["確認ID"] for row in content.fields["論点"]] == ["SPC-001"]
    assert [row.id for row in content.unfit] == ["SPC-002"]


def test_the_age_of_the_points_is_counted_to_the_day_of_issue_and_undated_ones_apart():
    rows = [point(1), point(2, raised_on=D), point(3, raised_on=None), point(4, raised_on=date(2026, 10, 1))]
    source = book(*rows)
    (asked,) = load("仕様書確認票").rows(source.project)
    (line,) = load("仕様書確認票").content(source, asked).fields["経過"]
    assert [line[key] for key in ("件数", "七日以内", "十四日以内", "十四日超", "起票日なし")] == [
        4,
        1,
        1,
        1,
        1,
    ]


# 合意依頼書


def requirement(number: int, agreement: str, **more: object) -> Requirement:
    given = {
        "title": f"要件{number}",
        "statement": "10秒以内",
        "systems": ("会員基盤",),
        "status": "対象",
    } | more
    return Requirement(id=f"REQ-{number:03}", agreement=agreement, **given)


def test_the_requirements_not_agreed_go_to_the_owner_of_the_system_and_to_its_vendor_when_asked():
    rows = (requirement(1, "未合意"), requirement(2, "再合意要", agreed_on=D), requirement(3, "合意済"),
            requirement(4, "未合意", status="取下げ"), requirement(5, "未合意", systems=("ほか",)))  # fmt: skip
    source = book(SATO, BASE, MIDORI, *rows)
    document = load("合意依頼書")
    (party,) = document.rows(source.project)
    shown = document.content(source, party).fields["要件"]
    assert [row["要件ID"] for row in shown] == ["REQ-001", "REQ-002"]
    assert "あさひ情報 開発部 佐藤 花子 様" in texts("合意依頼書", source, party)
    assert document.per is not None
    vendor = next(each for each in document.per.every(source.project) if each.is_named("VEN-001"))
    assert "みどりシステム株式会社 御中" in texts("合意依頼書", source, vendor.value)


def test_what_changed_since_the_agreement_is_told_and_never_that_nothing_did_where_nobody_knows():
    agreed = date(2026, 11, 2)
    old = requirement(1, "再合意要", agreed_on=agreed)
    kept = old.model_copy(update={"agreed_fingerprint": stored_fingerprint(old, agreed)})
    other = kept.model_copy(update={"statement": "5秒以内"})
    project = book(SATO, BASE, old).project
    assert changed_since(requirement(1, "未合意"), project) == "初めての合意です"
    assert "確かめられません" in changed_since(old, project)
    assert "文は変わっていません" in changed_since(kept, project)
    assert "文が変わりました" in changed_since(other, project)
    change = SpecChange(id="CHG-001", title="短縮", requirements=("REQ-001",), approved_on=D)
    assert "CHG-001 短縮(2026/11/30 承認)" in changed_since(other, book(change).project)


# 見積依頼書


def test_a_request_for_an_estimate_asks_for_the_requirements_of_the_system_or_of_the_change():
    rows = (
        requirement(1, "合意済"),
        requirement(2, "合意済", status="取下げ"),
        requirement(3, "合意済", systems=("ほか",)),
    )
    change = SpecChange(id="CHG-001", title="帳票の追加", requirements=("REQ-003",))
    asked = Estimate(
        id="EST-001",
        system="会員基盤",
        vendor="みどりシステム",
        kind="正式",
        status="依頼中",
        due_on=date(2026, 12, 10),
    )
    of_change = asked.model_copy(update={"id": "EST-002", "origin": ("CHG-001",)})
    done = asked.model_copy(update={"id": "EST-003", "status": "受領"})
    source = book(BASE, MIDORI, change, asked, of_change, done, *rows)
    document = load("見積依頼書")
    assert document.rows(source.project) == [asked, of_change]
    assert [row["要件ID"] for row in document.content(source, asked).fields["対象"]] == ["REQ-001"]
    assert [row["要件ID"] for row in document.content(source, of_change).fields["対象"]] == ["REQ-003"]
    text = texts("見積依頼書", source, of_change)
    assert (
        "みどりシステム株式会社 御中" in text and "帳票の追加" in text and "返信期限: 2026年12月10日" in text
    )
