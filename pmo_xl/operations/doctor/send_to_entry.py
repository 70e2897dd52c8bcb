"""Whether the 送る menu has its entry, and whether it starts this Python as far as that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.operations.doctor.diagnosis import Answer, caution, good
from pmo_xl.operations.this_pc.machine import Machine
from pmo_xl.operations.this_pc.send_to import NAME, entries, send_to_folder

_SETUP = "pmo-xl setup を実行してください。"


def send_to_entry(machine: Machine) -> Iterator[Answer]:
    """The link or the batch file. A link's target is Explorer's business: only a batch file is read."""
    folder = send_to_folder(machine)
    link, batch = entries(folder) if folder else (None, None)
    if link and link.exists():
        yield good(f"「送る」に「{NAME}」があります。")
    elif batch and batch.exists():
        program = machine.executable.replace("%", "%%").encode(machine.ansi, "replace")
        if program in batch.read_bytes():
            yield good(f"「送る」に「{NAME}」があります(バッチファイル)。")
        else:
            yield caution(f"「送る」の「{NAME}」は、別の Python を使います。", _SETUP)
    else:
        yield caution(f"「送る」に「{NAME}」がありません。右クリックでは点検できません。", _SETUP)
