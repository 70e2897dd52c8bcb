"""要件新旧対照: what became of the requirements since the list last went out: added, changed (old beside new), dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Changes, Content, Fields, Source, basis_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, When
from pmo_xl.documents.word.letter import Letter
from pmo_xl.history.comparison import ADDED, CHANGED, REMOVED, Difference
from pmo_xl.metrics.announced import requirements_sent_on
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement

_TOLD = ("種別", "大項目", "要件名", "要件内容", "関連システム", "優先度", "受入条件", "状態")
_IN = "対象"
_NO_CHANGE = "対応する仕様変更はありません"
_MOST_MARKED = 4000  # characters of a text whose changed words are looked for


def build(source: Source) -> Content:
    """The differences of 要件一覧 since the given day, else since 周知記録 says that the list was last sent."""
    project = source.project
    asked, found, changes = _compared(source)
    told = [
        each for each in (changes.differences if changes else ()) if each.sheet == Requirement.sheet.label
    ]
    dropped = {each.name for each in told if _is_dropped(each)}
    fields = {
        "前文": _opening(asked, found, changes),
        "比べた": changes is not None,
        "追加": [_row(each, asked, project) for each in told if each.kind == ADDED],
        "変更": list(_changed(told, dropped, asked, project)),
        "廃止": [_gone(each, asked, project) for each in told if _is_dropped(each)],
    }
    records = [row for each in told if (row := project.requirements.get(each.name))]
    basis = basis_of(Requirement, project, records, "前の配布から変わっていない要件")
    return Content(fields, [basis], letter=Letter("関係者 各位", "要件の新旧対照"))


def unready(source: Source) -> str | None:
    """Why nothing can be compared; None where it can."""
    asked, found, changes = _compared(source)
    return None if changes else _opening(asked, found, changes)


def _compared(source: Source) -> tuple[date | None, Changes | date | None, Changes | None]:
    """The day asked for, what the history says of it, and the changes where it has them."""
    asked = source.since or requirements_sent_on(source.project)
    found = source.compare_since(asked or date.min)
    return asked, found, found if asked and isinstance(found, Changes) else None


def _opening(asked: date | None, found: Changes | date | None, changes: Changes | None) -> str:
    """Since when the differences are told; where nobody kept the list of that day, from when on it can be."""
    if changes is not None:
        return f"{changes.since.split(' ')[0]} の要件一覧から変わったところを、次のとおりお知らせします。変わった言葉を【 】で示します。"
    when = f"{day(asked)} の要件一覧が残っていないため" if asked else "要件一覧をお渡しした日が分からないため"
    if isinstance(found, date):
        return f"{when}、新旧の違いは示せません。{day(found)} からの違いは示せます。"
    return f"{when}、新旧の違いは示せません。"


def _is_dropped(each: Difference) -> bool:
    left = each.kind == CHANGED and each.column == "状態" and each.before == _IN
    return each.kind == REMOVED or left


def _row(each: Difference, asked: date | None, project: Project) -> Fields:
    row = project.requirements.get(each.name)
    return {
        "要件ID": each.name,
        "要件名": (row.title if row else None) or each.after or "",
        "要件内容": (row.statement if row else None) or "",
        "仕様変更": _ordered(each.name, asked, project),
    }


def _changed(
    told: Sequence[Difference], dropped: set[str], asked: date | None, project: Project
) -> Iterator[Fields]:
    """One line a column that changed, of the requirements that are still there."""
    for each in told:
        if each.kind == CHANGED and each.column in _TOLD and each.name not in dropped:
            before, after = marked(each.before or "", each.after or "")
            yield {
                "要件ID": each.name, "項目": each.column, "前": before or "(空欄)", "後": after or "(空欄)",
                "仕様変更": _ordered(each.name, asked, project),
            }  # fmt: skip


def _gone(each: Difference, asked: date | None, project: Project) -> Fields:
    row = project.requirements.get(each.name)
    how = "一覧からなくなりました" if each.kind == REMOVED else f"{each.before} → {each.after or '(空欄)'}"
    return {
        "要件ID": each.name,
        "要件名": (row.title if row else each.before) or "",
        "どうなったか": how,
        "仕様変更": _ordered(each.name, asked, project),
    }


def _ordered(name: str, asked: date | None, project: Project) -> str:
    """The changes that name the requirement and were approved since; said where there is none."""
    found = [
        f"{change.row_id or ''} {change.title or ''}({day(change.approved_on)} 承認)".strip()
        for change in project.spec_changes.naming("requirements", name)
        if change.approved_on and (asked is None or change.approved_on >= asked)
    ]
    return "\n".join(found) or _NO_CHANGE


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts with what only one of them has in 【 】; a very long one as it is."""
    if max(len(before), len(after)) > _MOST_MARKED or not before or not after:
        return before, after
    old, new = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old.append(before[a:b] if kind == "equal" or a == b else f"【{before[a:b]}】")
        new.append(after[c:d] if kind == "equal" or c == d else f"【{after[c:d]}】")
    return "".join(old), "".join(new)


DOCUMENT = WordDocument(
    "要件新旧対照",
    "要件一覧を前に配ってから(--since の日から)、足した・変えた・外した要件を、前後を並べて示します。",
    build,
    Layout(
        (
            When("比べた", (
                Heading("変わった要件"),
                Table("変更", "要件ID:21 項目:22 変更前=前:70 変更後=後:70 仕様変更:44", "変わった要件", "変わった要件はありません。"),
                Heading("足した要件"),
                Table("追加", "要件ID:21 要件名:44 要件内容:90 仕様変更:44", "足した要件", "足した要件はありません。"),
                Heading("外した要件"),
                Table("廃止", "要件ID:21 要件名:60 どうなったか:50 仕様変更:50", "外した要件", "外した要件はありません。"),
            )),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Requirement,),
    tells_changes=True,
    unready=unready,
    audience=Audience.OUTSIDE,
)  # fmt: skip
