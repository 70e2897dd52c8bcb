"""リリース個人別手順書: for one person: the own steps in order of time, who comes before and after, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmo_xl.documents.deliverables.release_plan import NO_WAY_BACK, stop_of
from pmo_xl.documents.paper import Subject, Subjects
from pmo_xl.documents.word.content import Basis, Content, Fields, Source, fields_of, or_unfilled
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.metrics.release import BACK, DECISION, WORK, ends_at
from pmo_xl.metrics.turning_back import NO_WAY_BACK_NEEDED
from pmo_xl.model.project import Project
from pmo_xl.model.references import people, person_key
from pmo_xl.model.release_step import ReleaseStep


def owners(project: Project) -> list[Subject]:
    """Everybody who has a step, as 体制表 writes the name; the ID there means the person too."""
    found: dict[str, Subject] = {}
    for step in project.release_steps:
        for name in people(step.owner or ""):
            member = project.member(name)
            shown = member.name if member and member.name else name
            also = (member.row_id,) if member and member.row_id else ()
            found.setdefault(person_key(name), Subject(shown, shown, also))
    return list(found.values())


def build(source: Source, name: str | None) -> Content:
    """The steps of one person."""
    project = source.project
    steps = sorted(project.release_steps, key=lambda step: (step.starts_at is None, step.starts_at))
    own = [step for step in steps if name and person_key(name) in map(person_key, people(step.owner or ""))]
    member = project.member(name)
    forward = [step for step in own if step.kind != BACK]
    fields = {
        "氏名": name or "未記入",
        "連絡先": " ".join(filter(None, (member.phone, member.email) if member else ())) or "未記入",
        "停止": stop_of(project),
        "件数": len(own),
        "手順": [_row(step) for step in forward],
        "前後": [_around(step, steps, project) for step in forward],
        "切戻し": [row for step in own for row in _back(step)],
        "戻せる期限": _latest(steps),
    }
    unowned = sum(1 for step in steps if not people(step.owner or ""))
    rest = {"ほかの担当の手順": len(steps) - len(own) - unowned, "担当の記入のない手順": unowned}
    basis = Basis("リリース計画", len(own), len(steps), {why: n for why, n in rest.items() if n})
    return Content(
        fields, [basis], row=f"リリース計画 担当 {name or ''}", title=f"リリース手順書({name or '担当なし'})",
        records=own,
    )  # fmt: skip


def _row(step: ReleaseStep) -> Fields:
    end = ends_at(step)
    shown = fields_of(step) | {"終了予定": f"{end:%Y/%m/%d %H:%M}" if end else "", "結果": ""}
    shown["内容"] += f"\n判断基準: {shown['判断基準'] or '未記入'}" if step.kind == DECISION else ""
    return or_unfilled(shown, "開始予定", "終了予定", "所要分") | {
        "実績開始": shown["実績開始"], "実績終了": shown["実績終了"],
    }  # fmt: skip


def _around(step: ReleaseStep, steps: Sequence[ReleaseStep], project: Project) -> Fields:
    before = [project.release_steps.get(each) for each in step.predecessors]
    after = [each for each in steps if step.row_id and step.row_id in each.predecessors]
    lost = [each for each in step.predecessors if each not in project.release_steps]
    told = [
        *(_contact(each, project) for each in before if each),
        *(f"{each}(行がありません)" for each in lost),
    ]
    return {
        "手順ID": step.row_id or "",
        "前": "\n".join(told) or "なし(最初の手順)",
        "後": "\n".join(_contact(each, project) for each in after) or "なし(この後に続く手順はありません)",
    }


def _contact(step: ReleaseStep, project: Project) -> str:
    """The step, who does it, and how to reach them: 連絡先 of the step, else of 体制表."""
    member = project.member(next(iter(people(step.owner or "")), None))
    reach = step.contact or (member.phone or member.email if member else None) or "連絡先 未記入"
    return f"{step.row_id or ''} {step.title or ''}: {step.owner or '担当 未記入'}({reach})"


def _back(step: ReleaseStep) -> Iterator[Fields]:
    """How each own step is undone; one without a way back says so."""
    shown = fields_of(step)
    if step.kind == BACK:
        yield shown | {"元": "全体の切戻し", "戻し方": shown["内容"], "分": shown["所要分"] or "未記入"}
    elif step.kind == WORK:
        way = shown["切戻し手順"] or f"{NO_WAY_BACK})"
        minutes = shown["切戻し所要分"] or ("0" if way == NO_WAY_BACK_NEEDED else "未記入")
        mark = "(戻せない作業です)" if step.is_irreversible else ""
        yield shown | {"元": shown["内容"], "戻し方": way + mark, "分": minutes}


def _latest(steps: Sequence[ReleaseStep]) -> str:
    """When the first step of the whole plan begins that cannot be undone; until then turning back is possible."""
    unread = [step.row_id or "" for step in steps if "is_irreversible" in step.unread]
    if unread:
        return f"分かりません(不可逆の欄を読めない手順: {'、'.join(unread)})"
    final = [step for step in steps if step.is_irreversible and step.kind != BACK]
    undated = [step.row_id or "" for step in final if step.starts_at is None]
    if undated:
        return f"分かりません(開始予定のない戻せない手順: {'、'.join(undated)})"
    if not final:
        return "計画に、戻せない(不可逆)と書かれた手順はありません"
    first = final[0]
    return f"{first.starts_at:%Y/%m/%d %H:%M} まで(そこで戻せない手順 {first.row_id or ''} に入ります)"


DOCUMENT = WordDocument(
    "リリース個人別手順書",
    "担当1人のリリース当日の手順を時刻の順に並べ、前後の担当の連絡先と切戻しを示します。",
    build,
    Layout(
        (
            Pairs(("氏名 連絡先", "停止する時間=停止", "計画を戻せる期限=戻せる期限")),
            Heading("自分の手順"),
            Text("手順は {{ 件数 }} 件です。始めたとき・終えたときに時刻と結果を書いてください。"),
            Table("手順", "手順ID:19 種別:17c システム:30 内容:66 開始予定:36c 終了予定:36c 所要分:16r 実績開始:30c 実績終了:30c 結果:26c",
                  "自分の手順(開始の順)", "担当する前提・作業・判断点はありません。"),
            Heading("前後の手順と連絡先"),
            Table("前後", "手順ID:20 前の手順と担当=前:115 後の手順と担当=後:115", "前後の手順", "担当する前提・作業・判断点はありません。"),
            Heading("切戻し"),
            Table("切戻し", "手順ID:20 戻す作業=元:70 戻し方:120 所要分=分:22r", "自分の切戻し", "担当する切戻しはありません。"),
        ),
        is_form=True,
        is_landscape=True,
    ),
    sheets=(ReleaseStep,),
    per=Subjects("担当", owners, owners),
)  # fmt: skip
