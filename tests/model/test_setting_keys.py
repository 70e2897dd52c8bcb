"""A setting is declared once: the pages, the workbook and --policy say the same of it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import FAMILIES, KEYS, Group, Key, Owner, owner_of
from pmo_xl.model.settings import Settings
from pmo_xl.resources import template
from pmo_xl.rules.known_settings import DAY_KEYS, known_keys, values_of
from pmo_xl.rules.policy import policy_of

DEFINITIONS = Path(__file__).resolve().parents[2] / "docs" / "definitions.md"
CHOSEN = [key for key in KEYS.values() if key.choices]


def test_the_definitions_name_every_setting_with_its_words_and_its_default() -> None:
    said = DEFINITIONS.read_text(encoding="utf-8").partition("## 設定\n\n")[2].split("\n")[0]
    named = dict(re.findall(r"([^ (]+)(?:\(([^)]*)\))?(?: |$)", said))
    assert {name for name in named if not name.startswith(tuple(FAMILIES))} == set(KEYS)
    families = {name.partition(".")[0] + "." for name in named if "." in name and name not in KEYS}
    assert families == set(FAMILIES)
    for key in CHOSEN:
        assert named[key.name] == "|".join(key.choices)
    for name in ("会計年度開始月", "消費税率", "承認者役割"):
        assert named[name].partition(";")[0] == KEYS[name].default


@pytest.mark.parametrize("key", CHOSEN, ids=lambda key: key.name)
def test_a_chosen_setting_says_its_words_and_its_default_is_one_of_them(key: Key) -> None:
    assert key.default is None or key.default in key.choices
    assert all(word in key.help for word in key.choices)
    assert values_of(key.name) == key.choices


def test_the_rules_know_every_setting_and_which_of_them_people_write_as_days() -> None:
    assert set(KEYS) <= known_keys()
    assert (
        all(("日" in name or name.startswith("停止") or name.endswith("期限")) for name in DAY_KEYS)
        and "計算日" not in DAY_KEYS
    )


def test_a_blank_sheet_of_settings_counts_as_one_with_the_defaults_of_a_new_workbook() -> None:
    blank = Settings()
    full = Settings(Setting(key=key.name, value=key.default) for key in KEYS.values())
    assert policy_of(blank) == policy_of(full) and policy_of(blank).group is Group.STANDARD
    assert (blank.fiscal_year_start, blank.approver_roles) == (full.fiscal_year_start, full.approver_roles)
    assert (full.fiscal_year_start, full.approver_roles) == (4, ("事業責任者",))


def test_the_formulas_of_a_workbook_read_only_settings_that_have_a_name() -> None:
    with ZipFile(template("pmo_master.xlsx")) as book:
        parts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
        workbook = book.read("xl/workbook.xml").decode()
    read = {name for part in parts for name in re.findall(r"(?<![\w])設定_\w+", part)}
    names = {key.defined_name for key in KEYS.values() if key.is_named}
    assert names == {name for name in re.findall(r'definedName name="([^"]+)"', workbook) if name in names}
    assert read <= names


def test_an_office_may_say_what_is_the_offices_and_nothing_else() -> None:
    assert [name for name in KEYS if owner_of(name) is Owner.OFFICE] == [
        "会計年度開始月", "消費税率", "端数処理", "承認者役割", "文書番号形式", "予定工数の意味", "規則群",
    ]  # fmt: skip
    assert owner_of("規則.QST001") is owner_of("閾値.停滞日数") is Owner.OFFICE
    assert owner_of("非機能対象外.性能") is Owner.PROJECT and owner_of("天気") is None
