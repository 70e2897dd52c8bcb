"""The catalogue of the rules as Markdown, kept equal to pmo_xl/rules/README.md by a test."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.model.settings import Threshold
from pmo_xl.rules.rule import Rule

_OPENING = """# 規則の一覧

`pmo-xl rules --markdown` が書いた一覧です(手で直さず、規則のファイルを直してください)。
1つの規則の説明は `pmo-xl rules ID` で見られます。

- **重要度**: エラー = 台帳が矛盾しているか、果たすべきことが済んでいない / 要判断 = 人が決める / 警告 / 情報。条件で重くなる規則もあります。
- **群**: 基本 → 標準 → 厳格 の順に規則が増えます。設定シートの「規則群」で選び、「規則.QST001 = 警告」「規則.DAT009 = 切」のように1つずつ変えられます。
"""


def catalogue_markdown(rules: Sequence[Rule]) -> str:
    """Every rule in a table by prefix, and the thresholds that 設定 may set."""
    lines = [_OPENING, "| ID | 重要度 | 群 | 対象 | 規則 | 名前 |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {r.id} | {r.severity.label} | {r.group} | {r.sheet} | {r.page.summary} | `{r.name}` |"
        for r in rules
    ]
    lines += ["", "## 閾値", "", "| 設定の項目 | 標準 | 意味 |", "|---|---:|---|"]
    ids: dict[Threshold, list[str]] = {}
    for each in rules:
        for one in each.thresholds:
            ids.setdefault(one, []).append(each.id)
    lines += [f"| 閾値.{one.name} | {one.default} | {one.meaning}({'、'.join(ids[one])}) |" for one in ids]
    return "\n".join(lines) + "\n"
