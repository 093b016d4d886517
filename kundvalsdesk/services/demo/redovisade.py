"""Kvalitetsredovisningar that the demo has taken in: two anordnare have answered this year, one of them not all of it.

They come in by the same door as any other file, so they are made when the first view is already there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from sqlalchemy import select

from ...models import Uppfoljning
from ..arbetsenhet import Arbetsenhet
from ..kontrollpunkter import listorna
from ..rapportfiler.redovisning import skriv_redovisning
from ..redovisningar import svarande, underlag
from ..redovisningsmottagning import ta_emot
from ..redovisningstyper import Fraga, Svar

VEM = "inoh"
HUR_MANGA = 2
_UTAN = ("kris", "kompetensutveckling", "namndens_mal")
_DELVIS = "valfardsbrott"
_EGNA = {
    "ekonomi": "Verksamheten gick med överskott förra året och har inga lån. Budgeten följs upp varje månad.",
    "valfardsbrott": "Fakturor attesteras av två personer. En riktlinje mot otillåten påverkan tas fram under året.",
    "rapportering": "Rapporterna läses av en kollega innan de skickas. Vi var sena två gånger, under semestern.",
    "synpunkter": "Elva synpunkter kom in. De flesta gällde lokalen, som nu har fått ett rum till för samtal.",
    "resultat": "Fler gick till arbete än året före. De som fick en arbetsplats tidigt kom längst.",
}
_ANNARS = "Vi arbetar enligt vår rutin, som gås igenom med alla i personalen varje höst och revideras vid behov."


def redovisa(ny_enhet: Callable[[], AbstractContextManager[Arbetsenhet]]) -> int:
    """Each in a unit of work of its own; returns how many were taken in. None on a day when nothing has been sent."""
    with ny_enhet() as e:
        p = e.session.scalar(select(Uppfoljning).where(Uppfoljning.ar == e.idag.year, Uppfoljning.koder != ""))
        lista = next((x for x in listorna(e, p.id) if x.utsand is not None), None) if p is not None else None
        if p is None or lista is None:
            return 0
        plan_id, vilka = p.id, [a.id for a, _ in svarande(e, p, lista)[-HUR_MANGA:]]
    intagna = 0
    for nr, vem in enumerate(vilka):
        with ny_enhet() as e:
            u = underlag(e, plan_id, vem)
            fragor = tuple(replace(f, nu=_svar(f)) for f in u.fragor if not nr or f.punkt.kod not in _UTAN)
            intagna += ta_emot(e, skriv_redovisning(replace(u, fragor=fragor, klar=True))).utfall == "intagen"
    return intagna


def _svar(f: Fraga) -> Svar:
    kod = f.punkt.kod
    bevis = f.punkt.bevis.partition(",")[0]
    return Svar(kod, "delvis" if kod == _DELVIS else "ja", _EGNA.get(kod, _ANNARS), bevis)
