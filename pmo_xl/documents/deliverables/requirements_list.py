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

_WIDEST = 20  # systems in one table: so many columns of marks the width of a page has room for
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
        "システム": [
            {"番号": n, "名前": s.name, "区分": s.change_kind} for n, s in enumerate(project.systems, 1)
        ],
        "対応表": list(_matrices(kept, project)),
        "対応の注": _left_over(kept, project),
        "合意後の変更": _changed(kept, project),
    }
    return Content(
        fields,
        [
            basis_of(Requirement, project, kept, "取下げ・対象外"),
            basis_of(System, project, list(project.systems)),
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


def _matrices(kept: Sequence[Requirement], project: Project) -> Iterator[Fields]:
    """The requirements against the systems, in as many tables of like width as the systems need."""
    systems = [name_key(system.name or "") for system in project.systems]
    parts = -(-len(systems) // _WIDEST)
    touched = [({name_key(name) for name in each.systems}, each) for each in kept] if parts else []
    for part in range(parts):
        first, last = (len(systems) * n // parts for n in (part, part + 1))
        rows = [
            {"要件ID": each.row_id or "", "要件名": each.title or "",
             "印": ["○" if key in names else "" for key in systems[first:last]]}
            for names, each in touched
        ]  # fmt: skip
        yield {"範囲": f"{first + 1}～{last}", "列": [str(n) for n in range(first + 1, last + 1)], "行": rows}


def _left_over(kept: Sequence[Requirement], project: Project) -> str:
    """What the tables cannot show: requirements without a system, and names that are no system's."""
    known = {name_key(system.name or "") for system in project.systems}
    blank = sum(1 for each in kept if not each.systems)
    unknown = dict.fromkeys(n for each in kept for n in each.systems if name_key(n) not in known)
    told = [
        f"関連システムが空欄の要件が {blank} 件あります。" if blank else "",
        f"システム一覧にない名前のため表にないもの: {'、'.join(unknown)}" if unknown else "",
    ]
    return "".join(told)


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
_CHAPTER = (Heading("{{ 章.名前 }}", 2), Table("章.要件", _COLUMNS, "{{ 章.名前 }}の要件"))
_MATRIX = (
    Table("表.行", "要件ID:18 要件名:212", "要件とシステムの対応(システムの番号 {{ 表.範囲 }})", "対象の要件はありません。", marks="表.列"),
)  # fmt: skip

DOCUMENT = WordDocument(
    "要件一覧書",
    "要件を種別・大項目ごとに並べ、システムとの対応と合意の状況を示します。",
    build,
    Layout(
        (
            Heading("要件と合意の状況"),
            Text("対象の要件は {{ 件数 }} 件です。"),
            Table("合意状況", "種別:30 合意済:20r 再合意要:20r 未合意:20r その他:20r 計:20r", "合意の状況(件)", "要件の記入はありません。"),
            Table("合意後の変更", "要件ID:18 要件名:36 合意日:22c 変更ID:20 件名:52 承認日:22c", "合意の後に承認された変更",
                  "合意の後に承認された変更はありません。"),
            Landscape(
                (
                    Heading("機能要件"),
                    When("機能要件", (Each("機能要件", "章", _CHAPTER),), (Text("機能要件の記入はありません。"),)),
                    Heading("非機能要件"),
                    When("非機能要件", (Each("非機能要件", "章", _CHAPTER),), (Text("非機能要件の記入はありません。"),)),
                    When("その他の要件", (Heading("種別のない要件"), Table("その他の要件", _COLUMNS, "種別のない要件"))),
                    Heading("要件とシステムの対応"),
                    Table("システム", "番号:15c 名前:80 区分:30c", "システムの番号", "システム一覧の記入がないため、対応表は作れません。"),
                    Each("対応表", "表", _MATRIX),
                    When("対応の注", (Text("{{ 対応の注 }}", "Note"),)),
                )
            ),
        ),
        has_approval=True,
    ),
    sheets=(Requirement,),
)  # fmt: skip
