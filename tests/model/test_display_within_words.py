"""What has no room is cut behind a whole word or figure, never inside one."""

from __future__ import annotations

import pytest

from pmo_xl.model.display import within_words


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("予算超過: 販売部 ▲1,200円", 40, "予算超過: 販売部 ▲1,200円"),
        ("予算超過: 販売部 2026年度 ▲1,200,000円 ほか 2 件", 21, "予算超過: 販売部 2026年度…"),
        (
            "マイルストーンの遅れ: 総合テスト完了(予定 2026/10/30) ほか 3 件",
            32,
            "マイルストーンの遅れ: 総合テスト完了(予定…",
        ),
        ("みずうみ百貨会員基盤刷新・ポイント統合プロジェクト", 21, "みずうみ百貨会員基盤刷新・ポイント統合…"),
        ("あ" * 30, 10, "あ" * 9 + "…"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 10, "ABCDEFGHI…"),
    ],
)
def test_a_text_is_cut_behind_a_whole_word_or_figure(text: str, longest: int, shown: str) -> None:
    assert within_words(text, longest) == shown
    assert len(shown) <= longest
