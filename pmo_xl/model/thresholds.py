"""The thresholds of the rules: what each is called in 設定 (閾値.停滞日数), its default and its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number that a workbook may set for itself. meaning: in Japanese, with the unit."""

    default: int
    meaning: str


THRESHOLDS: Mapping[str, Threshold] = MappingProxyType(
    {
        "回答遅れ日数": Threshold(5, "未回答のQAをエラーにする、回答期限からの稼働日数(QST001)"),
        "質問なし日数": Threshold(10, "基本設計を始めて質問が1件もないと指摘する稼働日数(QST008)"),
        "試験中の仕様QA率": Threshold(20, "試験に入ってからのQAに占める仕様の質問の割合(%)(QST009)"),
        "試験中のQA件数": Threshold(5, "試験中の仕様の質問を数え始める、試験中のQAの件数(QST009)"),
        "停滞日数": Threshold(10, "更新のない課題を停滞とみなす稼働日数(ISS005)"),
        "エスカレーション日数": Threshold(5, "優先度「高」の遅れを上げるべきとみなす稼働日数(ISS006)"),
        "延期回数": Threshold(3, "期限を延ばしすぎとみなす延期の回数(ISS004)"),
        "延期日数": Threshold(20, "期限を延ばしすぎとみなす、最初の期限からの稼働日数(ISS004)"),
        "足踏み間隔": Threshold(5, "進捗が止まったとみなす3回の記録の、間の稼働日数(WBS014)"),
        "計画変更日数": Threshold(5, "理由が要るとみなす、予定終了が動いた稼働日数(WBS015)"),
        "反映日数": Threshold(5, "承認した変更を文書に反映するまでの稼働日数(CHG003)"),
        "反映遅れ日数": Threshold(10, "反映の遅れをエラーにする、承認日からの稼働日数(CHG003)"),
        "担当件数": Threshold(10, "1人で抱えすぎとみなす未完了の課題の件数(ISS008)"),
        "担当割合": Threshold(40, "1人に偏りすぎとみなす未完了の課題の割合(%)(ISS008)"),
        "偏りを見る件数": Threshold(10, "偏りを見始める、未完了の課題の全件数(ISS008)"),
        "周知日数": Threshold(3, "反映した変更を周知するまでの稼働日数(CHG008)"),
        "残予算割合": Threshold(10, "残りわずかとみなす残予算の、予算額に対する割合(%)(BUD002)"),
        "年度末確認日数": Threshold(60, "前年度の計上かどうかを確かめる、年度末からの日数(ACC018)"),
        "納品遅れ日数": Threshold(10, "履行終了を過ぎて納品がないと指摘する稼働日数(ACC020)"),
        "先行後続なし割合": Threshold(5, "先行・後続のない未完了の作業を許す割合(%)(WBS009)"),
        "ラグ割合": Threshold(5, "ラグのある依存を許す割合(%)(WBS010)"),
        "FS以外割合": Threshold(10, "FS以外の依存を許す割合(%)(WBS010)"),
        "長い作業の稼働日": Threshold(44, "長すぎるとみなす作業の稼働日数(WBS011)"),
        "余裕の稼働日": Threshold(44, "余裕が大きすぎるとみなす稼働日数(WBS011)"),
        "長い作業割合": Threshold(5, "長すぎる作業、余裕の大きすぎる作業を許す割合(%)(WBS011)"),
        "基準遅れ割合": Threshold(5, "基準終了に遅れた作業を許す割合(%)(WBS012)"),
        "BEI下限": Threshold(95, "終えた作業が基準に追いついているとみなす BEI の下限(%)(WBS012)"),
        "CPLI下限": Threshold(95, "残りの日程に無理がないとみなす CPLI の下限(%)(WBS013)"),
        "効率の下限": Threshold(90, "SPI・CPIを警告にする下限(%)(EVM002)"),
        "効率の限界": Threshold(80, "SPI・CPIをエラーにする下限(%)(EVM002)"),
        "完了時見積の上限": Threshold(120, "BACに対するEACの上限(%)(EVM002)"),
        "離任前の日数": Threshold(5, "離任日の前に引継ぎを促す稼働日数(ORG002)"),
    }
)
