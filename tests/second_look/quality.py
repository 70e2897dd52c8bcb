"""品質: densities, 消化率, 未解決, 再オープン率, 不合格率 of every row, and what 試験管理 adds up to."""

from __future__ import annotations

from fractions import Fraction

from tests.second_look.cells import Cells, Row, names


def figures(row: Row, book: Cells) -> dict[str, Fraction | None]:
    """The figures of one row of 品質; None: 計算できません."""
    tests = _tests(row["工程"], row["システム"], book)
    cases = sum((test["予定件数"] or 0 for test in tests), Fraction(0))
    failed = sum(test["結果"] == "不合格" for test in tests)
    judged = failed + sum(test["結果"] == "合格" for test in tests)
    return {
        "指摘密度": _over(row["レビュー指摘数"], row["規模"]),
        "不具合密度": _over(row["不具合数"], row["規模"]),
        "消化率": _over(row["消化項目数"], cases),
        "未解決": None if None in (row["不具合数"], row["解決済数"]) else row["不具合数"] - row["解決済数"],
        "再オープン率": _over(row["再オープン数"], row["解決済数"]),
        "不合格率": _over(Fraction(failed), Fraction(judged)),
    }


def _over(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if part is None or not whole else part / whole


def _tests(phase: str, system: str | None, book: Cells) -> list[Row]:
    tests = [test for test in book.rows("試験管理") if test["工程"] == phase]
    return [test for test in tests if system is None or system in systems_of(test, book)]


def systems_of(test: Row, book: Cells) -> set[str]:
    """The systems that the requirements and interfaces of a test belong to."""
    found: set[str] = set()
    for row in book.rows("要件一覧"):
        if row["要件ID"] in names(test["対象要件"]):
            found.update(names(row["関連システム"]))
    for row in book.rows("IF一覧"):
        if row["IF-ID"] in names(test["対象IF"]):
            found.update(filter(None, (row["接続元"], row["接続先"])))
    return found


def by_phase(book: Cells) -> dict[str, tuple[int, int, int, int, int, Fraction | None, Fraction | None]]:
    """Rows, executed rows, 合格, 不合格, 保留, Σ 予定件数 and Σ 実施件数 of each 工程."""
    found = {}
    for phase in {test["工程"] for test in book.rows("試験管理")}:
        tests = _tests(phase, None, book)
        results = [test["結果"] for test in tests]
        made = sum(test["実施日"] is not None for test in tests)
        counts = (len(tests), made, *(results.count(word) for word in ("合格", "不合格", "保留")))
        found[phase or ""] = (*counts, *(_sum(tests, name) for name in ("予定件数", "実施件数")))
    return found


def newest(book: Cells) -> list[Row]:
    """The newest row of each システム and 工程; of several of one day the last."""
    found: dict[tuple[str | None, str], Row] = {}
    for row in book.rows("品質"):
        if row["測定日"] and row["工程"]:
            key = (row["システム"], row["工程"])
            if key not in found or row["測定日"] >= found[key]["測定日"]:
                found[key] = row
    return list(found.values())


def _sum(tests: list[Row], name: str) -> Fraction | None:
    known = [test[name] for test in tests if test[name] is not None]
    return sum(known, Fraction(0)) if known else None
