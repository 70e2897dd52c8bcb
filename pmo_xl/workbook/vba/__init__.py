"""VBA projects from source text, without Excel: modules → the bytes of vbaProject.bin.

Source: Microsoft's specifications [MS-OVBA] (the project) and [MS-CFB] (the compound file that holds it). Only
sources are written, with the 7-byte `_VBA_PROJECT` stream that tells Excel to compile them itself. The
project's code page is 1252 and every source is ASCII, so that nothing turns into "?" on any machine.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pmo_xl.workbook.vba.compound_file import compound_file
from pmo_xl.workbook.vba.compression import compressed
from pmo_xl.workbook.vba.dir_stream import dir_stream
from pmo_xl.workbook.vba.modules import project_modules
from pmo_xl.workbook.vba.project_stream import project_names_stream, project_stream

_NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")  # [MS-OVBA] 2.3.4.1: version 0xFFFF


def build_project(
    modules: Mapping[str, str], documents: Sequence[str], *, charts: Collection[str] = ()
) -> bytes:
    """The vbaProject.bin of these sources.

    modules: the text of a .bas or .cls file by its module's name (its Attribute VB_Name). documents: the
    codeName of the workbook, then of each sheet in order; charts: those of them that are chart sheets. The
    same arguments give the same bytes. Raises ValueError for a source that is not ASCII and for names that
    VBA does not take (31 ASCII letters and digits, none twice).
    """
    made = project_modules(modules, documents, charts)
    streams = {
        "VBA/dir": compressed(dir_stream(made)),
        "VBA/_VBA_PROJECT": _NOTHING_COMPILED,
        **{f"VBA/{module.name}": compressed(module.stored) for module in made},
        "PROJECT": project_stream(made),
        "PROJECTwm": project_names_stream(made),
    }
    return compound_file(streams)


__all__ = ["build_project"]
