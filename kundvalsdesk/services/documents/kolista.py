"""The queue as it is now, for a meeting: a list of the moment, neither numbered nor stored.

It lies on a table: cases by number and initials, protected ones by number alone, and nothing else about a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select

from ...fel import Nekad
from ...models import Handlaggare, tabeller
from ...texter.datum import antal, datum_kort, datum_ord, frist_ord
from ...texter.kolista import GRUPPORD, LJUSORD, SLAGORD
from .. import dokumenttexter, ko
from ..arbetsenhet import Arbetsenhet
from ..installningar import organisation
from ..maskning import initialer
from ..typer import ARENDEROLLER, INGEN, KoFilter, KoRad
from . import utfardande
from .formuleringar import Texter, Tryckt
from .text import Delar, Fet, utskrivbart
from .underlag import med_texter

TYP = "kolista"
HOGST = 500
"""More rows than a meeting can go through."""


@dataclass(frozen=True, slots=True)
class Kolisterad:
    """`nar`: due day and what is left, `vem`: the number of the case and initials, if any."""

    grupp: str
    nar: tuple[str, ...]
    att_gora: str
    vem: tuple[str, ...]
    insats: str
    hos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kolista:
    """`urval`: what the list holds, in words; `grupperad` as on the screen."""

    organisation: str
    enhet: str
    kontakt: str
    tid: datetime
    urval: str
    grupperad: bool
    rader: tuple[Kolisterad, ...]


def fil(e: Arbetsenhet, f: KoFilter) -> tuple[str, bytes]:
    """Name and bytes of the list. Raises Nekad where there is nothing to print, or too much."""
    avsandare = utfardande.avsandarens(e)
    logga, farg = utfardande.logga_for(e, avsandare["logga"]), avsandare["farg"]
    texter = dokumenttexter.frysta(e, TYP)
    return f"kolista_{e.idag.isoformat()}.pdf", rita(bygg_underlag(e, f), logga, farg, texter)


def prov(gemensamt: Mapping[str, Any]) -> Kolista:
    """A list of nobody's cases, for a look at its texts."""
    rad = Kolisterad("idag", ("10 sep", "i dag"), "Granska genomförandeplan", ("2024-0000",), "AMI 2", ("Anordnaren",))
    return Kolista(
        gemensamt["organisation"], gemensamt["enhet"], gemensamt["kontakt"], datetime(2024, 9, 10, 8, 0),
        "Att göra, hos Karriärvägledarens namn", True, (rad,),
    )  # fmt: skip


def bygg_underlag(e: Arbetsenhet, f: KoFilter) -> Kolista:
    rader = ko.sida(e, f, 0, HOGST + 1)
    if not rader:
        raise Nekad("tom_lista", "Det finns inga rader att skriva ut. Ändra filtret.")
    if len(rader) > HOGST:
        raise Nekad("lang_lista", f"Listan har fler än {HOGST} rader. Filtrera den innan du skriver ut.")
    initialerna = _initialer(e, [r.frist_id for r in rader])
    org = organisation(e)
    return Kolista(
        organisation=org["namn"], enhet=org["enhet"], kontakt=org["kontakt"],
        tid=datetime.combine(e.idag, e.nu.time()), urval=_urval(e, f),
        grupperad=f.sortering == "frist" and not f.fallande,
        rader=tuple(
            Kolisterad(
                grupp=r.grupp, nar=(datum_kort(r.forfaller, e.idag), frist_ord(r.ljus, r.kvar, r.forfaller, e.idag)),
                att_gora=r.att_gora, vem=_ej_tomma(r.insats, initialerna.get(r.frist_id, "")), insats=r.insatskod,
                hos=_ej_tomma(r.anordnare, _ansvarig(r)),
            )
            for r in rader
        ),
    )  # fmt: skip


def _ej_tomma(*delar: str) -> tuple[str, ...]:
    return tuple(d for d in delar if d)


def _ansvarig(r: KoRad) -> str:
    return f"{r.kundansvarig} ({r.vikarie})" if r.vikarie else r.kundansvarig


