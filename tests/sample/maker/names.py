"""Invented names of companies, vendors and people, to be drawn by the seed."""

from __future__ import annotations

COMPANIES = (
    "株式会社はるにれストアーズ",
    "株式会社みずうみ百貨",
    "株式会社こもれびマート",
    "株式会社つきのわ商店",
    "株式会社やまびこドラッグ",
    "株式会社うみねこホームセンター",
)
VENDORS = (
    "株式会社みなも情報設計",
    "東雲デジタル工房株式会社",
    "株式会社かささぎソフト",
    "北辰ネットペイ株式会社",
    "株式会社つばさ配信技研",
    "葛城システムデザイン株式会社",
    "株式会社あけぼの業務支援",
    "千鳥ヶ丘テクノ株式会社",
)
SURNAMES = (
    ("佐藤", "sato"),
    ("鈴木", "suzuki"),
    ("髙橋", "takahashi"),
    ("田中", "tanaka"),
    ("伊藤", "ito"),
    ("渡辺", "watanabe"),
    ("山本", "yamamoto"),
    ("中村", "nakamura"),
    ("小林", "kobayashi"),
    ("加藤", "kato"),
    ("吉田", "yoshida"),
    ("山田", "yamada"),
    ("佐々木", "sasaki"),
    ("松本", "matsumoto"),
    ("井上", "inoue"),
    ("木村", "kimura"),
    ("清水", "shimizu"),
    ("斎藤", "saito"),
    ("藤田", "fujita"),
    ("岡田", "okada"),
    ("長谷川", "hasegawa"),
    ("石井", "ishii"),
    ("村上", "murakami"),
    ("近藤", "kondo"),
    ("坂本", "sakamoto"),
    ("遠藤", "endo"),
    ("青木", "aoki"),
    ("西村", "nishimura"),
    ("福田", "fukuda"),
    ("三浦", "miura"),
)
GIVEN_NAMES = (
    *("花子", "一郎", "健太", "由美", "大輔", "真理子", "拓也", "恵", "直樹", "彩", "翔太", "智子", "和也"),
    *("美咲", "浩二", "千尋", "隆", "沙織", "誠", "陽子", "亮", "麻衣", "修", "里奈", "剛", "奈々", "聡"),
    *("優子", "圭介", "香織"),
)
