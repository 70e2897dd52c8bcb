"""`doctor`: what this PC has, what stands in the way, and how to mend it."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_xl.faces.commands.common import add_output
from pmo_xl.faces.numbered import number_of

if TYPE_CHECKING:
    from pmo_xl.doctor import Diagnosis
    from pmo_xl.faces.diagnoses import DiagnosisJson, DiagnosisOfPcJson


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command does, and add its arguments."""
    parser.description = (
        "Python、部品の版、Excel、マクロの設定、フォント、書き込みなどを調べ、良・注意・不良・調べられない と直し方を表示します。"
        "台帳を指定すると、その台帳でボタンが動くかも調べます。何も書き換えません。"
        "終了コード: 0 不良なし / 1 不良あり / 2 できなかった。"
    )
    parser.add_argument("book", nargs="?", type=Path, metavar="BOOK", help="いっしょに調べる台帳のファイル")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    """Examine the PC; 1 when something does not work."""
    from pmo_xl.doctor import examine
    from pmo_xl.this_pc.machine import this_machine

    return send_diagnosis(examine(this_machine(), options.book), options)


def send_diagnosis(diagnosis: Diagnosis, options: argparse.Namespace) -> int:
    """Show the diagnosis, or write it where it was asked for."""
    from pmo_xl.documents.csv_file import csv_bytes
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.faces.diagnoses import diagnosis_listing, print_diagnosis
    from pmo_xl.faces.output import Forms, send

    listing = diagnosis_listing(diagnosis)
    forms = Forms(
        partial(print_diagnosis, diagnosis),
        partial(_json, diagnosis, options),
        partial(csv_bytes, listing),
        lambda path: write_listings(path, [listing]),
    )
    send(forms, options)
    return int(diagnosis.is_wrong)


def _json(diagnosis: Diagnosis, options: argparse.Namespace) -> DiagnosisJson | DiagnosisOfPcJson:
    from pmo_xl.faces.diagnoses import diagnosis_json, diagnosis_of_pc_json
    from pmo_xl.operations.today import today_in_japan

    if number_of(options) == 1:
        return diagnosis_json(diagnosis)
    return diagnosis_of_pc_json(diagnosis, today_in_japan())