def _initialer(e: Arbetsenhet, frister: list[int]) -> dict[int, str]:
    """Of those who are not protected; of nobody for a role that does not see the names."""
    if not e.aktor.har(*ARENDEROLLER):
        return {}
    frist, identitet = tabeller.frist.c, tabeller.kundidentitet.c
    q = (
        select(frist.id, identitet.fornamn, identitet.efternamn)
        .join_from(tabeller.frist, tabeller.kundidentitet, identitet.kund_id == frist.kund_id)
        .where(frist.id.in_(frister), frist.skyddad.is_(False), identitet.skydd.is_(None))
    )
    return {r.id: initialer(r.fornamn, r.efternamn) for r in e.anslutning.execute(q)}


def _urval(e: Arbetsenhet, f: KoFilter) -> str:
    """What the filter shows, in words. Not the words searched for: they may be a name."""
    delar = ["Att göra" if f.del_ == "gora" else "Bevakas" if f.del_ == "bevakas" else "Allt"]
    if f.kundansvarig == INGEN:
        delar.append("utan kundansvarig")
    elif f.kundansvarig:
        namn = e.session.scalar(select(Handlaggare.namn).where(Handlaggare.anvandare == f.kundansvarig))
        delar.append(f"hos {namn or f.kundansvarig}")
    else:
        delar.append("allas" if f.urval == "alla" or e.aktor.agare else f"hos {e.aktor.namn}")
    delar += [f.kundval] if f.kundval else []
    delar += [f.anordnare] if f.anordnare else []
    delar += [LJUSORD.get(f.ljus, f.ljus)] if f.ljus else []
    delar += [SLAGORD.get(f.slag, f.slag)] if f.slag else []
    delar += ["efter en sökning"] if f.sok.strip() else []
    return ", ".join(delar)


def rita(lista: Kolista, logga: bytes = b"", farg: str = "", texter: tuple[Tryckt, ...] = ()) -> bytes:
    from reportlab.platypus import Spacer

    from . import mall

    t = Texter(TYP, texter)

    # Nobody can mend a name for the sake of a list: what cannot be printed stands as its code.
    lista = med_texter(lista, lambda text, _: utskrivbart(text))
    nar = f"{datum_ord(lista.tid.date())} kl. {lista.tid:%H.%M}"
    huvud = mall.Dokumenthuvud(
        typ="Kölista", nummer="", datum=lista.tid.date(), rader=(("Så som kön var", f"{lista.tid:%Y-%m-%d %H.%M}"),),
        undertitel=t("undertitel", urval=lista.urval, antal=antal(len(lista.rader), "sak", "saker"), nar=nar),
    )  # fmt: skip
    flode: list[Any] = []
    if lista.grupperad:
        for grupp, i_gruppen in groupby(lista.rader, key=lambda r: r.grupp):
            rader = list(i_gruppen)
            flode += [*mall.rubrik(f"{GRUPPORD.get(grupp, grupp)} ({len(rader)})"), *_tabell(rader)]
    else:
        flode += _tabell(list(lista.rader))
    if sist := t("sist"):
        flode += [Spacer(1, 10), *mall.lopande(sist)]
    return mall.bygg(huvud, mall.Avsandare(lista.organisation, lista.enhet, lista.kontakt, logga, farg), flode)


def _tabell(rader: list[Kolisterad]) -> list[Any]:
    from . import mall

    def rutor(r: Kolisterad) -> list[Delar]:
        forst, *mer = r.vem
        vem = (Fet(forst), *(f"\n{m}" for m in mer))
        return ["\n".join(r.nar), r.att_gora, vem, r.insats, "\n".join(r.hos) or "–"]

    kolumner = (("Frist", 0.21), ("Att göra", 0.3), ("Ärende", 0.16), ("Insats", 0.1), ("Anordnare, ansvarig", 0.23))
    return mall.tabell(kolumner, [rutor(r) for r in rader])
