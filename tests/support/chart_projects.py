"""Projects for figures: the sample, and ones as large and as awkward as a figure must survive."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from pmo_xl.model.interface import Interface
from pmo_xl.model.member import Member
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from tests.sample.maker import AS_OF, clean_project

AWKWARD = 'A&B <社> "引用" $x$ {{ 名 }} 🎌𠮷野家\n二行目\t(タブ)'
LONG = "次期統合顧客データ分析プラットフォーム（東日本リージョン・災害対策環境）"
_SYSTEMS = ("会員基盤", "販売管理システム", LONG, "物流・在庫最適化エンジン", "EDIゲートウェイ", "与信・債権管理",
            "コールセンター受付支援システム", "データウェアハウス")  # fmt: skip
_FAMILY = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "勅使河原",
]
_GIVEN = ["花子", "一郎", "次郎", "美咲", "翔太", "直樹", "麻衣", "健太郎"]
NAMES = [f"{family} {given}" for family in _FAMILY for given in _GIVEN]
COMPANIES = ("株式会社みずうみ百貨", "千鳥ヶ丘テクノロジーソリューションズ株式会社", "㈱あけぼの", "港")


@cache
def sample() -> Project:
    return clean_project().project()


def with_rows(*rows: Iterable[Record], **sheets: type[Record]) -> Project:
    """The sample's settings and calendar, and of these sheets only these rows."""
    records = dict(sample().records)
    for sheet in sheets.values():
        records[sheet] = ()
    for group in rows:
        found = tuple(group)
        if found:
            records[type(found[0])] = found
    return replace(sample(), records=records, _shared={}, _sets={})


def connected(count: int, interfaces: int, *, has_hub: bool, seed: int = 3) -> Project:
    """So many systems with long names and so many interfaces between them."""
    chance = random.Random(seed)
    names = [f"{_SYSTEMS[n % len(_SYSTEMS)]}{n + 1}" for n in range(count)]
    systems = [
        System(id=f"SYS-{n:03}", name=name, change_kind=chance.choice(["新規", "改修", "影響なし"]))
        for n, name in enumerate(names, 1)
    ]
    rows = []
    for n in range(1, interfaces + 1):
        one = chance.choice(names[:3] if has_hub and chance.random() < 0.7 else names)
        ends = [one, chance.choice(names)]
        chance.shuffle(ends)
        kind, title = (
            chance.choice(["新規", "改修"]),
            chance.choice(["会員情報連携（日次・全件）", "売上仕訳"]),
        )
        rows.append(Interface(id=f"IF-{n:03}", title=title, source=ends[0], target=ends[1], change_kind=kind))
    return with_rows(systems, rows, interfaces=Interface, systems=System)


def staffed(superiors: Sequence[int | None], seed: int = 5) -> Project:
    """So many people, each reporting to the one of this number (None: to nobody)."""
    chance = random.Random(seed)
    return with_rows(
        [
            Member(name=NAMES[n], company=chance.choice(COMPANIES), role=chance.choice(["PM", "システム担当"]),
                   systems=("会員基盤",) if n % 3 else (), reports_to=None if over is None else NAMES[over])
            for n, over in enumerate(superiors)
        ]
    )  # fmt: skip


def planned(count: int, seed: int = 7) -> Project:
    """So many tasks in phases of twenty, some late, some done, some without dates."""
    chance, rows, first = random.Random(seed), [], AS_OF - timedelta(days=200)
    for n in range(count):
        start = first + timedelta(days=chance.randrange(0, 330))
        finish = start + timedelta(days=chance.randrange(0, 60))
        phase = n % 20 == 0
        done = not phase and finish < AS_OF and chance.random() < 0.8
        rows.append(
            Task(id=f"WBS-{n:03}", kind="工程" if phase else "マイルストーン" if n % 20 == 19 else "作業",
                 parent=None if phase else f"WBS-{n - n % 20:03}", phase="開発",
                 title=f"{'総合試験に向けた環境構築とデータ移行リハーサルの実施' if n % 7 == 0 else '会員登録の製造'}{n}",
                 owner=NAMES[n % 80], planned_start=None if n % 97 == 5 else start, planned_finish=None if n % 97 == 5 else finish,
                 baseline_start=start, baseline_finish=finish - timedelta(days=1),
                 actual_start=start if done or (start < AS_OF and n % 5) else None, actual_finish=finish if done else None,
                 progress=Decimal(1) if done else Decimal("0.4") if start < AS_OF and n % 5 else None,
                 predecessors=(f"WBS-{n - 1:03}",) if n % 4 == 2 else ())
        )  # fmt: skip
    return with_rows(rows)


def messages(count: int, participants: int, seed: int = 2) -> list[Message]:
    """So many rows of one function between so many systems with long names."""
    chance = random.Random(seed)
    names = [f"{_SYSTEMS[n % len(_SYSTEMS)]}{n + 1}" for n in range(participants)]
    texts = ["会員情報", "注文明細(商品コード・数量・単価・税区分)を受け付けて在庫を引き当てる", "結果コード"]
    return [
        Message(function="受注", order=n, source=names[n] if n < participants else chance.choice(names),
                target=chance.choice(names), kind=chance.choice(["同期", "非同期", "応答"]), data=chance.choice(texts),
                interface=f"IF-{n:03}" if n % 3 == 0 else None, stored_data="注文明細" if n % 7 == 0 else None)
        for n in range(count)
    ]  # fmt: skip


DAY = date(2026, 11, 30)
