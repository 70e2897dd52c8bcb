"""Twenty rules of 社内規則 over 10,000 rows a sheet, against the built-in rules there; the workbook is read before.

    python -m tests.benchmarks.own_rules_benchmark [--rows 10000] [--rounds 5] [--book FILE] [--rules]

The rules are ten that look at their row alone and ten that count, sum or look up in whole columns; most of them, like
the built-in ones on this workbook, find little (a finding costs more than a row); three hit 400 to 4,250 rows. --rules tells the seconds of each, with its findings.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, held, measured, run_here, told

OURS, BUILT_IN = "own", "built-in"
CONDITIONS = (
    ("課題管理表", 'AND([@優先度]="高",[@期限]="")'),
    ("課題管理表", 'COUNTIFS(課題管理表[担当],[@担当],課題管理表[状態],"対応中")>20000'),
    ("課題管理表", "NOT(以内営業日([@起票日],TODAY(),400))"),
    ("課題管理表", 'IFNA(参照先([@担当],"役割"),"")="PMO"'),
    ("課題管理表", 'ISNUMBER(SEARCH("至急",[@件名]))'),
    ("QA表", 'IF(OR([@回答日]<>"",[@質問日]=""),FALSE,NOT(以内営業日([@質問日],TODAY(),5)))'),
    ("QA表", 'COUNTIFS(QA表[質問者],[@質問者],QA表[質問日],">="&EDATE(TODAY(),-1))>20000'),
    ("QA表", 'AND(区分([@状態])="進行中",LEN([@質問])<10)'),
    ("QA表", 'COUNTIF(QA表[件名],LEFT([@件名],4)&"*")>1000000'),
    ("予算管理表", "[@発注金額]>SUMIFS(検収支払[検収額],検収支払[発注ID],[@発注ID])"),
    ("予算管理表", "[@発注金額]>AVERAGEIFS(予算管理表[発注金額],予算管理表[システム名],[@システム名])*3"),
    ("予算管理表", "AND(ISNUMBER([@見積金額]),[@発注金額]>[@見積金額]*1.1)"),
    ("予算管理表", "XLOOKUP([@発注ID],検収支払[発注ID],検収支払[検収日],0)>TODAY()"),
    ("要件一覧", 'AND(LEN([@受入条件])<10,[@優先度]="高")'),
    ("要件一覧", "COUNTIF(要件一覧[要件名],[@要件名])>1000000"),
    ("要件一覧", 'COUNTIFS(仕様変更管理表[対象要件],[@要件ID],仕様変更管理表[状態],"承認済")>3'),
    ("仕様変更管理表", 'IF(OR([@承認者]="",[@影響費用]<500000),FALSE,参照先([@承認者],"役割")<>"PM")'),
    ("仕様変更管理表", 'TEXT([@起票日],"aaa")="日"'),
    ("マスタスケジュール", "[@実績工数]>[@予定工数]*1.2"),
    ("マスタスケジュール", "AND([@予定終了]<TODAY(),NETWORKDAYS([@予定終了],TODAY(),休日[日付])>20)"),
)
"""Twenty conditions as offices ask them, by sheet."""


def ask(who: str, path: Path) -> None:
    """Read the workbook and load the catalogue, then measure one side's rules alone, as `check` asks them."""
    import pmo_xl
    from pmo_xl.model.collection import collection_held_back
    from pmo_xl.rules.catalog import all_rules
    from pmo_xl.rules.run import run

    project, built_in = pmo_xl.open_workbook(path).project, all_rules()
    if who == BUILT_IN:
        sheets = {rule.judges for rule in _own(project)}
        with collection_held_back():
            run_here(lambda: run(project, [rule for rule in built_in if rule.judges in sheets]))
        return

    def asked() -> None:
        for count in run(project, _own(project)).rules:
            assert count.judged, (count.rule, count.reason)  # a rule that was not asked costs nothing

    with collection_held_back():
        run_here(asked)


def _own(project: object) -> Sequence[object]:
    from pmo_xl.model.own_rule import OwnRule
    from pmo_xl.rules.own_rules import own_rule_of

    rows = (
        OwnRule(id=f"OWN{number:03}", target_sheet=sheet, condition=text, rows="TRUE", severity="情報", message="当たる。")
        for number, (sheet, text) in enumerate(CONDITIONS, 1)
    )  # fmt: skip
    return [own_rule_of(row, project)[1] for row in rows]


def rounds_of(path: Path, rounds: int) -> Rounds:
    return held(
        {who: partial(measured, "own_rules_benchmark", who, path) for who in (OURS, BUILT_IN)}, rounds
    )


def tell(found: Rounds) -> None:
    print(told("20 own rules / the built-in rules of their sheets", found, OURS, BUILT_IN))


def time_by_rule(path: Path) -> list[tuple[str, float, int]]:
    """Seconds of the processor that each rule takes, the slowest first."""
    import pmo_xl
    from pmo_xl.rules.run import run

    project = pmo_xl.open_workbook(path).project
    taken = []
    for rule, (_, text) in zip(_own(project), CONDITIONS, strict=True):
        start = time.process_time()
        report = run(project, [rule])
        taken.append((text, time.process_time() - start, len(report.findings)))
    return sorted(taken, key=lambda told: -told[1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("WHO", "FILE"))
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--book", type=Path, help="a workbook made before (else one is made)")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    if options.measure:
        ask(options.measure[0], Path(options.measure[1]))
        return
    from tests.benchmarks.large_book import write_large_book

    with tempfile.TemporaryDirectory() as folder:
        path = options.book or write_large_book(Path(folder) / "large.xlsx", options.rows)
        tell(rounds_of(path, options.rounds))
        for text, seconds, findings in time_by_rule(path) if options.rules else ():
            print(f"  {seconds:6.3f} s  {findings:5} findings  {text}")


if __name__ == "__main__":
    main()
