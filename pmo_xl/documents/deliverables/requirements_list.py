"""要件一覧書: the requirements by kind and category, which system each touches, and how far they are agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Landscape, Layout, Table, Text, When
from pmo_xl.metrics.fingerprint import read_fingerprint
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System
from pmo_xl.model.vocabulary import StateClass

_MOST_SYSTEMS = 20
FUNCTIONAL, QUALITY = "機能", "非機能"


def build(source: Source) -> Content:
    """Everything that is not dropped; what was dropped is counted."""
    project = source.project
    kept = [r for r in project.requirements if project.state_of(r) is not StateClass.CANCELLED]
    fields = {
        "件数": f"{len(kept):,}",
        "合意状況": list(_agreement(kept)),
        "機能要件": list(_chapters(kept, FUNCTIONAL)),
        "非機能要件": list(_chapters(kept, QUALITY)),
        "その他の要件": rows_of(r for r in kept if r.kind not in (FUNCTIONAL, QUALITY)),
        "列": {f"S{n}": str(n) if n <= len(project.systems) else "" for n in range(1, _MOST_SYSTEMS + 1)},
        "システム": [{"番号": n, "名前": s.name, "区分": s.change_kind} for n, s in _numbered(project)],
        "対応表": list(_matrix(kept, project)),
        "合意後の変更": _changed(kept, project),
    }
    shown = [system for _, system in _numbered(project)]
    return Content(
        fields,
        [
            basis_of(Requirement, project, kept, "取下げ・対象外"),
            basis_of(System, project, shown, f"対応表に入らない{_MOST_SYSTEMS + 1}番目から"),
        ],
    )


def _agreement(kept: Sequence[Requirement]) -> Iterator[Fields]:
    counts = Counter((each.kind or "(種別なし)", each.agreement or "(空欄)") for each in kept)
    for kind in dict.fromkeys(kind for kind, _ in counts):
        words = {word: counts[kind, word] for word in ("合意済", "再合意要", "未合意")}
        total = sum(count for (found, _), count in counts.items() if found == kind)
        yield {"種別": kind, **words, "その他": total - sum(words.values()), "計": total}


def _chapters(kept: Sequence[Requirement], kind: str) -> Iterator[Fields]:
    found = [each for each in kept if each.kind == kind]
    for category in dict.fromkeys(each.category or "(大項目なし)" for each in found):
        rows = [each for each in found if (each.category or "(大項目なし)") == category]
        yield {"名前": category, "要件": rows_of(rows)}


def _numbered(project: Project) -> Iterator[tuple[int, System]]:
    return enumerate(list(project.systems)[:_MOST_SYSTEMS], 1)


def _matrix(kept: Sequence[Requirement], project: Project) -> Iterator[Fields]:
    """A row for each requirement with ○ under the number of every system it touches."""
    numbers = [(n, name_key(system.name or "")) for n, system in _numbered(project)]
    for each in kept:
        touched = {name_key(name) for name in each.systems}
        marks = {f"S{n}": "○" if key in touched else "" for n, key in numbers}
        blanks = {f"S{n}": "" for n in range(1, _MOST_SYSTEMS + 1)}
        yield {"要件ID": each.row_id or "", "要件名": each.title or "", **(blanks | marks)}


def _changed(kept: Sequence[Requirement], project: Project) -> list[Fields]:
    """The changes approved after the requirement was last agreed, by its fingerprint's day."""
    return [
        {"要件ID": each.row_id or "", "要件名": each.title or "", "合意日": day(agreed[0]), "変更ID": change.row_id or "",
         "件名": change.title or "", "承認日": day(change.approved_on)}
        for each in kept
        if (agreed := read_fingerprint(each.agreed_fingerprint))
        for change in project.spec_changes.naming("requirements", each.id)
        if change.approved_on and change.approved_on > agreed[0]
    ]  # fmt: skip


_COLUMNS = "要件ID:17 要件名:34 要件内容:78 受入条件:52 関連システム:30 優先度:14c 合意状態:18c 出典:26"
_MARKS = " ".join(f"{{{{列.S{n}}}}}=S{n}:9c" for n in range(1, _MOST_SYSTEMS + 1))

DOCUMENT = WordDocument(
    "要件一覧書",
    "要件を種別・大項目ごとに並べ、システムとの対応と合意の状況を示します。",
    build,
    Layout(
        (
            Heading("要件と合意の状況"),
            Text("対象の要件は {{ 件数 }} 件です。合意の状況は次のとおりです。"),
            Table("合意状況", "種別:30 合意済:20r 再合意要:20r 未合意:20r その他:20r 計:20r", "合意の状況(件)"),
            Table("合意後の変更", "要件ID:18 要件名:36 合意日:22c 変更ID:20 件名:52 承認日:22c", "合意の後に承認された変更",
                  "合意の後に承認された変更はありません。"),
            Landscape(
                (
                    Heading("機能要件"),
                    Each("機能要件", "章", (Heading("{{ 章.名前 }}", 2), Table("章.要件", _COLUMNS, "{{ 章.名前 }}の要件"))),
                    Heading("非機能要件"),
                    Each("非機能要件", "章", (Heading("{{ 章.名前 }}", 2), Table("章.要件", _COLUMNS, "{{ 章.名前 }}の要件"))),
                    When("その他の要件", (Heading("種別のない要件"), Table("その他の要件", _COLUMNS, "種別のない要件"))),
                    Heading("要件とシステムの対応"),
                    Table("システム", "番号:15c 名前:80 区分:30c", "システムの番号"),
                    Table("対応表", f"要件ID:18 要件名:50 {_MARKS}", "要件とシステムの対応(見出しの数字はシステムの番号)"),
                )
            ),
        ),
        has_approval=True,
    ),
    (Requirement,),
)  # fmt: skip
