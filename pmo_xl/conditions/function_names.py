"""The names of all functions that a condition can call and that are ours."""

from __future__ import annotations

from typing import Final

from pmo_xl.conditions.choosing_functions import CHOOSING_FUNCTIONS
from pmo_xl.conditions.date_functions import DATE_FUNCTIONS
from pmo_xl.conditions.ledger_functions import LEDGER_FUNCTIONS
from pmo_xl.conditions.number_functions import NUMBER_FUNCTIONS
from pmo_xl.conditions.range_functions import RANGE_FUNCTIONS
from pmo_xl.conditions.text_functions import TEXT_FUNCTIONS

SCALAR: Final = {**TEXT_FUNCTIONS, **DATE_FUNCTIONS, **NUMBER_FUNCTIONS}
"""Those that compute one value of values."""
READY: Final = {**CHOOSING_FUNCTIONS, **RANGE_FUNCTIONS, **LEDGER_FUNCTIONS}
"""Those that are made ready with their arguments as they are written."""
OF_THE_DAY: Final = ("TODAY", "NOW")
FUNCTIONS: Final = tuple(sorted({*SCALAR, *READY, *OF_THE_DAY}))
"""The names of all functions."""
