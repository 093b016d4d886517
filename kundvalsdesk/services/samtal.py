"""The tab of meetings and messages: what has been said and agreed with the anordnare, newest first."""

from __future__ import annotations

from . import meddelanden, moten
from .arbetsenhet import Arbetsenhet
from .arendelage import oppna_arende
from .arendeposter import Poster
from .skydd import utan_namnet


def hamta(e: Arbetsenhet, insats: str) -> Poster:
    """Raises Nekad for a role without cases."""
    i = oppna_arende(e, insats)
    rader = sorted([*moten.poster(e, i), *meddelanden.poster(e, i)], key=lambda p: p[0], reverse=True)
    nya = () if i.historik else (*moten.formular(e, i), meddelanden.formular(e))
    return utan_namnet(e, i, Poster(tuple(p for _, p in rader), nya))
