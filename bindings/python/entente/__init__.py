"""Entente reads news and answers: who supports, warns, arms, fights or depends on whom, and where is that written?

>>> import entente
>>> reader = entente.Reader()
>>> graph = entente.merge(reader.pipe([
...     "Russia attacked Ukraine. Poland sent weapons to Ukraine.",
...     "La Russie a menacé la Pologne.",
... ]))
>>> [rival.node.name for rival in graph.rivals("Russia")]
['Ukraine', 'Poland']
>>> {evidence.text for evidence in graph.evidence(subject="Russie", object="Pologne")}
{'Russie a menacé la Pologne'}
"""

import os as _os

# A package that carries Graphviz tells where its plugins are; nothing but our own child processes looks there.
_graphviz = _os.path.join(_os.path.dirname(__file__), "graphviz")
if _os.path.isdir(_graphviz):
    _os.environ.setdefault("ENTENTE_GRAPHVIZ", _graphviz)

from ._core import version as __version__
from ._answers import (
    Balance,
    Camp,
    Camps,
    Card,
    Centrality,
    Changes,
    Common,
    CommonRelative,
    Contradiction,
    Decision,
    Event,
    FaultLine,
    Path,
    Relative,
    Triad,
    Turn,
)
from ._errors import (
    Ambiguous,
    DataError,
    Error,
    NotFound,
    OptionError,
    OutputError,
    ReadError,
    ReadWarning,
    StoreError,
)
from ._files import formats
from ._graph import Graph, load, merge
from ._reader import Article, Reader
from ._store import Store
from ._text import Sentence, Span, Token
from ._things import Evidence, Node, Quantity, Quote, Relation, Source

__all__ = [
    "Ambiguous", "Article", "Balance", "Camp", "Camps", "Card", "Centrality", "Changes", "Common", "CommonRelative",
    "Contradiction", "DataError", "Decision", "Error", "Event", "Evidence", "FaultLine", "Graph", "Node", "NotFound",
    "OptionError", "OutputError", "Path", "Quantity", "Quote", "ReadError", "ReadWarning", "Reader", "Relation",
    "Relative", "Sentence", "Source", "Span", "Store", "StoreError", "Token", "Triad", "Turn", "__version__", "formats",
    "load", "merge",
]  # fmt: skip
