"""Whether the installed packages are those that pmo_xl was written for, and what documents need: fonts, and a maker of PDFs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

from pmo_xl.charts.fonts import FAMILIES, OWN_FAMILY, has_own_font
from pmo_xl.doctor.diagnosis import Answer, bad, caution, good, unknown
from pmo_xl.installation import OWN_NAME
from pmo_xl.plugins import every_plugin
from pmo_xl.this_pc.machine import Machine
from pmo_xl.this_pc.pdf_makers import find_pdf_makers
from pmo_xl.version import __version__

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*\(?(?:>=\s*([0-9][0-9A-Za-z.]*))?")
_LEADING = re.compile(r"(?:^|\.)(\d+)")


@dataclass(frozen=True)
class Requirement:
    """A package that pmo_xl needs, and the lowest version that will do ("" for any)."""

    package: str
    lowest: str


def requirements(lines: Iterable[str], *, is_windows: bool) -> list[Requirement]:
    """The needed packages of Requires-Dist lines such as `lxml>=5.2`; those of extras are left out."""
    found = []
    for line in lines:
        wanted, _, marker = line.partition(";")
        is_foreign = "extra" in marker or ("win" in marker.lower() and not is_windows)
        match = _REQUIREMENT.match(wanted)
        if match and not is_foreign:
            found.append(Requirement(match[1], match[2] or ""))
    return found


def packages(machine: Machine) -> Iterator[Answer]:
    """Each needed package against its lower bound, and pmo_xl's own two versions against each other."""
    try:
        lines = metadata.requires(OWN_NAME) or []
    except metadata.PackageNotFoundError:
        yield unknown(
            "pmo_xl がパッケージとして入っていないので、部品の版を調べられません。",
            machine.installation.reinstall(),
        )
        return
    yield from judged(machine, requirements(lines, is_windows=machine.is_windows))
    own = machine.version_of(OWN_NAME)
    if own not in (None, __version__):
        yield caution(
            f"pmo_xl の版が混ざっています(入っている版 {own}、動いている版 {__version__})。",
            machine.installation.reinstall("--force-reinstall", "--no-deps"),
        )


def loaded_parts(machine: Machine) -> list[str]:
    """The needed packages with the versions that are here: 「lxml 6.1.3」; none where pmo_xl is no installed package."""
    try:
        lines = metadata.requires(OWN_NAME) or []
    except metadata.PackageNotFoundError:
        return []
    needed = requirements(lines, is_windows=machine.is_windows)
    return [f"{each.package} {machine.version_of(each.package) or 'なし'}" for each in needed]


def plugged(machine: Machine) -> Iterator[Answer]:
    """What other packages add (entry points pmo_xl.…), with their versions; one that cannot be used is named."""
    found = every_plugin()
    if not found:
        yield good("入っていません。")
    for plugin in found:
        if plugin.fault:
            yield bad(
                f"{plugin.label}({plugin.group})を使えません({plugin.fault})。",
                "作った人に知らせるか、外してください。",
            )
        else:
            yield good(f"{plugin.label} {plugin.group}")


def judged(machine: Machine, needed: Iterable[Requirement]) -> Iterator[Answer]:
    """One answer for all that fit, and one for each that does not."""
    fitting = 0
    for need in needed:
        version = machine.version_of(need.package)
        if version is None:
            yield bad(
                f"{need.package} が入っていません。",
                machine.installation.complete(need.package, need.lowest),
            )
        elif _numbers(version) < _numbers(need.lowest):
            yield bad(
                f"{need.package} {version} は古すぎます({need.lowest} 以上が要ります)。",
                machine.installation.complete(need.package, need.lowest),
            )
        else:
            fitting += 1
    if fitting:
        yield good(f"部品 {fitting} 個の版が合っています。")


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers without trailing zeros (2.2.0rc1 → 2, 2), so that 2.2 and 2.2.0 are alike."""
    numbers = [int(part) for part in _LEADING.findall(version.partition("+")[0])[:3]]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


DOCUMENT_FONTS = {"BIZ UDGothic": "BIZ UDゴシック", "BIZ UDMincho": "BIZ UD明朝"}
_GET_THEM = (
    "BIZ UDゴシック・BIZ UD明朝を入れてください"
    "(Windowsでは[設定]→[アプリ]→[オプション機能]の「日本語補助フォント」)。"
)


def fonts(machine: Machine) -> Iterator[Answer]:
    """BIZ UD for the documents, and the font that the figures are drawn with."""
    installed = machine.fonts()
    missing = [label for family, label in DOCUMENT_FONTS.items() if family not in installed]
    drawn = drawing_font(installed)
    if drawn is None:
        yield bad(
            "図を描く日本語フォントがありません(pmo_xl に付いているものもなくなっています)。図を入れた文書が作れません。",
            machine.installation.reinstall("--force-reinstall", "--no-deps"),
        )
    elif missing:
        yield caution(
            f"{'、'.join(missing)} がありません。Wordで開いたときの行の折り返しが変わります。図は {drawn} で描きます。",
            _GET_THEM,
        )
    else:
        yield good(f"BIZ UDゴシックと BIZ UD明朝があります。図は {drawn} で描きます。")


def drawing_font(installed: Collection[str]) -> str | None:
    """The font that figures are drawn with, as people know it; None where there is none."""
    found = next((family for family in FAMILIES if family in installed), None)
    if found is not None:
        return f"このPCの {DOCUMENT_FONTS.get(found, found)}"
    return f"pmo_xl に付いている {DOCUMENT_FONTS[OWN_FAMILY]}" if has_own_font() else None


_GET_A_MAKER = "export の --pdf を使うなら、Word か LibreOffice(Writer と Impress)を入れてください。"


def pdf(machine: Machine) -> Iterator[Answer]:
    """What `export --pdf` makes the PDFs of documents and of slides with."""
    makers = find_pdf_makers(machine)
    if why_not := makers.why_not(".docx"):
        yield caution(why_not, _GET_A_MAKER)
        return
    yield good(f"文書のPDFは {makers.label('.docx')} で作れます。")
    slides = makers.label(".pptx")
    yield good(f"定例資料のPDFは {slides} で作れます。" if slides else makers.why_not(".pptx"))
