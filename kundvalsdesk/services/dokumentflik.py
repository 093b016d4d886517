"""The documents of a case: those issued, what can be issued now, previewing one and issuing it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from ..models import Dokument, Handling, Insats, Logg
from ..rules import steg
from ..texter.datum import datum_langt, manad_ord
from ..texter.meningar import STEGNEJ
from . import skydd
from .arbetsenhet import Arbetsenhet
from .arendelage import lage_for, oppna_arende
from .arendeposter import Post, Poster
from .arendetyper import Falt
from .documents import bestallning, utfardande
from .documents.lasare import ANORDNARE, INTERN
from .documents.lasare import FALT as FOR_VEM
from .documents.register import DOKUMENTSLAG
from .dokumenttyper import TILLORD, Forhandsvisning, Mojliga, Mojligt, Utgivet
from .formular import stegval
from .fritext import namn_for
from .typer import Andring

BREV = "brev"
"""What the log of a document calls that a mail with it was saved; its new value says to whom."""
_MANAD = re.compile("[0-9]{4}-[0-9]{2}")


class Omdokument(NamedTuple):
    """What a stored snapshot tells in a list: for whom it is, and what it is about ("augusti 2024")."""

    till: str
    om: str


def om_dokument(typ: str, underlag: str) -> Omdokument:
    """A snapshot that cannot be read says nothing: the list is shown all the same."""
    try:
        data = json.loads(underlag)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        data = {}
    slag = DOKUMENTSLAG.get(typ)
    falt = [f for f in (slag.underlag.OM if slag else ()) if f not in (FOR_VEM, "slag")]
    delar = [ord_ for f in falt if (ord_ := _om_ord(str(data.get(f) or "")))]
    return Omdokument(data.get(FOR_VEM) or _for(typ), ", ".join(delar))


def _for(typ: str) -> str:
    """Whom a kind is for that comes in one version; any other that says nothing stays in the house."""
    slag = DOKUMENTSLAG.get(typ)
    return slag.lases_av[0] if slag is not None and slag.lases_av else INTERN


def _om_ord(varde: str) -> str:
    if varde.isdigit():
        return f"version {varde}"
    if _MANAD.fullmatch(varde):
        return f"{manad_ord(varde)} {varde[:4]}"
    try:
        return datum_langt(date.fromisoformat(varde))
    except ValueError:
        return ""


def titel(typ: str) -> str:
    slag = DOKUMENTSLAG.get(typ)
    return slag.titel if slag else "Dokument"


def hamta(e: Arbetsenhet, insats: str) -> Poster:
    """The issued documents of a case, newest first. Raises Nekad for a role without cases."""
    i = oppna_arende(e, insats)
    d = Dokument
    rader = e.session.execute(
        select(d.id, d.typ, d.nummer, d.utfardat, d.utfardat_av, d.underlag, d.ersatter_id)
        .where(d.insats_id == i.id)
        .order_by(d.id.desc())
    ).all()
    nummer = {r.id: r.nummer for r in rader}
    ersatta = {r.ersatter_id: r.nummer for r in rader if r.ersatter_id}
    brev = _brev(e, i)
    poster = []
    for r in rader:
        om = om_dokument(r.typ, r.underlag)
        till = TILLORD.get(om.till, TILLORD[INTERN])
        fakta = (
            ("Nummer", r.nummer),
            ("Utfärdat", datum_langt(r.utfardat)),
            ("Av", r.utfardat_av),
            ("Till", till),
            ("Ersätter", nummer.get(r.ersatter_id, "")),
            ("Ersatt av", ersatta.get(r.id, "")),
            ("E-post sparad", brev.get(r.id, "")),
        )
        poster.append(
            Post(
                slag="dokument", id=r.id, rubrik=", ".join(o for o in (titel(r.typ), om.om) if o),
                under=f"{r.nummer} · {datum_langt(r.utfardat)} · {till}",
                marke=_marke(e, i, r.underlag, ersatt=r.id in ersatta),
                fakta=tuple(f for f in fakta if f[1]), fil="pdf", mediatyp=om.till,
            )
        )  # fmt: skip
    return Poster(tuple(poster))


def _marke(e: Arbetsenhet, i: Insats, underlag: str, *, ersatt: bool) -> str:
    """Of a protected person: that a document from before still carries the name."""
    return skydd.BAR_NAMNET if skydd.bar_namnet(e, i, underlag) else "ersatt" if ersatt else ""


def _brev(e: Arbetsenhet, i: Insats) -> dict[int, str]:
    """When mails with the documents were saved, and by whom: the last time of each."""
    rader = e.session.execute(
        select(Logg.rad_id, Handling.tid, Handling.anvandare)
        .join(Handling, Handling.id == Logg.handling_id)
        .where(Logg.insats_id == i.id, Logg.tabell == "dokument", Logg.falt == BREV)
        .order_by(Logg.id)
    ).all()
    namn = namn_for(e, [r.anvandare for r in rader])
    return {r.rad_id: f"{datum_langt(r.tid.date())} av {namn[r.anvandare]}" for r in rader if r.rad_id is not None}


# --- what can be issued -----------------------------------------------------------------------------------------


def mojliga(e: Arbetsenhet, insats: str) -> Mojliga:
    """Every kind that the case can have: those that can be issued first, then those that wait, with why."""
    i = oppna_arende(e, insats)
    valbara = bestallning.valbara(e, insats)
    alla = [_avbrottsdokument(e, i)]
    alla += [Mojligt(b.typ, b.titel, _for_vem(b.typ, b.falt), b.falt, b.hinder) for b in valbara]
    return Mojliga(i.version, tuple(sorted(alla, key=lambda m: bool(m.hinder))))


def _for_vem(typ: str, falt: tuple[Falt, ...]) -> str:
    """ "Anordnaren eller kunden"."""
    val = next((f.val for f in falt if f.namn == FOR_VEM), ((_for(typ), ""),))
    ord_ = [TILLORD.get(kod, kod).lower() for kod, _ in val]
    return " eller ".join((", ".join(ord_[:-1]), ord_[-1]) if len(ord_) > 1 else ord_).capitalize()


def _avbrottsdokument(e: Arbetsenhet, i: Insats) -> Mojligt:
    x = lage_for(e, i)
    kod = "avbrottsdokument"
    if skal := steg.hinder(x, kod):
        return Mojligt(kod, titel(kod), TILLORD[ANORDNARE], hinder=STEGNEJ.get(skal, "Steget kan inte tas nu."))
    return Mojligt(kod, titel(kod), TILLORD[ANORDNARE], steg=stegval(e, i, x, steg.Steg(kod)))


def forhandsgranska(e: Arbetsenhet, insats: str, typ: str, val: Mapping[str, str]) -> Forhandsvisning:
    """As it would be issued now; or the issued one, where that says the same already."""
    samma = bestallning.utfardat(e, insats, typ, val)
    if samma is None:
        return Forhandsvisning(bestallning.forhandsgranska(e, insats, typ, val))
    nummer, innehall = utfardande.las_dokument(e, samma.id)
    return Forhandsvisning(innehall, samma.id, nummer, utfardande.filnamn(nummer))


def utfarda(e: Arbetsenhet, insats: str, typ: str, val: Mapping[str, str], sedd_version: int) -> Utgivet:
    """Raises Nekad, Konflikt as bestallning.utfarda; issued again with the same content it is the same document."""
    ut = bestallning.utfarda(e, insats, typ, val, sedd_version)
    nummer, innehall = utfardande.las_dokument(e, ut.dokument_id)
    andring = Andring(e.handling_id, bestallning.HANDLING, (insats,), (), frozenset({"dokument"}))
    return Utgivet(andring, ut.dokument_id, nummer, innehall, utfardande.filnamn(nummer), ut.ny)
