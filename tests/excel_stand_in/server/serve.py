"""Serves one LibreOffice to tests/excel_stand_in: a line of JSON asks, a line of JSON answers (system python3).

Arguments: soffice and the profile's URL. It ends, and the office with it, when its input ends.
"""

import json
import os
import queue
import sys
import threading
import time
import traceback
from pathlib import Path

# office.py, shared with the scripts that look into an open document
sys.path.append(str(Path(__file__).parents[2] / "support" / "uno"))

from calc.books import Books
from calc.cells import Cells
from calc.names import Names, Shapes, Tables
from calc.office_process import OfficeProcess
from calc.refusals import Refused
from calc.sheets import Sheets
from calc.values import Values

PATIENCE = 25  # seconds


def services(office):
    """The objects whose methods a client may call, by the word before the dot."""
    books = Books(office.desktop)
    sheets = Sheets(books)
    return {
        "books": books, "sheets": sheets, "values": Values(sheets), "cells": Cells(sheets),
        "names": Names(sheets), "tables": Tables(sheets), "shapes": Shapes(sheets),
    }  # fmt: skip


def answer(serving, request):
    service, method = request["do"].split(".")
    try:
        return {"result": getattr(serving[service], method)(*request["with"])}
    except Refused as refusal:
        return {"refused": refusal.word, "about": refusal.about}
    except Exception as error:
        if type(error).__name__.endswith("DisposedException"):
            return {"refused": "gone", "about": "office"}
        return {"broken": traceback.format_exc()}


def lines_until_the_client_ends(office):
    """The questions, then None; an office that hangs then, or keeps this process waiting, is killed."""
    lines = queue.SimpleQueue()

    def read():
        for line in sys.stdin:
            lines.put(line)
        lines.put(None)
        time.sleep(PATIENCE)
        office.kill()
        os._exit(1)

    threading.Thread(target=read, daemon=True).start()
    return lines


def main():
    office = OfficeProcess(*sys.argv[1:3])
    try:
        serving = services(office)
        print(json.dumps({"result": office.process.pid}), flush=True)
        for line in iter(lines_until_the_client_ends(office).get, None):
            print(json.dumps(answer(serving, json.loads(line))), flush=True)
        for book in serving["books"].numbers():
            serving["books"].close(book)  # an open book would keep the office from ending
    finally:
        office.end()


main()
