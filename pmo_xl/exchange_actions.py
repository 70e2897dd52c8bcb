"""What compares rows of elsewhere with a workbook: the commands import, spec-scan, rfp-scan, merge and diff, with their buttons."""

from __future__ import annotations

from typing import Final

from pmo_xl.action import Action, Button, Command, Group, only_command

EXCHANGE_ACTIONS: Final = (
    Action(
        Command(
            "import",
            "ほかの道具や一覧の行を台帳に取り込む(毎週くり返せる)",
            {
                "SOURCE… --into BOOK [--sheet シート] [--apply]": (
                    "Redmine・Backlog・Jira などの書き出しや一覧の行を、台帳に取り込む案を並べ、`--apply` で書き込む"
                ),
                "仕様書.docx --into BOOK [--sheet 要件一覧] [--vague] [--apply]": (
                    "仕様書の未決の箇所を仕様書確認の行に、章を要件一覧の下書きにする案を並べ、`--apply` で書き込む"
                ),
                "SOURCE… --into BOOK -o 案.xlsx / --decided 案.xlsx --apply": (
                    "案を「採用」の列のあるブックに書き、人が決めたとおりに書き込む"
                ),
            },
        ),
        Button(
            "取り込む",
            "import_rows",
            Group.EXCHANGE,
            "ほかの道具の書き出しや一覧を選ぶと、台帳と比べて見せ、書き込むかを聞きます。",
            "ほかの道具の書き出しや一覧を選ぶと、台帳と比べて、件数と初めの12件を見せます。"
            "はい = 衝突と要確認のほかを書く、いいえ = 一覧(案)を開く。「採用」を決めた案を選ぶと、そのとおりに書きます",
        ),
    ),
    only_command(
        "spec-scan",
        "仕様書の未決・曖昧・漏れを仕様書確認の行に、章を要件の下書きにする",
        {
            "BOOK 文書ID|FILE [--kinds 未決|曖昧|漏れ|all] [--requirements] [--apply]": (
                "仕様書(Word・Excel・PDF・テキスト)の未決・曖昧・漏れを仕様書確認の行の案に、`--requirements` は章を要件の下書きにする"
            )
        },
    ),
    only_command(
        "rfp-scan",
        "RFPの文書の要求を、RFP照合表・要件一覧と突き合わせる",
        {
            "BOOK FILE [--apply]": (
                "RFPの文書の要求のうち、同じもの・文が違うもの・RFPだけのもの・台帳だけのものを並べ、足す行の案を作る"
            )
        },
    ),
    only_command(
        "merge",
        "台帳の写しに書かれた変更を、1つの台帳に合わせる",
        {
            "BOOK COPY… [--base OLD] [--apply]": (
                "写しに書かれた変更を1つの台帳に合わせる案を並べ、`--apply` で書き込む(両方が変えた欄は書かない)"
            )
        },
    ),
    Action(
        Command(
            "diff",
            "2つの台帳(または記録)の間に何が変わったかを、メールに貼れる言葉で並べる",
            {
                "OLD NEW [--for 担当|システム|取引先 名前] [-o x.txt|x.docx|x.xlsx]": (
                    "2つの台帳の間に何が変わったかを言葉で並べる(OLD か NEW は `記録:2026-11-21` でもよい)"
                )
            },
        ),
        Button(
            "前回との差分",
            "changes_since_last",
            Group.EXCHANGE,
            "前の日の記録から何が変わったかを、メールに貼れる文と一覧にして開きます。",
            "前の日の最後の記録から変わったことを、メールに貼れる文(1枚目)と一覧(2枚目)の新しいブックにして開きます",
            module="differences",
        ),
    ),
)
"""In the order of `pmo-xl --help`."""
