"""Exchange: rows of two sources compared field by field, three-way where the common ancestor is known.

`Row` is one row of a side, `compare` puts two sides against each other, `combined` joins several sources, and `Exchange`
holds what came of it: rows to look at, decisions to take, changes to write. All writing goes through a ChangeSet.
"""

from pmo_xl.exchange.bases import NO_BASE, Base, KeyedBase, MatchedBase
from pmo_xl.exchange.combine import combined
from pmo_xl.exchange.compare import Compared, Policy, Sides, compare
from pmo_xl.exchange.match import Keys, Matching, Pair, match
from pmo_xl.exchange.outcome import Field, FieldState, RowOutcome, RowState
from pmo_xl.exchange.result import Exchange, SourceFacts, UnknownWord
from pmo_xl.exchange.row import Row, Where, rows_of
from pmo_xl.exchange.writing import Target

__all__ = [
    "NO_BASE",
    "Base",
    "Compared",
    "Exchange",
    "Field",
    "FieldState",
    "KeyedBase",
    "Keys",
    "MatchedBase",
    "Matching",
    "Pair",
    "Policy",
    "Row",
    "RowOutcome",
    "RowState",
    "Sides",
    "SourceFacts",
    "Target",
    "UnknownWord",
    "Where",
    "combined",
    "compare",
    "match",
    "rows_of",
]
