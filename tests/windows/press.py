"""For Windows' Python: opens the window on what was sent to it, drops a book into it, presses チェック, and writes what came of it.

press.py SENT BOOK RESULT
"""

import json
import sys
import time
import tkinter
from pathlib import Path
from tkinter import ttk

from pmo_xl.faces.window.look import see_pixels
from pmo_xl.faces.window.screen import Window

sys.path.insert(0, str(Path(__file__).parent))  # the kit's Python looks beside no script
from drop import drop

_, sent, book, result = sys.argv
see_pixels()
root = tkinter.Tk(className="pmo_xl")
shown = Window(root, [Path(sent)])
root.update()
chosen_at_first = shown.chosen["text"]
drop(root.winfo_id(), [Path(book).absolute()])
began = time.monotonic()
while shown.chosen["text"] == chosen_at_first and time.monotonic() < began + 60:
    root.update()
    time.sleep(0.05)
began = time.monotonic()
shown.tiles["check"].invoke()
while shown.work is not None and time.monotonic() < began + 240:
    root.update()
    time.sleep(0.05)
root.update()


def below(widget):
    """Every widget inside."""
    for child in widget.winfo_children():
        yield child
        yield from below(child)


cut = [
    str(each["text"])
    for each in below(root)
    if isinstance(each, tkinter.Label | ttk.Button | ttk.Menubutton)
    and each.winfo_ismapped()
    and (each.winfo_width() < each.winfo_reqwidth() or each.winfo_height() < each.winfo_reqheight())
]
told = {
    "sent": chosen_at_first,
    "chosen": shown.chosen["text"],
    "result": shown.result.said,
    "cut": cut,
    "font": shown.look.text.actual("family"),
    "seconds": time.monotonic() - began,
}
Path(result).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
shown.close()
