"""プロジェクト運営ガイドライン: statuses, due-date rules, escalation and naming, as the checks really enforce them."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.documents.deliverables.organisation_chart import people_here
from pmo_xl.documents.deliverables.ways_of_working import (
    ESCALATION,
    MEETINGS,
    NOT_SET,
    PHASES,
    TOOLS,
    working_fields,
    working_sheets,
)
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Each, Heading, Landscape, Layout, Table, Text, When
from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import STATES, list_name
from pmo_xl.rules.asked import asked_rules
from pmo_xl.rules.catalog import thresholds
from pmo_xl.rules.policy import policy_of

_TEXTS = ("連絡ルール", "合意形成ルール")


def build(source: Source) -> Content:
    """The rules in use, the words of the lists and the thresholds of this workbook."""
    project = source.project
    policy = policy_of(project.settings)
    every = asked_rules(project)
    used = policy.select(every)
    fields = {
        **{name: project.settings.text(name) or NOT_SET for name in _TEXTS},
        **working_fields(project),
        "規則群": policy.group,
        "規則数": len(used),
        "使わない規則数": len(every) - len(used),
        "状態": list(_states(project)),
        "番号": _numbers(project),
        "期限": _limits(project),
        "規則": [
            {
                "規則": rule.id,
                "内容": rule.page.summary,
                "重要度": rule.severity.label,
                "直し方": rule.general_remedy,
            }
            for rule in used
        ],
        "役割": rows_of(people_here(project)),
    }
    return Content(fields, [
        basis_of(Choice, project, list(project.choices)),
        basis_of(Member, project, people_here(project), "離任した人"),
        *(basis_of(sheet, project, rows) for sheet, rows in working_sheets(project)),
    ], title="プロジェクト運営ガイドライン")  # fmt: skip


def _states(project: Project) -> Iterator[Fields]:
    """The words of each state list, and which class each belongs to."""
    for sheet in SHEETS:
        if (
            "status" not in sheet.columns
            or sheet.columns["status"].kind is not Kind.CHOICE
            or not project.has(sheet)
        ):
            continue
        name = list_name(sheet, "status")
        if name in STATES:
            words = list(_words(name, project))
            yield {
                "シート": sheet.sheet.label,
                "言葉": words,
                "意味あり": any(word["意味"] for word in words),
            }


def _words(name: str, project: Project) -> Iterator[Fields]:
    helps = {choice.value: choice.help or "" for choice in project.choices if choice.list_name == name}
    for word in project.vocabulary.words(name):
        meant = project.vocabulary.canonical(name, word) or word
        found = project.vocabulary.class_of(name, meant)
        yield {
            "状態": word,
            "段階": found.value if found else "",
            "意味": helps.get(word, "") or ("" if meant == word else f"「{meant}」と同じ"),
        }


def _numbers(project: Project) -> list[Fields]:
    return [
        {
            "シート": sheet.sheet.label,
            "番号の形": sheet.sheet.example if sheet.sheet.prefix else "－",
            "書くこと": sheet.sheet.guide,
        }
        for sheet in SHEETS
        if project.has(sheet)
    ]


def _limits(project: Project) -> list[Fields]:
    own = project.settings.family("閾値.")
    ids: dict[Threshold, list[str]] = {}
    for rule, threshold in thresholds():
        ids.setdefault(threshold, []).append(rule.id)
    return [
        {
            "名前": threshold.name,
            "値": project.settings.threshold(threshold),
            "意味": f"{threshold.meaning}({'、'.join(rules)})",
            "決め方": "この案件の設定" if threshold.name in own else "標準",
        }
        for threshold, rules in ids.items()
    ]


_STATES = (
    Heading("{{ 表.シート }}", 2),
    When(
        "表.意味あり",
        (Table("表.言葉", "状態:30 段階:30c 意味:100", "{{ 表.シート }}の状態"),),
        (Table("表.言葉", "状態:80 段階:80c", "{{ 表.シート }}の状態"),),
    ),
)

DOCUMENT = WordDocument(
    "ガイドライン",
    "プロジェクト運営ガイドラインです。状態・期限・上げ方・番号の付け方を、実際に点検される規則から作ります。",
    build,
    Layout(
        (
            Heading("連絡と合意"),
            Heading("連絡のルール", 2),
            Text("{{ 連絡ルール }}"),
            Heading("合意形成のルール", 2),
            Text("{{ 合意形成ルール }}"),
            *ESCALATION,
            Landscape((Heading("会議体", 2), *MEETINGS, Heading("連絡の手段と道具", 2), *TOOLS, Heading("工程の呼び方と進捗の測り方", 2), *PHASES)),
            Heading("役割"),
            Table("役割", "氏名:30 役割:30 会社:56 部門:40 担当システム:40", "役割と担当", "体制の記入はありません。", of="体制表"),
            Heading("台帳の書き方"),
            Table("番号", "シート:34 番号の形:22c 書くことと点検=書くこと:112", "シートと番号の付け方"),
            Heading("状態の言葉"),
            Text("状態の言葉は選択肢シートで足せます。段階は、期限超過や未完了を数えるときの扱いです。"),
            Each("状態", "表", _STATES),
            Heading("期限とエスカレーションの目安"),
            Text("点検は次の日数と割合で行います。案件ごとに設定シートの「閾値.名前」で変えられます。"),
            Table("期限", "名前:44 値:14r 意味:88 決め方:26c", "点検に使う日数と割合"),
            Heading("点検される規則"),
            Text("規則群「{{ 規則群 }}」により {{ 規則数 }} 件の規則で点検しています(使っていない規則 {{ 使わない規則数 }} 件)。"),
            Table("規則", "規則:18 重要度:18c 内容:70 直し方:66", "点検される規則と直し方"),
        ),
    ),
)  # fmt: skip
