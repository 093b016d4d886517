"""Issuing avbrottsdokument: from the case to a snapshot, to stored bytes, and back out again byte for byte.

No commit and no log here: services.handlingar wraps what changes anything, and is told what changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ...fel import Databasfel, Konflikt, Nekad
from ...models import Anordnare, Dokument, Insats, Kund, Kundidentitet
from ...rules.ramar import slut_nu
from ..arbetsenhet import Arbetsenhet
from ..frister import fakta_for
from ..installningar import organisation
from ..typer import Aktor
from .avbrottsdokument import rita
from .underlag import TYP, Avbrottsunderlag
from .villkor import villkor

_FILORD = {"AVB": "avbrottsdokument", "ÅTR": "aterremiss", "FÖR": "forlangningsbeslut"}
ORSAK_DOLD = "Orsaken lämnas inte ut"

_ROLLORD = {
    "karriarvagledare": "karriärvägledare",
    "arbetsledare": "arbetsledare",
    "kvalitetsutvecklare": "kvalitetsutvecklare",
    "kundkoordinator": "kundkoordinator",
}


@dataclass(frozen=True, slots=True)
class Utfardat:
    """A stored document. `ny` is False when the stored one already said the same, and nothing was changed.

    `andrade`: (column, old, new) of the insats, for the change log.
    """

    dokument_id: int
    nummer: str
    ny: bool
    andrade: tuple[tuple[str, str, str], ...] = ()


def kund_pa_dokument(e: Arbetsenhet, insats: Insats) -> str:
    """The kund as a document names them: never by name for a protected person (regelverk §9), nor a word of why."""
    kund = e.session.get_one(Kund, insats.kund_id)
    identitet = e.session.get(Kundidentitet, insats.kund_id)
    namn = ""
    if not (kund.skydd or insats.skydd) and identitet is not None:
        namn = " ".join(n for n in (identitet.fornamn, identitet.efternamn) if n)
    return namn or f"Ärende {insats.nyckel}"


def _hamta(e: Arbetsenhet, nyckel: str) -> Insats:
    insats = e.session.scalar(select(Insats).where(Insats.nyckel == nyckel))
    if insats is None:
        raise Nekad("finns_inte", f"Ärendet {nyckel} finns inte. Kontrollera numret.")
    return insats


def _senaste(e: Arbetsenhet, insats: Insats) -> Dokument | None:
    return e.session.scalar(
        select(Dokument)
        .where(Dokument.insats_id == insats.id, Dokument.typ == TYP)
        .order_by(Dokument.id.desc())
        .limit(1)
    )


def bygg_underlag(e: Arbetsenhet, insats: Insats, nummer: str = "", ersatter: str = "") -> Avbrottsunderlag:
    """The snapshot of today. Raises Nekad if the end is not decided.

    A withheld reason leaves no trace: neither the reason nor the comment is in the snapshot (K 13.4).
    """
    if insats.sista_dag is None or insats.avslutstyp is None or insats.avslutsorsak is None:
        raise Nekad(
            "inget_avslut",
            "Avbrottsdokumentet kan skrivas först när avslutet är beslutat med typ, orsak och sista dag.",
        )
    fakta, _ = fakta_for(e.session, [insats.id])[insats.id]
    orsak = e.regelverk.avslutsorsaker().get(insats.avslutsorsak)
    regel = e.regelverk.insats(insats.kod, insats.start)
    anordnare = e.session.get(Anordnare, insats.anordnare_id) if insats.anordnare_id else None
    org = organisation(e)
    return Avbrottsunderlag(
        organisation=org["namn"],
        enhet=org["enhet"],
        kontakt=org["kontakt"],
        nummer=nummer,
        ersatter=ersatter,
        datum=e.idag,
        insats=insats.nyckel,
        insatskod=insats.kod,
        insatsnamn=regel.namn if regel else "",
        kund=kund_pa_dokument(e, insats),
        anordnare=anordnare.namn if anordnare else "",
        start=insats.start,
        slut=slut_nu(fakta, e.regelverk, sum(f.beviljad for f in fakta.forlangningar)),
        sista_dag=insats.sista_dag,
        avslutstyp=insats.avslutstyp,
        avslutstyp_ord=e.regelverk.avslutstyper().get(insats.avslutstyp, insats.avslutstyp),
        orsak=ORSAK_DOLD if insats.orsak_dold else (orsak.namn if orsak else insats.avslutsorsak),
        kommentar="" if insats.orsak_dold else (insats.avslut_kommentar or ""),
        villkor=villkor(fakta, e.regelverk, e.idag),
        handlaggare=e.aktor.namn,
        roll=roll_pa_dokument(e.aktor),
    )


def roll_pa_dokument(aktor: Aktor) -> str:
    if aktor.agare:
        return "handläggare"
    return next((ord_ for roll, ord_ in _ROLLORD.items() if aktor.har(roll)), "handläggare")


def forhandsgranska(e: Arbetsenhet, insats_nyckel: str) -> bytes:
    """The document as it would be issued now, marked as a preview; takes no number and stores nothing."""
    insats = _hamta(e, insats_nyckel)
    senaste = _senaste(e, insats)
    return rita(bygg_underlag(e, insats, ersatter=senaste.nummer if senaste else ""), forhandsgranskning=True)


def utfarda_avbrottsdokument(e: Arbetsenhet, insats_nyckel: str, sedd_version: int | None) -> Utfardat:
    """Issues the document of a decided end: stores snapshot, bytes and hash, and notes the day on the insats.

    The same content as the one issued last gives that one again; changed content a new number that names the one
    it replaces. `sedd_version` None: the caller has shown nothing (command line). Raises Nekad, Konflikt.
    """
    insats = _hamta(e, insats_nyckel)
    if sedd_version is not None and insats.version != sedd_version:
        raise Konflikt(
            "Ärendet har ändrats sedan du öppnade det. Inget dokument är utfärdat; läs det nya innehållet och "
            "utfärda igen.",
            (),
            "",
            None,
        )
    senaste = _senaste(e, insats)
    if senaste is not None and _samma(senaste, bygg_underlag(e, insats)):
        return Utfardat(senaste.id, senaste.nummer, False, _notera(insats, senaste.utfardat, ersatter=False))
    antal = e.session.scalar(select(func.count()).where(Dokument.insats_id == insats.id, Dokument.typ == TYP))
    nummer = f"AVB {insats.nyckel}-{(antal or 0) + 1}"
    underlag = bygg_underlag(e, insats, nummer, senaste.nummer if senaste else "")
    innehall = rita(underlag)
    dokument = Dokument(
        insats_id=insats.id,
        typ=TYP,
        nummer=nummer,
        utfardat=e.idag,
        utfardat_av=e.aktor.namn,
        underlag=underlag.till_json(),
        innehall=innehall,
        sha256=hashlib.sha256(innehall).hexdigest(),
        ersatter_id=senaste.id if senaste else None,
    )
    e.session.add(dokument)
    andrade = _notera(insats, e.idag, ersatter=senaste is not None)
    e.session.flush()
    return Utfardat(dokument.id, nummer, True, andrade)


def _samma(utfardat: Dokument, nu: Avbrottsunderlag) -> bool:
    return Avbrottsunderlag.fran_json(utfardat.underlag).innehall() == nu.innehall()


def _notera(insats: Insats, dag: date, *, ersatter: bool) -> tuple[tuple[str, str, str], ...]:
    """The day on the insats. One taken over from another system stays: the frist was met there."""
    fore = insats.avbrottsdokument
    if fore is not None and (not ersatter or fore == dag):
        return ()
    insats.avbrottsdokument = dag
    return (("avbrottsdokument", fore.isoformat() if fore else "", dag.isoformat()),)


def las_dokument(e: Arbetsenhet, dokument_id: int) -> tuple[str, bytes]:
    """Number and bytes of an issued document, as they were issued. Raises Databasfel if they have been altered."""
    dokument = e.session.get(Dokument, dokument_id)
    if dokument is None:
        raise Nekad("finns_inte", "Dokumentet finns inte längre. Hämta om ärendet.")
    return oforandrat(dokument)


def senaste_dokument(e: Arbetsenhet, insats_nyckel: str) -> tuple[str, bytes]:
    """Number and bytes of the avbrottsdokument issued last for an insats. Raises as las_dokument."""
    dokument = _senaste(e, _hamta(e, insats_nyckel))
    if dokument is None:
        raise Nekad("finns_inte", f"Inget avbrottsdokument är utfärdat för {insats_nyckel}.")
    return oforandrat(dokument)


def oforandrat(dokument: Dokument) -> tuple[str, bytes]:
    innehall = bytes(dokument.innehall)
    if hashlib.sha256(innehall).hexdigest() != dokument.sha256:
        raise Databasfel(
            "dokument_andrat",
            f"Dokumentet {dokument.nummer} är inte längre det som utfärdades: innehållet stämmer inte med sin "
            "kontrollsumma. Återställ en säkerhetskopia och meddela systemspecialisten.",
        )
    return dokument.nummer, innehall


def filnamn(nummer: str) -> str:
    """Name to save a document under: type and number, never anything about a person."""
    rent = "".join(t if t.isalnum() or t in "-_" else "_" for t in nummer).strip("_")
    slag = next((ord_ for prefix, ord_ in _FILORD.items() if nummer.startswith(prefix)), "dokument")
    return f"{slag}_{rent}.pdf" if rent else f"{slag}.pdf"
