"""Books that are no ledger, whatever they are called: nothing in them is to be read as one."""

from __future__ import annotations

from random import Random

from tests.wild.cells import Cell, Sketch
from tests.wild.words import TITLES


def draw_refused(draw: Random, habits: list[str]) -> list[Sketch]:
    maker = draw.choice(_MAKERS)
    habits.append(f"no ledger:{maker.__name__.strip('_')}")
    return [maker(draw)]


def _lines(
    sketch: Sketch, top: int, head: tuple[str, ...], rows: list[tuple[object, ...]], left: int = 1
) -> Sketch:
    sketch.row(top, left, head)
    for row, values in enumerate(rows, top + 1):
        sketch.row(row, left, values)
    return sketch


def _definition_document(draw: Random) -> Sketch:
    sketch = Sketch("要件定義書")
    sketch.put(1, 1, "要件定義書")
    rows = [(f"1.{n}", draw.choice(("目的", "範囲", "前提", "用語", "体制"))) for n in range(1, 9)]
    for row, (number, what) in enumerate(rows, 3):
        sketch.row(row * 2, 1, (number, what))
        sketch.put(row * 2 + 1, 2, f"{draw.choice(TITLES)}ことを前提とし、詳しくは別紙に記す。")
    return sketch


def _program_list(draw: Random) -> Sketch:
    sketch = Sketch("プログラム一覧")
    rows = [
        (
            n,
            f"PG{n:03}",
            f"{draw.choice(('受注', '在庫', '請求'))}{draw.choice(('登録', '照会', '更新'))}",
            draw.choice(("画面", "バッチ", "帳票")),
            draw.choice(("Java", "COBOL")),
        )
        for n in range(1, 20)
    ]
    return _lines(sketch, 3, ("No", "プログラムID", "プログラム名", "処理形態", "言語"), rows)


def _monthly_matrix(draw: Random) -> Sketch:
    sketch = Sketch(draw.choice(("予算管理表", "予実", "予算実績")))
    months = tuple(f"{m}月" for m in (*range(4, 13), 1, 2, 3))
    rows = [
        (what, "予算" if n % 2 else "実績", *(draw.randint(100, 900) * 1000 for _ in months))
        for n, what in enumerate(("人件費", "", "外注費", "", "機器費", ""))
    ]
    return _lines(sketch, 2, ("費目", "区分", *months), rows)


def _screen_list(draw: Random) -> Sketch:
    rows = [
        (
            f"SC-{n:03}",
            f"{draw.choice(('受注', '在庫', '請求'))}{draw.choice(('一覧', '詳細', '登録'))}画面",
            "",
            draw.choice(("参照", "更新")),
        )
        for n in range(1, 15)
    ]
    return _lines(Sketch("画面一覧"), 2, ("画面ID", "画面名", "URL", "操作"), rows, 2)


def _test_cases(draw: Random) -> Sketch:
    rows = [
        (
            n,
            draw.choice(("ログイン", "検索", "登録")),
            f"{draw.choice(('正しい', '誤った', '空の'))}値を入れる",
            "画面が出る",
            draw.choice(("OK", "NG", "")),
        )
        for n in range(1, 20)
    ]
    return _lines(Sketch("単体テスト仕様書"), 4, ("項番", "機能", "操作手順", "期待結果", "判定"), rows)


def _tool_settings(draw: Random) -> Sketch:
    rows = [
        (name, draw.choice(("ON", "OFF", 10, 30)))
        for name in ("表示期間", "土日の色", "祝日の色", "行の高さ", "基準日の線")
    ]
    return _lines(Sketch("設定"), 2, ("項目", "値"), rows, 2)


def _server_list(draw: Random) -> Sketch:
    rows = [
        (n, f"sv{n:02}", f"192.0.2.{n}", draw.choice(("AP", "DB", "Web")), draw.choice(("本番", "検証")))
        for n in range(1, 12)
    ]
    return _lines(
        Sketch(draw.choice(("サーバ一覧", "Sheet1"))),
        1,
        ("No", "ホスト名", "IPアドレス", "役割", "環境"),
        rows,
    )


def _table_definition(draw: Random) -> Sketch:
    sketch = Sketch("テーブル定義")
    sketch.row(1, 1, ("テーブル名", "受注", "", "作成者", "山本"))
    rows = [
        (n, f"{name}ID", f"{name}_id", "NUMBER", 10, "○" if n < 3 else "")
        for n, name in enumerate(("受注", "顧客", "商品", "倉庫"), 1)
    ]
    return _lines(sketch, 3, ("No", "項目名", "物理名", "型", "桁", "必須"), rows)


def _agenda(draw: Random) -> Sketch:
    sketch = Sketch("次第")
    sketch.put(1, 2, "進捗会議 次第")
    for row, (what, minutes) in enumerate(
        (("前回の確認", "5分"), ("進捗の報告", "20分"), ("課題の確認", "20分"), ("その他", "5分")), 4
    ):
        sketch.row(row, 2, (row - 3, what, minutes))
    return sketch


def _price_list(draw: Random) -> Sketch:
    rows = [
        (name, Cell(draw.randint(5, 90) * 1000, "#,##0"), n, "")
        for n, name in enumerate(("端末", "プリンタ", "回線", "保守"), 1)
    ]
    return _lines(Sketch("機器単価"), 5, ("品目", "単価", "数量", "摘要"), rows, 2)


_MAKERS = (
    *(_definition_document, _program_list, _monthly_matrix, _screen_list, _test_cases),
    *(_tool_settings, _server_list, _table_definition, _agenda, _price_list),
)
