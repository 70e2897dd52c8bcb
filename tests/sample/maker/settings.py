"""設定, 選択肢 and 休日 of the sample."""

from __future__ import annotations

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.public_holidays import public_holiday_days
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.model.sheets import sheets_of
from pmo_xl.model.vocabulary import library_words, list_name
from tests.sample.maker.bank import bank
from tests.sample.maker.orders import DEPARTMENTS
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import COMPANY_HOLIDAYS, ENDS_ON, SERVICE_STARTS_ON, STARTS_ON, Story

_YEARS = range(2025, 2031)


def settings(story: Story, organisation: Organisation) -> tuple[Setting, ...]:
    """A row for every key of the library, in its order, with what it means."""
    values = {row["key"]: row["value"] for row in bank("settings")} | _own(story, organisation)
    return tuple(
        Setting(key=key, value=values.get(key) or None, help=declared.help) for key, declared in KEYS.items()
    )


def _own(story: Story, organisation: Organisation) -> dict[str, str]:
    """The settings that differ from story to story."""
    brand = organisation.company.replace("株式会社", "")
    own = (each for each in organisation.members if each.company == organisation.company)
    sender = next(each for each in own if each.role == "PMO")
    return {
        "差出人.会社": sender.company or "",
        "差出人.部門": sender.department or "",
        "差出人.氏名": sender.name or "",
        "案件名": f"{brand} 会員基盤刷新プロジェクト",
        "案件コード": f"K25-{story.seed % 100_000:05}",
        "基準日": f"{story.as_of:%Y-%m-%d}",
        "開始日": f"{STARTS_ON:%Y-%m-%d}",
        "終了日": f"{ENDS_ON:%Y-%m-%d}",
        "サービスイン日": f"{SERVICE_STARTS_ON:%Y-%m-%d}",
    }


def choices(profile: str = "core") -> tuple[Choice, ...]:
    """Every word of the library for the sheets of a profile, and the departments that bear the cost."""
    words: dict[str, tuple[str, ...]] = {}
    for sheet in sheets_of(profile):
        for field, column in sheet.columns.items():
            if column.kind is Kind.CHOICE and not column.is_derived:
                words[list_name(sheet, field)] = library_words(sheet, field)
    words["部門"] = DEPARTMENTS
    return tuple(Choice(list_name=name, value=word) for name, found in words.items() for word in found)


def holidays() -> tuple[Holiday, ...]:
    """The public holidays that a new workbook has, and the company's own days off."""
    days = [(on, "祝日") for on in public_holiday_days() if on.year in _YEARS]
    days += [(on, "会社休日") for on in COMPANY_HOLIDAYS]
    return tuple(Holiday(on=on, kind=kind) for on, kind in sorted(days))
