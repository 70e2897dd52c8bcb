from __future__ import annotations

import pytest

from pmo_xl.metrics.vague_words import vague_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("検索結果を適切に表示する。", "適切に"),
        ("速やかに通知する", "速やかに"),
        ("十分な容量を持つ。", "十分な"),
        ("原則として再利用しない。", "原則として"),
        ("氏名、住所等を表示する。", "等"),
        ("氏名などを表示する。", "など"),
        ("帳票等", "等"),
        ("応答は3秒以内。可能な限り速くする。", "可能な限り"),
        ("第3章のとおり、必要に応じて通知する。", "必要に応じて"),
    ],
)
def test_a_vague_word_without_a_figure_in_its_sentence_is_found(text, word):
    assert vague_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "退会した会員番号は再利用しない。",
        "速やかに(3秒以内)表示する。",
        "十分な容量(500GB)を持つ。",
        "可能な限り、１，０００件まで表示する。",
        "原則として 24 時間365日動く。",
        "均等に配る。同等の会員は等しく扱う。高等学校も含む。",
        "三十分ごとに取り込む。十分以内に終わる。",
    ],
)
def test_a_measurable_sentence_is_let_pass(text):
    assert vague_word(text) is None
