"""What a user can start, each said once: the commands of pmo-xl and the buttons of a workbook.

From this table come the commands and their line in `pmo-xl --help`, the buttons with their order on メニュー, the Subs
of macros/PmoButtons.bas, and the tables of docs/staff. Only the standard library is loaded here: a button of an incomplete
installation must still be able to say what is missing.
"""

from __future__ import annotations

from typing import Final

from pmo_xl.action import Action, Button, Command, Group, only_command
from pmo_xl.exchange_actions import EXCHANGE_ACTIONS

_WALK_PRESSED = (
    "チェック結果を順にたどり、セルを選んで、内容と直し方をステータスバーに出します。チェック結果で行を選んで押すと、その指摘へ移ります。"
    "解消と、期限内の免除は飛ばします"
)
_WEEKLY_REPORT: Final = Action(button=Button("週次報告", "weekly_report", Group.DOCUMENTS, "週次報告書(Word)を、ブックの隣の「出力_」フォルダに作ります。", "週次報告書(Word)を作ります。前の回の記録と比べた変化が入り、次の回のための記録を1日に1回残します"))  # fmt: skip
_REGULAR_MEETING: Final = Action(button=Button("定例資料", "regular_meeting", Group.DOCUMENTS, "定例会の資料(PowerPoint 5枚)を、ブックの隣の「出力_」フォルダに作ります。", "定例会の資料(PowerPoint 5枚: 信号と要点・スケジュール・課題 QA 変更・予算・決めること)を作ります", module="weekly_report"))  # fmt: skip

