"""Hides the font folders of the system: Python loads this at its start where the folder is on PYTHONPATH.

Matplotlib finds fonts by asking fontconfig and by walking these folders; see tests/support/without_fonts.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

HIDDEN = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/X11", "/usr/lib/openoffice", "/Library/Fonts",
          "/System/Library/Fonts", "/Network/Library/Fonts", "/opt/local/share/fonts")  # fmt: skip
_walk = os.walk


def walk(top: Any, *args: Any, **more: Any) -> Iterator[Any]:
    """os.walk, to which the folders of fonts are empty."""
    return iter(()) if str(top).startswith(HIDDEN) else _walk(top, *args, **more)


os.walk = walk  # type: ignore[assignment]
