"""What an office may say for all of its projects, checked: --policy, [policy] and [forms] of the office file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pmo_xl.errors import BadOption
from pmo_xl.model.setting_keys import KEYS, Owner, owner_of
from pmo_xl.rules.known_settings import is_known, values_of
from pmo_xl.workbook.office_file import OfficeFile

FORM_OF_PRECHECK: Final = "納品前チェック票"
"""The form of `precheck --report`, which is no paper of `export`."""


def is_office_key(key: str) -> bool:
    """Whether an office may say it: 規則群, 規則.<ID>, 閾値.<名> and the settings that are not one project's."""
    return owner_of(key) is Owner.OFFICE


def office_keys() -> str:
    """The plain keys that an office may say, for a sentence."""
    return "、".join(key.name for key in KEYS.values() if key.owner is Owner.OFFICE)


def fault_of(key: str, value: str) -> str | None:
    """What is wrong with a setting of an office, as a Japanese clause behind 「key」; None where nothing is."""
    if not is_office_key(key):
        return f"は使えません。書けるのは {office_keys()}、規則.<ID>、閾値.<名> です。"
    if not is_known(key):
        return "という規則や閾値はありません。"
    choices = values_of(key)
    if choices and value not in choices:
        return f"は {'、'.join(choices)} のどれかにしてください。"
    return None


def settings_of_office(office: OfficeFile) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """[policy] of an office file: the settings that count, and a sentence for each line that does not."""
    faults = {key: fault_of(key, value) for key, value in office.policy.items()}
    name = office.path.name if office.path else ""
    told = [f"{name} の [policy] の「{key}」{fault}" for key, fault in faults.items() if fault]
    told += [f"{name} の [forms] の「{paper}」という文書はありません。" for paper in _unknown_papers(office)]
    return {key: value for key, value in office.policy.items() if not faults[key]}, tuple(told)


def _unknown_papers(office: OfficeFile) -> Iterator[str]:
    if office.forms:
        from pmo_xl.documents.catalog import PAPERS, WITHOUT_FORM, plugged_papers

        known = ({*PAPERS, *plugged_papers(), FORM_OF_PRECHECK}) - WITHOUT_FORM
        yield from (name for name in office.forms if name not in known)


def form_of(office: OfficeFile, paper: str) -> Path | None:
    """The office's own form of a paper; None where it has none. BadOption for one that is not there."""
    form = office.forms.get(paper)
    if form is not None and not form.is_file():
        raise BadOption(f"{paper}の様式 {form} がありません。{office.path} の [forms] を直してください。")
    return form
