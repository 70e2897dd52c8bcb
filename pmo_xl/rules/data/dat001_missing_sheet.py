"""DAT001: core sheets and must columns that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.model.holiday import Holiday
from pmo_xl.model.project import Project, left_out_reason
from pmo_xl.model.record import Record, Table
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.sheets import SHEETS
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation


@rule(
    "DAT001",
    judges=Project,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{what}がありません。{effect}",
    remedy="{how}",
)
def missing_sheet(project: Project) -> Iterator[tuple[type[Record], Judgement]]:
    """台帳の基本のシートと必須の列がそろっていなければならない。

    ## 要旨
    基本のシート(課題管理表、QA表など)がない、またはシートはあるのに必須の列が見つからないときに指摘します。
    休日シートがないときは警告です。見出しの似た列があれば、その名前も示します。チェック結果シートは問いません。
    pmo_xl が作ったものでないブックは、ないシートを1つずつ指摘せず、「このブックにあるシートだけで点検しました」と
    はじめに言います。pmo_xl が作ったものでない表は、ない列を表ごとに1度だけ、情報として言います。

    ## なぜ問題か
    シートや列が見つからないと、それを使う突き合わせはできません。「指摘なし」に見えて、実は何も見ていないことになります。

    ## 違反例
    不在: 課題管理表、休日
    指摘: 課題管理表、休日(警告)

    QA表(pmo_xl の台帳)
    | QA-ID | 質問 |
    |---|---|
    | QA-001 | 氏名の最大文字数は |

    ## 適合例
    課題管理表
    | 課題ID | 件名 | 状態 |
    |---|---|---|
    | ISS-001 | 移行データの件数が合わない | 対応中 |
    """
    for sheet in SHEETS:
        if sheet.sheet.profile != "core" or sheet is RecordedFinding:
            continue
        if sheet in project.left_out:
            yield sheet, undeterminable(left_out_reason(sheet))
            continue
        tables = project.tables.get(sheet, ())
        if not tables:
            yield sheet, _absent(sheet) if project.is_ours else OUT_OF_SCOPE
        for table in tables:
            yield from ((sheet, judgement) for judgement in _columns(table))


_KEY_FIELDS = frozenset(
    ("id", "title", "question", "owner", "due_on", "status", "planned_start", "planned_finish")
)
"""What every ledger asks for; a heading that looks like another column's is no remark in a table that is not ours."""


def _absent(sheet: type[Record]) -> Judgement:
    label = sheet.sheet.label
    names = "、".join((label, *sheet.sheet.aliases))
    return violation(
        severity=Severity.WARNING if sheet is Holiday else None,
        expected=f"「{label}」シート",
        what=f"「{label}」シート",
        effect="このシートを使う突き合わせはできません。",
        how=f"シート名を確かめてください(読める名前: {names})。なければ pmo-xl new で作った台帳から写してください。",
    )


def _columns(table: Table) -> Iterator[Judgement]:
    absent = [name for name in table.record_class.must_fields if name not in table.columns]
    if absent and not table.is_ours:
        yield _lacking_in_another_form(table, absent)
        return
    for name in absent:
        label = table.record_class.columns[name].label
        near = table.near_labels.get(name)
        yield violation(
            name,
            expected=f"「{label}」列",
            key=table.sheet_title if table.sheet_title != table.record_class.sheet.label else None,
            what=f"「{table.sheet_title}」シートに「{label}」列",
            effect=f"見出し「{near}」が似ています。" if near else "この列を使う突き合わせはできません。",
            how=f"見出しを「{label}」に直すか、列を足してください。",
        )
    if not absent:
        yield FITS


def _lacking_in_another_form(table: Table, absent: Sequence[str]) -> Judgement:
    """What a table of another office has no column for: its habit, told once so that nothing looks checked."""
    labels = [table.record_class.columns[name].label for name in absent]
    near = {
        table.near_labels[name]: label
        for name, label in zip(absent, labels, strict=True)
        if name in table.near_labels and name in _KEY_FIELDS
    }
    alike = "".join(
        f"見出し「{heading}」は「{label}」のことかもしれません。" for heading, label in near.items()
    )
    return violation(
        severity=Severity.WARNING if near else Severity.INFO,
        expected="、".join(f"「{label}」列" for label in labels),
        key=table.sheet_title,
        what=f"「{table.sheet_title}」シートに{'、'.join(f'「{label}」' for label in labels)}の列",
        effect=f"この列を使う突き合わせはしていません。{alike}",
        how="読み取り方が違うときは --explain-layout で確かめ、--save-layout で書き出して直してください。",
    )
