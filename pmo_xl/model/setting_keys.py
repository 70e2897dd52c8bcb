"""Every setting, declared once: key, help, kind, choices, default, whose it is, and whether formulas read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pmo_xl.model.column import Kind


class Group(StrEnum):
    """規則群: how far an office has phased the rules in; each group asks those of the groups before it as well."""

    BASIC = "基本"
    STANDARD = "標準"
    STRICT = "厳格"

    @property
    def rank(self) -> int:
        """0 for the group with the fewest rules."""
        return _RANKS[self]


_RANKS = {group: rank for rank, group in enumerate(Group)}


class Owner(StrEnum):
    """Whose a setting is: the project's, the office's too (--policy may say it for all projects), or a formula's."""

    PROJECT = "project"
    OFFICE = "office"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of 設定. help: its 説明. default: what counts where it is blank, as a new workbook holds it.

    is_named: formulas of the workbook read it by the defined name `defined_name`. since: the schema of the workbook
    that brought the key.
    """

    name: str
    help: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    default: str | None = None
    owner: Owner = Owner.PROJECT
    is_named: bool = False
    since: int = 1

    @property
    def defined_name(self) -> str:
        """The name that always finds the value, however 設定 is sorted (設定_案件名; 計算日 by itself)."""
        return self.name if self.owner is Owner.FORMULA else f"設定_{self.name}"


CALCULATION_DAY = "計算日"

KEYS: Mapping[str, Key] = MappingProxyType(
    {
        key.name: key
        for key in (
            Key("案件名", "案件の名前。見出しと文書に出ます。", is_named=True),
            Key("案件コード", "案件を見分ける符号。月次点検で同じ案件の複製を見つけるのに使います。"),
            Key("案件状態", "進行中 / 終結", choices=("進行中", "終結"), default="進行中"),
            Key("報告状況", "報告上の信号。緑 / 黄 / 赤", choices=("緑", "黄", "赤")),
            Key("目的", "何のための案件か。キックオフ資料に出ます。"),
            Key("提供価値", "だれに何をもたらすか。キックオフ資料に出ます。"),
            Key("サービス概要", "サービスの説明。キックオフ資料に出ます。"),
            Key("システム概要", "システムの説明。キックオフ資料に出ます。"),
            Key("連絡ルール", "連絡の取り決め。ガイドラインに出ます。"),
            Key("合意形成ルール", "合意の取り決め。ガイドラインに出ます。"),
            Key("会議体", "会議の一覧。ガイドラインに出ます。"),
            Key("開始日", "案件の最初の日", Kind.DATE),
            Key("終了日", "案件の最後の日", Kind.DATE),
            Key("サービスイン日", "サービスを始める日", Kind.DATE, is_named=True),
            Key("基準日", "期限超過を数える日。空欄なら今日", Kind.DATE, is_named=True),
            Key(
                CALCULATION_DAY,
                "数式が使う日。基準日、空欄なら今日(自動計算)",
                Kind.DATE,
                owner=Owner.FORMULA,
                is_named=True,
            ),
            Key(
                "会計年度開始月",
                "会計年度の最初の月(4 = 4月)",
                Kind.INT,
                default="4",
                owner=Owner.OFFICE,
                is_named=True,
            ),
            Key("消費税率", "標準の税率(10%)", Kind.PERCENT, default="10%", owner=Owner.OFFICE),
            Key(
                "端数処理",
                "消費税の端数。切捨て / 四捨五入 / 切上げ",
                choices=("切捨て", "四捨五入", "切上げ"),
                default="切捨て",
                owner=Owner.OFFICE,
            ),
            Key(
                "承認者役割",
                "仕様変更を承認する役割。複数は 、 で区切る",
                default="事業責任者",
                owner=Owner.OFFICE,
            ),
            Key("ガント開始日", "ガントの左端の日。空欄なら最初の予定開始", Kind.DATE, is_named=True),
            Key("ガント単位", "ガントの1列。週 / 日", choices=("週", "日"), default="週", is_named=True),
            Key("停止開始", "リリースでサービスを止める日時", Kind.DATETIME),
            Key("停止終了", "リリースでサービスを戻す日時", Kind.DATETIME),
            Key("定例会議", "名称/曜日(例: 進捗会議/火)。シート「会議体」に行があれば、そちらを使います。"),
            Key("差出人.会社", "社外へ出す文書の差出人", since=2),
            Key("差出人.部門", "社外へ出す文書の差出人の部門", since=2),
            Key("差出人.氏名", "社外へ出す文書の差出人の氏名", since=2),
            Key("差出人.郵便番号", "差出人の郵便番号", since=2),
            Key("差出人.住所", "差出人の住所", since=2),
            Key("差出人.電話", "差出人の電話番号", since=2),
            Key("差出人.メール", "差出人のメールアドレス", since=2),
            Key(
                "文書番号形式",
                "文書番号の形。{案件コード} {種別} {ID} {発行日:yyyymmdd} が使えます。",
                default="{案件コード}-{種別}-{ID}-{発行日:yyyymmdd}",
                owner=Owner.OFFICE,
                since=2,
            ),
            Key("RFP.提出先", "提案書を出す先。RFPに出ます。", since=2),
            Key("RFP.質問期限", "提案者からの質問を受ける最後の日", Kind.DATE, since=2),
            Key("RFP.提案期限", "提案書を受ける最後の日", Kind.DATE, since=2),
            Key("RFP.評価基準", "提案を何で評価するか。RFPに出ます。", since=2),
            Key("RFP.契約条件", "契約の条件。RFPに出ます。", since=2),
            Key("IF回収期限", "各システムからIFの一覧を集め終える日", Kind.DATE, since=2),
            Key(
                "遅延日額",
                "サービスインが1稼働日遅れたときの費用(円・税抜)。空欄なら金額は出しません。",
                Kind.MONEY,
                since=2,
            ),
            Key(
                "予定工数の意味",
                "マスタスケジュールの予定工数がだれのものか。チーム / 個人(担当1人)",
                choices=("チーム", "個人"),
                default="チーム",
                owner=Owner.OFFICE,
                since=2,
            ),
            Key("PMO.目的", "PMOを置く目的。PMO憲章に出ます。", since=2),
            Key("PMO.範囲", "PMOが見る範囲。PMO憲章に出ます。", since=2),
            Key("PMO.機能", "PMOがすること・しないこと。PMO憲章に出ます。", since=2),
            Key("PMO.指揮命令", "PMOとPMの境目と指揮命令。PMO憲章に出ます。", since=2),
            Key("PMO.段階", "PMOの役割を広げる段階。PMO憲章に出ます。", since=2),
            Key(
                "エスカレーション経路",
                "どの段階で、どれだけ以内に、だれへ上げるか。体制図とガイドラインに出ます。",
                since=2,
            ),
            Key(
                "納品フォルダ",
                "お客様へ出す文書を入れるフォルダ(台帳からの道筋)。ボタン「納品前チェック」が見ます。",
                since=2,
            ),
            Key(
                "規則群",
                "使う規則の範囲。基本 / 標準 / 厳格",
                choices=tuple(Group),
                default=Group.STANDARD.value,
                owner=Owner.OFFICE,
            ),
        )
    }
)

FAMILIES: Mapping[str, Owner] = MappingProxyType(
    {"非機能対象外.": Owner.PROJECT, "規則.": Owner.OFFICE, "閾値.": Owner.OFFICE, "品質基準.": Owner.OFFICE}
)
"""The beginnings of keys that name something: a 大項目, a rule, a threshold of a rule, a 工程 and figure."""


def owner_of(key: str) -> Owner | None:
    """Whose the key is; None for one that no setting and no family has."""
    if key in KEYS:
        return KEYS[key].owner
    return next((owner for start, owner in FAMILIES.items() if key.startswith(start)), None)
