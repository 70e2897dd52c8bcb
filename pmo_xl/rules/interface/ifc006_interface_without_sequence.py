"""IFC006: IF一覧 and シーケンス that do not tell of the same interfaces."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.interfaces import end_keys
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.model.interface import Interface
from pmo_xl.model.message import Message
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation

_IN_BULK = ("バッチ", "ファイル", "媒体")
_CALLS = ("同期", "非同期")


@rule(
    "IFC006",
    judges=Project,
    needs={Interface: ("id", "source", "target"), Message: ("source", "target", "kind", "interface")},
    severity=Severity.WARNING,
    message="{problem}。",
    remedy="シーケンスの矢印に使うIFを書き、IF一覧とシーケンスのどちらが正しいかを両端の担当と確かめてください。",
)
def interface_without_sequence(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """IF一覧のIFとシーケンスの矢印が食い違っている。

    ## 要旨
    シーケンスに行があるとき、次を指摘します。

    - IF一覧のIFが、シーケンスのどの矢印にもない: 警告(方式にバッチ・ファイル・媒体を含むIFは情報)
    - システム一覧にある2つの違うシステムの間の「同期」「非同期」の矢印に、IF-IDがない: 警告
    - 矢印のIF-IDが指すIFの両端が、その矢印の送信元と送信先でない(向きは問わない): エラー

    人やシステム一覧にないものは、システムとみなしません。

    ## なぜ問題か
    2つの表の数が合わないのは、どちらかに抜けがあるということです。抜けたやりとりは、試験で初めて見つかります。

    ## 違反例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 方式 | 指摘 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | API | |
    | IF-002 | 残高照会 | サイト | 会員基盤 | API | IF-ID |
    | IF-003 | 売上明細 | サイト | 会計 | ファイル転送 | IF-ID(情報) |

    シーケンス
    | シーケンスID | 機能 | 送信元 | 送信先 | 種類 | IF-ID | 指摘 |
    |---|---|---|---|---|---|---|
    | SEQ-001 | 会員登録 | サイト | 会員基盤 | 同期 | | IF-ID |
    | SEQ-002 | 会員登録 | サイト | 会計 | 同期 | IF-001 | IF-ID(エラー) |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 新規 |
    | 会計 | 改修 |

    ## 適合例
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 方式 |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | API |

    シーケンス
    | シーケンスID | 機能 | 送信元 | 送信先 | 種類 | IF-ID |
    |---|---|---|---|---|---|
    | SEQ-001 | 会員登録 | サイト | 会員基盤 | 同期 | IF-001 |
    | SEQ-002 | 会員登録 | 会員基盤 | サイト | 応答 | IF-001 |
    | SEQ-003 | 会員登録 | 会員基盤 | サイト | 応答 | |
    | SEQ-004 | 会員登録 | 会員 | サイト | 同期 | |
    | SEQ-005 | 会員登録 | サイト | サイト | 同期 | |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 新規 |
    """
    doubt = next((found for row in project.messages if (found := unknown(row, "interface"))), None)
    for interface in project.interfaces:
        yield interface, _is_used(interface, doubt, project)
    for message in project.messages:
        yield message, _names_its_interface(message, project)


def _is_used(interface: Interface, doubt: Judgement | None, project: Project) -> Judgement:
    if cannot := unknown(interface, "id"):
        return cannot
    if interface.row_id and project.messages.naming("interface", interface.row_id):
        return FITS
    if doubt:
        return doubt
    problem = f"{interface.row_id or ''} {interface.title or ''}が、シーケンスのどの矢印にもありません"
    is_bulk = any(word in (interface.method or "") for word in _IN_BULK)
    return violation("id", severity=Severity.INFO if is_bulk else None, problem=problem)


def _names_its_interface(message: Message, project: Project) -> Judgement:
    if cannot := unknown(message, "source", "target", "kind", "interface"):
        return cannot
    ends = frozenset(system_key(end, project) for end in (message.source, message.target) if end)
    if message.interface is None:
        systems = [project.system(end) for end in (message.source, message.target)]
        if message.kind not in _CALLS or len(ends) < 2 or not all(systems):
            return OUT_OF_SCOPE
        problem = f"{message.row_id or ''} {message.source} → {message.target} の矢印に、IF-IDがありません"
        return violation("interface", problem=problem)
    interface = project.interfaces.get(message.interface)
    if interface is None or interface.source is None or interface.target is None:
        return OUT_OF_SCOPE
    if end_keys(interface, project) == ends:
        return FITS
    between = f"{interface.source} と {interface.target} の間のIFです"
    problem = f"{message.row_id or ''} は {message.source} → {message.target} の矢印ですが、{message.interface} は {between}"
    return violation("interface", severity=Severity.ERROR, problem=problem)
