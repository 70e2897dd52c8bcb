r"""May macros run in this Excel?

Sources: learn.microsoft.com/microsoft-365-apps/security/internet-macros-blocked ("VBA Macro Notification
Settings", "Block macros from running in Office files from the Internet"); excel16.admx: Excel\Security,
vbawarnings 1 all run, 2 ask (also when nobody set it), 3 only signed ones, 4 none, and
blockcontentexecutionfrominternet; learn.microsoft.com, "Turn off Visual Basic for Applications when you
deploy Office": VBAOff = 1 below Common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.doctor.diagnosis import Answer, bad, caution, good, unknown
from pmo_xl.doctor.office_settings import Setting, setting
from pmo_xl.this_pc.machine import Machine

_ALL, _ASK, _SIGNED, _NONE = 1, 2, 3, 4
_MACHINE_WIDE = r"HKLM\Software\Microsoft\Office\16.0\Common"
_IN_THE_TRUST_CENTER = (
    "Excelの[ファイル]→[オプション]→[トラスト センター]→[マクロの設定]で"
    "「警告して、VBA マクロを無効にする」を選んでください。"
)
_ONLY_TRUSTED = "ボタンは、信頼できる場所に置いた台帳でしか動きません。"
_ADMINISTRATOR = (
    "情報システム部門に、台帳のフォルダを信頼できる場所にするか、設定を見直してもらってください。"
)


def macro_policy(machine: Machine) -> Iterator[Answer]:
    """What happens to the macros of a workbook made on this PC."""
    off = setting(machine, "Common", "VBAOff")
    if (off and off.value == 1) or machine.registry.value(_MACHINE_WIDE, "VBAOff") == 1:
        yield bad("Office の VBA が止められています。ボタンは動きません。", _ADMINISTRATOR)
        return
    found = setting(machine, r"Excel\Security", "VBAWarnings")
    yield _of_warnings(found or Setting(_ASK, is_policy=False))


def _of_warnings(found: Setting) -> Answer:
    remedy = _ADMINISTRATOR if found.is_policy else _IN_THE_TRUST_CENTER
    if found.value == _ASK:
        return good("開いたときに「コンテンツの有効化」を押すと、ボタンが使えます。")
    if found.value == _ALL:
        return caution(
            f"どのブックのマクロも、確認なしで動く設定です({found.who})。ボタンは動きますが、危険です。",
            remedy if not found.is_policy else "情報システム部門に知らせてください。",
        )
    if found.value == _SIGNED:
        return bad(f"署名のあるマクロしか動かない設定です({found.who})。{_ONLY_TRUSTED}", remedy)
    if found.value == _NONE:
        return bad(f"マクロがすべて止められています({found.who})。{_ONLY_TRUSTED}", remedy)
    return unknown(f"マクロの設定の値 {found.value} の意味が分かりません({found.who})。", remedy)


def internet_policy(machine: Machine) -> Iterator[Answer]:
    """What happens to the macros of a workbook that came from the internet (mail, browser)."""
    found = setting(machine, r"Excel\Security", "blockcontentexecutionfrominternet")
    if found and found.value == 0:
        yield caution(
            f"インターネットから来たブックのマクロも止めない設定です({found.who})。ボタンは動きますが、危険です。",
            "組織の決まりか、情報システム部門に確かめてください。",
        )
    else:
        yield good(
            "インターネットから来たブックのマクロは止まります(普通の設定)。台帳の印は下の行で調べます。"
        )


RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "Office から別のプログラムを始めさせない規則",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "Office のマクロに Win32 API を使わせない規則",
}
_BLOCK, _WARN = "1", "6"
_POLICY = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
_LOCAL = r"HKLM\SOFTWARE\Microsoft\Windows Defender"
_RULES = r"Windows Defender Exploit Guard\ASR\Rules"
_MEND = "情報システム部門に、台帳のフォルダを除外してもらってください。ボタンがなくても、コマンドと「送る」で点検できます。"


def defender(machine: Machine) -> Iterator[Answer]:
    """The two rules that would stop the buttons."""
    modes = {rule: _mode(machine, rule) for rule in RULES}
    found = [rule for rule in RULES if modes[rule] in (_BLOCK, _WARN)]
    for rule in found:
        if modes[rule] == _BLOCK:
            yield bad(f"Windows Defender の「{RULES[rule]}」が、ボタンを止めます。", _MEND)
        else:
            yield caution(f"Windows Defender の「{RULES[rule]}」が、ボタンを押すたびに警告します。", _MEND)
    if not found:
        yield good(
            "Windows Defender に、ボタンを止める規則は見つかりません(ほかのセキュリティ製品は調べていません)。"
        )


def _mode(machine: Machine, rule: str) -> str | None:
    """How the rule is set, by Intune, by a group policy or on the PC; the first that says so counts."""
    managed = _listed(machine.registry.value(rf"{_POLICY}\Policy Manager", "ASRRules")).get(rule)
    places = (rf"{_POLICY}\{_RULES}", rf"{_LOCAL}\{_RULES}")
    values = (managed, *(machine.registry.value(place, rule) for place in places))
    return next((str(value) for value in values if value is not None), None)


def _listed(text: int | str | None) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in str(text or "").lower().split("|"))
    return {rule.strip(): mode.strip() for rule, _, mode in pairs}
