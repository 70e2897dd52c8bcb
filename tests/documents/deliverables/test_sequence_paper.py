"""シーケンス図: frames from 条件, what the receiver must do, and who has agreed to each function as it is now."""

from __future__ import annotations

from pmo_xl.charts.mermaid import sequence_mermaid
from pmo_xl.charts.sequence import sequences
from pmo_xl.charts.sequence_diagram import openings, sequence_diagram
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.reviews import sequence_fingerprint
from pmo_xl.model.message import Message
from pmo_xl.model.record import Record
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.system import System
from tests.documents.deliverables.test_true_papers import D, book
from tests.support.word import sample_source

SYSTEMS = (
    System(id="SYS-001", name="会員基盤", change_kind="新規", owner="佐藤"),
    System(id="SYS-002", name="決済", change_kind="改修", owner="鈴木"),
)


def message(order: int, **more: object) -> Message:
    fields = {
        "id": f"SEQ-{order:03}",
        "function": "登録",
        "order": order,
        "source": "会員基盤",
        "target": "決済",
        "kind": "同期",
        "data": "会員ID",
    }
    return Message(**fields | more)


def fields(*rows: Record) -> Fields:
    return load("シーケンス図").content(book(*rows)).fields


ROWS = (
    message(1),
    message(2, condition="alt 在庫あり"),
    message(3, condition="alt 在庫あり"),
    message(4, condition="alt 在庫なし"),
    message(5),
)


def test_a_frame_opens_with_the_first_of_neighbouring_rows_of_one_condition():
    assert openings(ROWS) == ["", "alt 在庫あり", "", "alt 在庫なし", ""]


def test_the_diagram_draws_a_frame_for_each_and_names_its_condition():
    (sequence,) = sequences(book(*SYSTEMS, *ROWS).project)
    (figure,) = sequence_diagram(sequence)
    texts = [mark.text for mark in figure.marks if hasattr(mark, "text")]
    assert "[alt 在庫あり]" in texts and "[alt 在庫なし]" in texts
    frames = [mark for mark in figure.marks if getattr(mark, "dashes", ()) == (2, 1.5)]
    assert len(frames) == 2 and not frames[0].overlaps(frames[1])
    assert "(条件 alt 在庫なし)" in figure.alt


def test_the_text_of_the_diagram_has_the_same_frames_and_what_the_receiver_does():
    rows = (
        message(1, target_function="決済を受け付ける"),
        message(2, condition="loop 1件ずつ"),
        message(3, condition="夜間"),
    )
    (sequence,) = sequences(book(*SYSTEMS, *rows).project)
    lines = [line.strip() for line in sequence_mermaid(sequence).splitlines()]
    assert [line for line in lines if line.split()[0] in ("loop", "opt", "end")] == [
        "loop 1件ずつ",
        "end",
        "opt 夜間",
        "end",
    ]
    assert "Note over p2: 決済を受け付ける" in lines


def test_what_each_system_must_be_able_to_do_stands_under_it_with_blanks_said():
    rows = (
        message(1, target_function="受け付ける"),
        message(2, target_function="受け付ける"),
        message(3),
        message(4, source="決済", target="会員基盤", target_function="記録する"),
    )
    assert [
        (row["システム"], row["受信側機能"], row["順序"]) for row in fields(*SYSTEMS, *rows)["システム別"]
    ] == [("会員基盤", "記録する", "4"), ("決済", "受け付ける", "1、2"), ("決済", "未記入", "3")]


def test_each_system_says_whether_it_agreed_and_whether_the_function_is_still_the_same():
    now = sequence_fingerprint("登録", book(*SYSTEMS, *ROWS).project)
    agreed = ReviewRecord(
        id="REV-001",
        kind="シーケンス",
        subjects=("登録",),
        system="会員基盤",
        reviewer="佐藤",
        reviewed_on=D,
        result="合意",
        reviewed_fingerprint=f"{D:%Y%m%d}:{now}",
    )
    (function,) = fields(*SYSTEMS, *ROWS, agreed)["機能一覧"]
    one, two = function["確認"]
    assert (one["結果"], one["今の内容"], two["結果"], two["確認者"]) == (
        "合意",
        "確認したときと同じ",
        "未確認",
        "鈴木",
    )
    (function,) = fields(*SYSTEMS, *ROWS, message(6), agreed)["機能一覧"]
    assert function["確認"][0]["今の内容"] == "確認の後に変わっています"
    blank = ReviewRecord(
        id="REV-001",
        kind="シーケンス",
        subjects=("登録",),
        system="会員基盤",
        reviewer="佐藤",
        reviewed_on=D,
        result="合意",
    )
    (function,) = fields(*SYSTEMS, *ROWS, blank)["機能一覧"]
    assert function["確認"][0]["今の内容"] == "確認したときの内容が残っていないため分かりません"


def test_the_functions_of_the_sample_are_all_confirmed_as_they_are():
    source = sample_source()
    told = [row for each in load("シーケンス図").content(source).fields["機能一覧"] for row in each["確認"]]
    assert told and {row["今の内容"] for row in told} == {"確認したときと同じ"}
