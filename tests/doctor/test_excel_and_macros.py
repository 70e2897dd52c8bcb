"""Excel as the registry tells of it, and whether its settings let macros run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pmo_xl.doctor.diagnosis import State
from pmo_xl.doctor.excel import excel
from pmo_xl.doctor.macro_policy import RULES, defender, internet_policy, macro_policy
from pmo_xl.this_pc.machine import Machine
from tests.support.pc import EXCEL_365, GivenRegistry, a_pc

OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Excel\InstallRoot"
OFFICE_32 = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Excel\InstallRoot"
CURRENT = r"HKCR\Excel.Application\CurVer"
USER = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
PC_POLICY = r"HKLM\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security"

Keys = Mapping[str, Mapping[str, int | str]]


@pytest.mark.parametrize(
    ("keys", "state", "words"),
    [
        (EXCEL_365, State.GOOD, ["16.0.17928.20216", "64ビット", "クイック実行", "O365ProPlusRetail"]),
        ({OFFICE: {"Path": r"C:\Office16"}}, State.GOOD, ["16.0", "64ビット", "MSI"]),
        ({OFFICE_32: {"Path": r"C:\Office16"}}, State.GOOD, ["32ビット", "MSI"]),
        ({CURRENT: {"": "Excel.Application.16"}}, State.GOOD, ["16.0", "分かりません"]),
        ({CURRENT: {"": "Excel.Application.15"}}, State.CAUTION, ["15.0"]),
        ({CURRENT: {"": "Excel.Application"}}, State.BAD, ["見つかりません"]),
        ({}, State.BAD, ["見つかりません"]),
    ],
)
def test_excel_is_told_with_version_and_word_size(keys: Keys, state: State, words: list[str]) -> None:
    (answer,) = excel(Machine(True, {}, "", registry=GivenRegistry(keys)))
    assert answer.state is state
    assert all(word in answer.found for word in words)


@pytest.mark.parametrize(
    ("keys", "state", "word"),
    [
        ({}, State.GOOD, "コンテンツの有効化"),
        ({USER: {"VBAWarnings": 2}}, State.GOOD, "コンテンツの有効化"),
        ({USER: {"VBAWarnings": 1}}, State.CAUTION, "危険"),
        ({USER: {"VBAWarnings": 3}}, State.BAD, "署名"),
        ({USER: {"VBAWarnings": 4}}, State.BAD, "トラスト センター"),
        ({POLICY: {"vbawarnings": 4}}, State.BAD, "組織のポリシー"),
        ({PC_POLICY: {"vbawarnings": 3}}, State.BAD, "組織のポリシー"),
        ({POLICY: {"vbawarnings": 2}, USER: {"VBAWarnings": 4}}, State.GOOD, "コンテンツの有効化"),
        ({CLOUD: {"vbawarnings": 4}, POLICY: {"vbawarnings": 1}}, State.BAD, "組織のポリシー"),
        ({USER: {"VBAWarnings": 9}}, State.UNKNOWN, "9"),
        ({r"HKLM\Software\Policies\Microsoft\Office\16.0\Common": {"vbaoff": 1}}, State.BAD, "VBA"),
        ({r"HKLM\Software\Microsoft\Office\16.0\Common": {"VBAOff": 1}}, State.BAD, "VBA"),
        ({r"HKCU\Software\Microsoft\Office\16.0\Common": {"VBAOff": 0}}, State.GOOD, "コンテンツの有効化"),
    ],
)
def test_the_macro_setting_in_force_decides(keys: Keys, state: State, word: str, tmp_path: Path) -> None:
    (answer,) = macro_policy(a_pc(tmp_path, keys))
    assert answer.state is state and word in answer.found
    assert bool(answer.mend) == (state is not State.GOOD)


def test_the_remedy_speaks_to_the_administrator_when_a_policy_stops_macros(tmp_path: Path) -> None:
    (own,) = macro_policy(a_pc(tmp_path, {USER: {"VBAWarnings": 4}}))
    (policy,) = macro_policy(a_pc(tmp_path, {POLICY: {"vbawarnings": 4}}))
    assert "オプション" in own.mend and "情報システム部門" in policy.mend


@pytest.mark.parametrize(
    ("keys", "state"),
    [
        ({}, State.GOOD),
        ({POLICY: {"blockcontentexecutionfrominternet": 1}}, State.GOOD),
        ({POLICY: {"blockcontentexecutionfrominternet": 0}}, State.CAUTION),
        ({USER: {"BlockContentExecutionFromInternet": 0}}, State.CAUTION),
    ],
)
def test_macros_from_the_internet_should_be_stopped(keys: Keys, state: State, tmp_path: Path) -> None:
    assert [answer.state for answer in internet_policy(a_pc(tmp_path, keys))] == [state]


CHILD, WIN32 = RULES
INTUNE = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
GROUP = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
LOCAL = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


@pytest.mark.parametrize(
    ("keys", "states"),
    [
        ({}, [State.GOOD]),
        ({GROUP: {CHILD: "1"}}, [State.BAD]),
        ({GROUP: {CHILD: "2", WIN32: "0"}}, [State.GOOD]),
        ({GROUP: {CHILD: "6", WIN32: "1"}}, [State.CAUTION, State.BAD]),
        ({LOCAL: {WIN32: 1}}, [State.BAD]),
        ({INTUNE: {"ASRRules": f"{CHILD.upper()}=1|{WIN32}=2"}}, [State.BAD]),
        ({INTUNE: {"ASRRules": f"{CHILD}=0"}, LOCAL: {CHILD: "1"}}, [State.GOOD]),
        ({INTUNE: {"ASRRules": 1}}, [State.GOOD]),
    ],
)
def test_defender_may_stop_excel_from_starting_python(
    keys: Keys, states: list[State], tmp_path: Path
) -> None:
    assert [answer.state for answer in defender(a_pc(tmp_path, keys))] == states
