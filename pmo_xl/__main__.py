"""`python -m pmo_xl` is the command line."""

from __future__ import annotations

import sys

from pmo_xl.faces.cli import main

if __name__ == "__main__":
    sys.exit(main())
