"""Papers of one meeting, of one person, and over all risks and roles: their rows are those of the ledger, none lost."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from docx import Document

from pmo_xl.documents.deliverables.the_meeting import held_meetings, next_on
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.render import render
from pmo_xl.metrics.risk_score import is_high_risk
from pmo_xl.metrics.waiting_decisions import waiting_decisions
from pmo_xl.model.budget import Budget
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.references import people, person_key
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from tests.documents.deliverables.test_true_papers import D, book, said, step, unread
from tests.support.word import sample_source


def columns(name: str, source: Source, value: object, head: str) -> list[list[str]]:
    """The first column of each table of a paper whose first heading is this word."""
    document = load(name)
    read = Document(io.BytesIO(render(document, document.content(source, value), source)))
    found = [[cell.text for cell in table.columns[0].cells] for table in read.tables]
    return [rows[1:] for rows in found if rows[0] == head]


def told(name: str, source: Source, value: object) -> str:
    document = load(name)
    read = Document(io.BytesIO(render(document, document.content(source, value), source)))
    cells = [c.text for table in read.tables for row in table.rows for c in row.cells]
    return "\n".join([*cells, *(p.text for p in read.paragraphs)])


# 議事メモ


def test_every_row_of_the_minutes_stands_in_the_memo_of_its_own_meeting():
    source = sample_source()
    held = held_meetings(source.project)
    assert sum(len(each.items) for each in held) == len(source.project.meeting_items) > 0
    for one in (held[0], held[-1]):
        earlier = {row["議事ID"] for row in load("議事メモ").content(source, one).fields["残り"]}
        shown = [each for rows in columns("議事メモ", source, one, "議事ID") for each in rows]
        assert sorted(set(shown) - earlier) == sorted(item.row_id for item in one.items)


def test_a_doubt_says_with_which_row_and_state_it_was_taken_up_or_that_it_was_not():
    issue = Issue(id="ISS-001", title="性能が不足", status="対応中")
    kept = MeetingItem(
        id="MTG-001", meeting="定例", held_on=D, kind="懸念", statement="遅い", links=("ISS-001",)
    )
    lost = MeetingItem(id="MTG-002", meeting="定例", held_on=D, kind="不明点", statement="どこまで")
    text = said("議事メモ", issue, kept, lost)
    assert "ISS-001 性能が不足(対応中)" in text and text.count("まだ受け止めていません") == 1


# アジェンダ


def test_the_agenda_is_of_the_meeting_that_is_held_next():
    source = sample_source()
    project = source.project
    (one,) = load("アジェンダ").rows(project)
    days = {m.row_id: next_on(m, project) for m in project.meetings}
    assert days[one.row_id] == min(filter(None, days.values())) >= project.as_of
    mine = [i.row_id for i in project.meeting_items if i.meeting == one.name and i.kind == "ToDo"]
    rows = load("アジェンダ").content(source, one).fields["宿題"]
    from_minutes = [row["ID"] for row in rows if row["出どころ"] == one.name]
    assert set(from_minutes) <= set(mine)
    assert one.name in told("アジェンダ", source, one)


@pytest.mark.parametrize(
    ("meetings", "without", "expected"),
    [
        ((), (Meeting,), "未定(会議体シートがありません)"),
        ((), (), "未定(会議体の記入がありません)"),
        ((Meeting(id="MET-001", name="定例"),), (), "会議体 1 件に、これから開く日の分かるものがありません"),
    ],
)
def test_an_agenda_of_no_coming_meeting_says_why(
    meetings: tuple[Meeting, ...], without: tuple[type[Meeting], ...], expected: str
):
    assert expected in said("アジェンダ", *meetings, without=without)


def test_an_agenda_asked_for_a_meeting_without_a_coming_day_says_so():
    over = Meeting(id="MET-001", name="定例", frequency="毎週", first_at=datetime.fromisoformat("2026-01-05T10:00"), ends_on=D.replace(day=1))  # fmt: skip
    assert "これから開く日が出ません" in told("アジェンダ", book(over), over)


def test_the_agenda_names_every_decision_that_somebody_waits_for_once_with_who_decides_and_by_when():
    approver = Member(id="PER-001", name="佐藤 翔太", role="事業責任者")
    change = SpecChange(id="CHG-001", title="桁数", status="承認待ち", due_on=D)
    kept = SpecChange(id="CHG-002", title="帳票", status="保留")
    topic = Option(id="OPT-001", subject="移行方式", title="一括")
    request = Budget(id="BUD-009", department="営業部", fiscal_year=2026, requested_on=D, due_on=D)
    source = book(approver, change, kept, topic, request)
    fields = load("アジェンダ").content(source, None).fields
    named = [row["変更ID"] for row in fields["判断が要る変更"]] + [
        row["番号"] for row in fields["ほかの判断待ち"]
    ]
    assert sorted(named) == sorted(each.at.row_id for each in waiting_decisions(source.project))
    assert [row["お願い先"] for row in fields["ほかの判断待ち"]] == ["佐藤 翔太", "佐藤 翔太"]
    text = told("アジェンダ", source, None)
    assert "「移行方式」の案の選択" in text and "予算の追加(営業部 2026年度)" in text


def test_an_agenda_without_a_decision_to_take_says_so():
    assert "ほかに判断を待つものはありません。" in said("アジェンダ")


# リスク一覧書


def test_every_open_risk_stands_in_the_list_and_each_with_a_score_once_in_the_map():
    source = sample_source()
    project = source.project
    watched = [risk for risk in project.risks if project.is_open(risk)]
    fields = load("リスク一覧書").content(source).fields
    listed, *_ = columns("リスク一覧書", source, None, "リスクID")
    assert sorted(listed) == sorted(risk.row_id for risk in watched)
    assert fields["高い件数"] == sum(is_high_risk(risk, project) for risk in watched)
    on_map = {row["確率"]: row for row in fields["地図"]}
    for risk in watched:
        cell = on_map[str(risk.probability)][f"影響{risk.impact}"]
        assert risk.row_id in cell.split("\n")
    assert sum(len(row[f"影響{n}"].split()) for row in on_map.values() for n in range(1, 6)) == len(watched)


def test_a_risk_that_the_map_cannot_hold_is_counted_and_stays_in_the_list():
    blank = Risk(id="RSK-001", title="遅れ", probability=3, status="監視中")
    text = said("リスク一覧書", blank)
    assert "地図に載せられないリスクが 1 件" in text and "計算できません" in text and "RSK-001" in text


# 役割分担表


def test_everybody_who_is_here_and_every_defined_phase_stands_in_the_table_of_roles():
    source = sample_source()
    project = source.project
    fields = load("役割分担表").content(source).fields
    (names,) = columns("役割分担表", source, None, "氏名")
    assert names == [row["氏名"] for row in fields["要員"]] and set(names) <= {
        m.name for m in project.members
    }
    duties, *_ = columns("役割分担表", source, None, "工程")
    assert duties[: len(project.phase_definitions)] == [each.phase for each in project.phase_definitions]
    doers = {name for task in project.tasks for name in people(task.owner or "") if task.phase == duties[0]}
    assert set(people(fields["分担"][0]["R"])) <= doers


def test_a_phase_without_one_who_answers_for_it_is_named():
    member = Member(id="MEM-001", name="佐藤")
    text = said("役割分担表", member, PhaseDefinition(id="PHS-001", phase="設計", accountable="佐藤、鈴木"))
    assert "責任者が 2 人います" in text
    assert "責任者がいません" in said("役割分担表", member, PhaseDefinition(id="PHS-001", phase="設計"))


def test_what_a_system_s_own_row_leaves_blank_is_what_the_row_of_every_system_says():
    every = PhaseDefinition(id="PHS-001", phase="設計", accountable="佐藤", informed="鈴木")
    own = PhaseDefinition(
        id="PHS-002", phase="設計", system="会員基盤", local_name="基本設計", consulted="高橋"
    )
    source = book(Member(id="MEM-001", name="佐藤"), every, own)
    _, of_system = load("役割分担表").content(source).fields["分担"]
    assert [of_system[key] for key in "ACI"] == ["佐藤", "高橋", "鈴木"]
    assert load("役割分担表").content(source).fields["責任者の不備"] == []


# リリース個人別手順書


def test_each_step_of_the_release_stands_in_the_paper_of_everybody_who_does_it():
    source = sample_source()
    steps = source.project.release_steps
    names = load("リリース個人別手順書").rows(source.project)
    assert {person_key(name) for name in names} == {
        person_key(name) for each in steps for name in people(each.owner or "")
    }
    for name in names[:2]:
        own = [s for s in steps if person_key(name) in map(person_key, people(s.owner or ""))]
        content = load("リリース個人別手順書").content(source, name)
        assert content.fields["件数"] == len(own) == content.basis[0].used
        shown = columns("リリース個人別手順書", source, name, "手順ID")
        assert {each for rows in shown for each in rows} >= {s.row_id for s in own if s.kind != "切戻し"}


def test_how_long_the_plan_can_be_turned_back_counts_the_steps_of_everybody():
    mine, theirs = step(1, "作業", 1), step(2, "作業", 2, owner="鈴木", is_irreversible=True)
    text = told("リリース個人別手順書", book(mine, theirs), "佐藤")
    assert "2027/02/20 02:00 まで(そこで戻せない手順 REL-002 に入ります)" in text
    assert "書かれた手順はありません" not in text
    undated = step(2, "作業", None, owner="鈴木", is_irreversible=True)
    assert "分かりません(開始予定のない戻せない手順: REL-002)" in told(
        "リリース個人別手順書", book(mine, undated), "佐藤"
    )
    unseen = step(2, "作業", 2, owner="鈴木", place=unread(ReleaseStep, is_irreversible="?"))
    assert "分かりません(不可逆の欄を読めない手順: REL-002)" in told(
        "リリース個人別手順書", book(mine, unseen), "佐藤"
    )
    assert "計画に、戻せない(不可逆)と書かれた手順はありません" in told(
        "リリース個人別手順書", book(mine), "佐藤"
    )


def test_a_step_that_nobody_does_is_told_in_the_papers_of_the_others():
    content = load("リリース個人別手順書").content(
        book(step(1, "作業", 1), step(2, "作業", 2, owner=None)), "佐藤"
    )
    assert content.basis[0].left_out == {"担当の記入のない手順": 1}