ACTIONS: Final = (
    only_command(
        "new",
        "新しい台帳(Excelブック)を作る",
        {
            "-o BOOK [--name 案件名] [--profile core|full] [--macros]": "新しい台帳を作る(`--macros` は Excelのボタン付き)",
            "-o BOOK --from OLD [--start 日付] [--wbs] [--issues none|open] [--own] [--lessons 教訓集.xlsx]": "前の案件の台帳から、次の案件でも使うものを引き継いで作る(前の台帳は読むだけ)",
        },
    ),
    only_command(
        "demo",
        "間違いを仕込んだ見本の案件を作り、主な仕事を続けて行う(60秒で分かる)",
        {
            "[FOLDER]": "間違いを仕込んだ見本の案件(基本・全シート)を作り、主な仕事を続けて行い、まず開くものを示す"
        },
    ),
    Action(
        Command(
            "check",
            "台帳のシートを突き合わせ、食い違いと漏れを指摘する",
            {
                "BOOK… [--rules 規則…] [--fail-on 重さ] [--root フォルダ…] [--no-documents]": "台帳を突き合わせ、食い違い・漏れを指摘する(格納先の文書があるか、更新日より後に保存されていないかも見る)"
            },
        ),
        Button(
            "チェック",
            "check",
            Group.CHECK,
            "全シートを突き合わせて指摘を並べ、最初の指摘のセルへ移ります。",
            "全シートを突き合わせ、指摘を「チェック結果」シートに書き、最初の指摘のセルへ移ります。"
            "件数と、判定できなかったものを箱で言います",
        ),
    ),
    Action(
        button=Button(
            "チェック",
            "check_sheet",
            Group.SHEET,
            "開いているシートの指摘だけを出します。",
            "同じ点検をして、そのシートの指摘だけを数え、その最初のセルへ移ります",
            module="check",
        )
    ),
    Action(
        button=Button(
            "次の指摘へ",
            "next_finding",
            Group.WALK,
            "次の指摘のセルへ移ります。",
            _WALK_PRESSED,
            module="walk",
        )
    ),
    Action(
        button=Button(
            "前の指摘へ",
            "previous_finding",
            Group.WALK,
            "前の指摘のセルへ戻ります。",
            _WALK_PRESSED,
            module="walk",
        )
    ),
    Action(
        Command(
            "overdue",
            "期限を過ぎたもの、これから期限のものを担当ごとに並べる",
            {"BOOK… [--within 日数]": "期限を過ぎたもの、これから期限のものを並べる"},
        ),
        Button(
            "期限超過",
            "overdue",
            Group.LISTS,
            "期限を過ぎたものと、もうすぐ期限のものの一覧を作って開きます。",
            "期限を過ぎたものと7日以内に期限が来るものの一覧(Excel)を作って開きます",
            module="lists",
        ),
    ),
    Action(
        Command(
            "remind",
            "催促文を、担当と取引先ごとに作る(送信はしない)",
            {
                "BOOK… [--within 日数] [--for 氏名…] [--topics 課題,QA,…] [--due 日付] -o FOLDER": (
                    "期限を過ぎたもの(と、まもなく期限のもの)の催促文を、担当と取引先ごとに .txt と .eml で作る(送信はしない)"
                )
            },
        ),
        Button(
            "催促文",
            "remind",
            Group.DOCUMENTS,
            "期限を過ぎたものと7日以内に期限が来るものの催促文を、担当と取引先ごとに作ります。",
            "期限を過ぎたものと7日以内に期限が来るものの催促文(.txt と、メールの下書き .eml)を担当と取引先ごとに作り、"
            "件数と置いた場所を言います。送信はしません",
        ),
    ),
    Action(
        Command(
            "hand-out",
            "シートの行を、答える人ごとの小さいブックにして配る(送信はしない)",
            {
                "BOOK --sheet シート --by 担当|システム|取引先|列:見出し [--to 名前…] [--open] [--due 日付] -o FOLDER": (
                    "行を、答える人・取引先ごとの小さいブックとメールの下書きにし、配布記録に残す(送信はしない)"
                )
            },
        ),
        Button(
            "配布",
            "hand_out",
            Group.EXCHANGE,
            "開いているシートの行(未完了か、選んだ行)を、答える人・取引先ごとの小さいブックにします。",
            "未完了の行か選んだ行を、担当・システム・取引先ごとの小さいブックとメールの下書きにし、配布記録に残してフォルダを開きます。"
            "作る前に、だれに何件かを見せて聞きます。送信はしません",
        ),
    ),
    Action(
        Command(
            "collect",
            "返ったブックの答えを台帳に取り込む",
            {
                "BOOK FILE|FOLDER… [--apply] [--handout 番号] [-o 案.xlsx] [--decided 案.xlsx] / BOOK --status": (
                    "配って返ったブックの答えを、配ったときの値と今の台帳と三方で比べて並べ、`--apply` で書き込む"
                )
            },
        ),
        Button(
            "回収",
            "collect",
            Group.EXCHANGE,
            "返ったブックのフォルダを選ぶと、答えを台帳と比べて見せ、書き込むかを聞きます。",
            "返ったブックのフォルダを選ぶと、答えを配ったときの値・今の台帳と比べて見せます。"
            "はい = 衝突と要確認のほかを書く、いいえ = 一覧(案)を開いて「採用」を決める",
        ),
    ),
    Action(
        Command(
            "budget",
            "予算・発注・見込・検収・支払・残予算を集計する",
            {"BOOK… [--by department|system|month]": "予算・発注・見込・残予算・検収・支払を集計する"},
        ),
        Button(
            "残予算",
            "budget",
            Group.LISTS,
            "予算・発注・残予算・着地見込を見せ、部門別・月別などの表を作って開きます。",
            "予算・発注・見込・残予算・着地見込を箱に出し、予算ID別・部門別・システム別・月別の表(Excel)を作って開きます",
            module="lists",
        ),
    ),
    Action(
        button=Button(
            "推移",
            "trend",
            Group.LISTS,
            "記録を週ごとにたどり、期限超過・課題・SPI・残予算・指摘がどう動いたかの表と図を作って開きます。",
            "記録のある週ごとの期限超過・未完了の課題・SPI・残予算・指摘の発見と是正を、表と図の新しいブックにして開きます",
            module="lists",
        )
    ),
    _WEEKLY_REPORT,
    _REGULAR_MEETING,
    only_command(
        "portfolio",
        "多くの台帳を1つにまとめる(信号の差、日程、要員、決めること、取引先、推移)",
        {
            "FOLDER|BOOK… [-o FOLDER] [--as-of 日付] [--history フォルダ]": (
                "全案件の信号(計算と報告の差)・マイルストーン・要員・決めること・同じ問題・取引先・推移を1つにまとめる"
            )
        },
    ),
    Action(
        Command(
            "month-end",
            "多くの台帳の、ひと月の検収と支払をまとめて点検する",
            {
                "BOOK|FOLDER… [--month 2026-11] [-o FOLDER]": "多くの台帳の、ひと月の検収と支払をまとめて点検する"
            },
        ),
        Button(
            "月次検収支払",
            "month_end",
            Group.DOCUMENTS,
            "このブックのひと月の検収・支払を点検し、結果を「出力_」フォルダに作ります。",
            "その台帳だけの月次点検を作ります(10日までは前の月)。同じ月の結果があれば、作り直すかを聞きます",
        ),
    ),
    only_command(
        "schedule",
        "クリティカルパス・余裕・マイルストーンの見込み、遅れたときの影響を計算する",
        {
            "BOOK [--slip ID 日数|--measures]": "見込みの日付、クリティカルパス、余裕、マイルストーンの見通し、遅れたときの影響を出す",
            "BOOK --propose-links [--apply]": (
                "どのマイルストーンにもつながらない作業を、同じ工程・システムのマイルストーンの先行作業に足す案を並べ、"
                "`--apply` で書き込む"
            ),
        },
    ),
    Action(
        Command(
            "fix",
            "人が決めなくてよい直しを並べ、--apply で書き込む",
            {
                "BOOK [--apply] [--live] [--only 規則…]": (
                    "人が決めなくてよい直し(番号・書き方・文字の日付・数式・指紋・見えない文字・使われている部門を選択肢に足すこと)を並べ、"
                    "`--apply` で書き込む"
                )
            },
        ),
        Button(
            "入力補正",
            "fix",
            Group.REPAIR,
            "全角・半角や日付の書き方など、判断の要らない直しを見せてから直します。",
            "人が決めなくてよい直しを 前 → 後 で見せてから、書き込むかを聞きます。「いいえ」なら何も変わりません",
        ),
    ),
    only_command(
        "record",
        "指摘を台帳のチェック結果シートに書き、記録を1回分残す",
        {"BOOK [--live] [--history フォルダ]": "指摘をチェック結果シートに書き、記録を1回分残す"},
    ),
    only_command(
        "history",
        "2回の記録の間に、どの行の何が変わったかを並べる",
        {"BOOK [--since 日付] [--until 日付] [--list]": "2回の記録の間に、どの行の何が変わったかを並べる"},
    ),
    *EXCHANGE_ACTIONS,
    only_command(
        "upgrade",
        "使っている台帳に、この版の列・シート・選択肢・設定を足す",
        {
            "BOOK [--profile full] [--sheet シート…] [--add シート.列…] [--labels] [--menu] [--check] [--apply]": (
                "この版の列・シート・選択肢・設定のうち足りないものを並べ、`--apply` で足す(書いたものは変えない。"
                "全行が前の版のままの自動計算の数式と、`--menu` でメニューだけを、この版のものにする)"
            )
        },
    ),
    Action(
        Command(
            "lessons",
            "多くの案件の教訓を1冊の教訓集に集める、教訓集から探す、合う教訓を台帳に入れる",
            {
                "FOLDER|BOOK… -o 教訓集.xlsx": "多くの案件の教訓を1冊の教訓集に集める(2度目からは新しいものを足す)",
                "教訓集.xlsx --find 語": "教訓集から、語のある教訓を探す",
                "教訓集.xlsx --into BOOK [--apply]": "案件に合う教訓(取引先・システム・指摘・工程)をナレッジとチェックリストに入れる",
            },
        ),
        Button(
            "教訓を入れる",
            "take_lessons",
            Group.EXCHANGE,
            "教訓集を選ぶと、この案件に合う教訓をナレッジとチェックリストに入れる案を見せます。",
            "教訓集を選ぶと、取引先・システム・出ている指摘・工程の合う教訓を、ナレッジとチェックリストに入れる案を見せます。"
            "はい = 入れる、いいえ = 一覧(案)を開く。もう一度入れても増えません",
        ),
    ),
    Action(
        Command(
            "precheck",
            "お客様へ出す文書を、出す前に点検する",
            {
                "FILE|FOLDER|ZIP… [--words 語.toml] [--book 台帳] [--since 前回結果] [-o 結果.xlsx]": (
                    "Word・Excel・PowerPoint・PDF・テキスト・zip を読み、書きかけの印・コメント・ほかの顧客の名前・合計や版の食い違いなどを指摘し、"
                    "合格・条件付・不合格を言う(書き換えない)"
                )
            },
        ),
        Button(
            "納品前チェック",
            "precheck",
            Group.DOCUMENTS,
            "お客様へ出す文書のフォルダを、出す前に点検します。文書は書き換えません。",
            "設定の「納品フォルダ」(空欄なら選んだフォルダ)の文書を、この台帳と突き合わせて点検し、"
            "合格・条件付・不合格と初めの12件を言い、結果(Excel)をそのフォルダの隣に作って開きます。文書は書き換えません",
        ),
    ),
    only_command(
        "baseline",
        "基準が空欄の作業に、予定を基準として写す",
        {"BOOK [--apply] [--live] [--again ID… --reason 理由]": "基準が空欄の作業に、予定を基準として写す"},
    ),
    Action(
        Command(
            "export",
            "要件一覧書・予算執行報告書などの文書(Word、定例資料は PowerPoint)を作る",
            {
                "文書名 BOOK [-o FILE] [--id ID…] [--since 日付] [--template 様式] [--issued-on 日付] [--on 開催日] [--pdf] / --list / --all BOOK -o FOLDER [--for 週次] [--with-past] [--pdf]": "要件一覧書・予算執行報告書・検収書などの文書(Word、定例資料は PowerPoint、開催案内はメールの文)を作り、元になる行の読み取れないセルを名指しする"
            },
        ),
        Button(
            "文書を作る",
            "make_documents",
            Group.DOCUMENTS,
            "開いているシートと、選んだ行の文書(Word)を作ります。",
            "いま開いているシートと、選択している行の文書(課題管理表なら課題一覧と、選んだ行の課題管理票)を作るか、"
            "すべて作るかを聞きます",
            module="documents",
        ),
    ),
    only_command(
        "fields",
        "自社の様式に書ける項目を、例を付けて並べる",
        {"文書名": "自社の様式に書ける項目を、例を付けて並べる"},
    ),
    Action(
        Command(
            "rules",
            "規則の一覧、または1つの規則の説明を表示する",
            {"[ID]": "規則の一覧、1つの規則の説明(一覧は `pmo_xl/rules/README.md`)"},
        ),
        Button(
            "条件を試す",
            "try_condition",
            Group.SETTINGS,
            "社内規則で選んだ行の条件に、どの行が当たるかを見せます。何も書き込みません。",
            "社内規則シートで選んだ行の条件を、有効にする前に試します。当たる行・点検した行・判定できない行を言い、"
            "多ければ一覧(Excel)を開きます。何も書き込みません",
        ),
    ),
    only_command("schema", "結果のJSONの形を表示する", {"コマンド": "結果のJSONの形(JSON Schema)"}),
    only_command(
        "add-buttons",
        "今あるブックにボタンを付ける(.xlsm を新しく作る)",
        {"BOOK.xlsx -o BOOK.xlsm": "今あるブックに、何も失わずにボタンを付けた写しを作る"},
    ),
    only_command(
        "setup",
        "このPCで、Excelのボタンと「送る」を使えるようにする",
        {"[--dry-run] [--undo]": "このPCで、Excelのボタンと「送る」を使えるようにする"},
    ),
    only_command("window", "打たずに使える画面を開く", {"[BOOK|FOLDER…]": "打たずに使える画面を開く"}),
    only_command(
        "doctor",
        "このPCで動くかを調べ、直し方を言う",
        {"[BOOK]": "このPC(と台帳)で動くかを調べ、直し方を言う"},
    ),
    Action(
        button=Button(
            "設定を確認",
            "show_settings",
            Group.SETTINGS,
            "基準日など、今の設定と読み方を確かめます。",
            "基準日・規則の選び方・変えたしきい値・効いていない設定を言い、設定シートへ移ります",
            module="settings",
        )
    ),
)
"""In the order of `pmo-xl --help`; buttons stand by group, and within it in this order."""

COMMANDS: Final = tuple(action.command for action in ACTIONS if action.command)
BUTTONS: Final = tuple(
    sorted((action.button for action in ACTIONS if action.button), key=lambda button: button.group.value)
)
MENU_BUTTONS: Final = tuple(button for button in BUTTONS if button.group is not Group.SHEET)
"""The main buttons, in the order in which they stand."""

SHEET_BUTTON: Final = next(button for button in BUTTONS if button.group is Group.SHEET)
"""The small button of a ledger sheet."""
