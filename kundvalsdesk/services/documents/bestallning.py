"""Documents of a case asked for by kind: which there are, their choices, a preview, issuing. One door for all kinds.

A kind that can be asked for names a module of this package in the register (`bestalls`), with two functions:
`falt(e, insats)` gives the choices, or raises Nekad where it cannot be issued now, and `underlag(e, insats, val)` the
snapshot. Kinds without one are issued by a step of the case of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple, cast

from ...fel import Nekad
from ...models import Insats
from ..arbetsenhet import Arbetsenhet
from ..arendelage import oppna_arende
from ..arendetyper import Falt
from . import utfardande
from .lasare import Val
from .register import DOKUMENTSLAG, Dokumentslag
from .underlag import Dokumentunderlag

HANDLING = utfardande.UTFARDA


class Bestallbart(NamedTuple):
    """A kind that can be asked for. `hinder`: why it cannot be issued now, one sentence, or ""."""

    typ: str
    titel: str
    falt: tuple[Falt, ...] = ()
    hinder: str = ""


def valbara(e: Arbetsenhet, insats: str) -> tuple[Bestallbart, ...]:
    """Every kind that the actor may ask for, in the order of the register. Raises Nekad for a role without cases."""
    i = oppna_arende(e, insats)
    ut = []
    for slag in DOKUMENTSLAG.values():
        if not slag.bestalls or not e.aktor.har(*slag.utfardas_av):
            continue
        try:
            ut.append(Bestallbart(slag.typ, slag.titel, _bygge(slag).falt(e, i)))
        except Nekad as fel:
            ut.append(Bestallbart(slag.typ, slag.titel, hinder=fel.mening))
    return tuple(ut)


def forhandsgranska(e: Arbetsenhet, insats: str, typ: str, val: Val) -> bytes:
    """The document as it would be issued now, marked as a preview; takes no number and stores nothing."""
    i = oppna_arende(e, insats)
    return utfardande.forhandsgranska(e, _underlag(e, i, typ, val)())


def utfardat(e: Arbetsenhet, insats: str, typ: str, val: Val) -> utfardande.Lagrat | None:
    """The issued document that says what one issued now would say; None where a new one would come of it."""
    i = oppna_arende(e, insats)
    u = _underlag(e, i, typ, val)()
    forra = utfardande.senaste(e, i, type(u), u.om())
    return forra if forra is not None and type(u).fran_json(forra.underlag).sak() == u.sak() else None


def utfarda(
    e: Arbetsenhet, insats: str, typ: str, val: Val, sedd_version: int | None = None
) -> utfardande.Utfardat:  # fmt: skip
    """Issues it, or gives the one that stands if it says the same. Raises Nekad, Konflikt as utfardande.utfarda."""
    i = oppna_arende(e, insats)
    return utfardande.utfarda(e, i, _underlag(e, i, typ, val), sedd_version, HANDLING)


def _underlag(e: Arbetsenhet, i: Insats, typ: str, val: Val) -> Callable[[], Dokumentunderlag]:
    slag = DOKUMENTSLAG.get(typ)
    if slag is None or not slag.bestalls:
        raise Nekad("okant_dokument", "Det finns inget sådant dokument att utfärda.")
    bygge = _bygge(slag)
    return lambda: cast(Dokumentunderlag, bygge.underlag(e, i, val))


def _bygge(slag: Dokumentslag) -> Any:
    return import_module(f"{__package__}.{slag.bestalls}")
