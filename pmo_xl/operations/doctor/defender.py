r"""Does Windows Defender stop Excel from starting Python? RunPython goes through cmd.exe, and xlwings.bas names a DLL.

Source: learn.microsoft.com/defender-endpoint/attack-surface-reduction-rules-reference (the rules' GUIDs; 1 block, 2
audit, 6 warn). Group Policy writes a value per rule below …\Windows Defender Exploit Guard\ASR\Rules, Intune one text
"guid=1|guid=2" in …\Windows Defender\Policy Manager, ASRRules; PowerShell the same keys outside Policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.operations.doctor.diagnosis import Answer, bad, caution, good
from pmo_xl.operations.this_pc.machine import Machine

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
