"""Serves one LibreOffice to tests/excel_stand_in: a line of JSON asks, a line of JSON answers (system python3).

Arguments: soffice and the profile's URL. It ends, and the office with it, when its input ends. What is asked is
done inside the office, by inside.py.
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

from calc.office_process import OfficeProcess
from com.sun.star.beans import NamedValue

PATIENCE = 25  # seconds


def answer(inside, line):
    """What the office answers; it may end meanwhile."""
    try:
        return inside.execute((NamedValue("request", line),))
    except Exception as error:
        if type(error).__name__.endswith("DisposedException"):
            return json.dumps({"refused": "gone", "about": "office"})
        return json.dumps({"broken": traceback.format_exc()})


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
        inside = office.loaded(Path(__file__).with_name("inside.py"), "pmo_xl.Inside")
        print(json.dumps({"result": office.process.pid}), flush=True)
        for line in iter(lines_until_the_client_ends(office).get, None):
            print(answer(inside, line), flush=True)
        answer(
            inside, json.dumps({"do": "books.close_all", "with": []})
        )  # an open book would keep the office
    finally:
        office.end()


main()
