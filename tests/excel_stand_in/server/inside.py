"""Runs inside LibreOffice, loaded by its Python loader: answers one request, which may be thousands of UNO calls.

From another process each of these calls would be a message there and back; a list of findings is some hundred
thousand of them.
"""

import json
import sys
import traceback
from pathlib import Path

import unohelper
from com.sun.star.task import XJob

# calc/, and office.py, shared with the scripts that look into an open document
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2] / "support" / "uno")]

from calc.books import Books
from calc.cells import Cells
from calc.names import Names, Shapes, Tables
from calc.refusals import Refused
from calc.sheets import Sheets
from calc.values import Values


class Inside(unohelper.Base, XJob):
    """The objects whose methods a client may call, by the word before the dot."""

    def __init__(self, context):
        books = Books(context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context))
        sheets = Sheets(books)
        self.serving = {
            "books": books, "sheets": sheets, "values": Values(sheets), "cells": Cells(sheets),
            "names": Names(sheets), "tables": Tables(sheets), "shapes": Shapes(sheets),
        }  # fmt: skip

    def execute(self, arguments):
        """The answer (JSON) to the request in the only argument (JSON)."""
        return json.dumps(self._answer(json.loads(arguments[0].Value)))

    def _answer(self, request):
        service, method = request["do"].split(".")
        try:
            return {"result": getattr(self.serving[service], method)(*request["with"])}
        except Refused as refusal:
            return {"refused": refusal.word, "about": refusal.about}
        except Exception as error:
            if type(error).__name__.endswith("DisposedException"):
                return {"refused": "gone", "about": "office"}
            return {"broken": traceback.format_exc()}


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name that the loader looks for
g_ImplementationHelper.addImplementation(Inside, "pmo_xl.Inside", ())
