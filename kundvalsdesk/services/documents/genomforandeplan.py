"""The genomförandeplan: one version whole, and how the versions up to it came about (K 7.3, K 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from ...rules.rapporttyper import MAL
from ...texter.datum import dag_manad, datum_langt
from .blad import Blad
from .formuleringar import Texter
from .rapportblad import (
    Rapportunderlag,
    avsnitt,
    dagar,
    iakttagelser,
    jobbexperten,
    status,
    undertitel,
)


@dataclass(frozen=True, slots=True)
class Plandelmal:
    delmal: Annotated[str, "Ett delmål"]
    aktivitet: Annotated[str, "Aktiviteterna för ett delmål"]
    klart_senast: date | None


@dataclass(frozen=True, slots=True)
class Planversion:
    """A version in the history. `andrat`: one line per kind of change; `beslut`: approved when and by whom, or not."""

    nummer: str
    inkommen: date | None
    andrat: Annotated[tuple[str, ...], "Ändringarna i en version"]
    beslut: Annotated[str, "Beslutet om en version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planunderlag(Rapportunderlag):
    TYP: ClassVar[str] = "genomforandeplan"
    SLAG: ClassVar[str] = "plan"
    SAK: ClassVar[tuple[str, ...]] = (*Rapportunderlag.SAK, "slut", "delmal", "versioner")

    slut: date | None
    delmal: tuple[Plandelmal, ...]
    versioner: tuple[Planversion, ...]


def blad(u: Planunderlag) -> Blad:
    from . import mall

    rader: list[Any] = [("Kund", u.kund), ("Insatsens tid", _tid(u)), ("Version", u.avser), *dagar(u)]
    flode: list[Any] = [*status(u), *mall.etiketter(rader)]
    if not u.text_finns:
        flode += [*mall.rubrik("Planen"), *mall.lopande(Texter(u.TYP, u.texter)("ingen_text"))]
    # The sub-goals stand under the goal, as in the form.
    n = next((nr for nr, a in enumerate(u.avsnitt) if a.kod == MAL), -1) + 1
    flode += [
        *avsnitt(u.avsnitt[:n]),
        *_delmal(u),
        *avsnitt(u.avsnitt[n:]),
        *_versioner(u),
        *iakttagelser(u),
        *mall.rubrik("Underskrift"),
        *mall.lopande(Texter(u.TYP, u.texter)("underskrift")),
    ]
    return Blad(undertitel(u, f"Version {u.avser}"), flode, (jobbexperten(u), (u.kund, "kund")))


def _tid(u: Planunderlag) -> str:
    if u.start is None or u.slut is None:
        return datum_langt(u.start) if u.start else "–"
    forst = dag_manad(u.start) if u.start.year == u.slut.year else datum_langt(u.start)
    return f"{forst} – {datum_langt(u.slut)}"


def _delmal(u: Planunderlag) -> list[Any]:
    from . import mall

    if not u.text_finns:
        return []
    if not u.delmal:
        return [*mall.rubrik("Delmål"), *mall.lopande(Texter(u.TYP, u.texter)("inga_delmal"))]
    kolumner = [("Delmål", 0.38), ("Aktiviteter", 0.38), ("Klart senast", 0.24)]
    rader = [(d.delmal, d.aktivitet, datum_langt(d.klart_senast) if d.klart_senast else "–") for d in u.delmal]
    return [*mall.rubrik("Delmål"), *mall.tabell(kolumner, rader)]


def _versioner(u: Planunderlag) -> list[Any]:
    from . import mall

    kolumner = [("Version", 0.12), ("Inkommen", 0.22), ("Ändrat sedan förra", 0.38), ("Granskning", 0.28)]
    rader = [
        (v.nummer, datum_langt(v.inkommen) if v.inkommen else "–", "\n".join(v.andrat), v.beslut) for v in u.versioner
    ]
    return [*mall.rubrik("Planens versioner"), *mall.tabell(kolumner, rader)]
