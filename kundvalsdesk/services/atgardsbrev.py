"""A step is told to the anordnare: its letter is drawn, numbered and kept as it is, and the step is locked."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Atgardsbrev
from ..rules import atgarder as r
from .arbetsenhet import Arbetsenhet
from .atgardslista import DEL, ORORD, atgarden, steget
from .atgardstyper import ROLLER
from .brevfil import Bifogad, brevfil, gar_att_skriva_till
from .documents.fran_arendet import roll_pa_dokument
from .handling import handling, kontrollera_version, krav_roll
from .installningar import organisation
from .typer import Andring


def kommunicera(e: Arbetsenhet, steg_id: int, sedd_version: int) -> Andring:
    """Sent, or handed over: from here on the step stands, and so does its letter."""
    from .documents import atgard as papper
    from .documents.utfardande import logga_for

    krav_roll(e.aktor, *ROLLER)
    s = steget(e, steg_id)
    a = atgarden(e, s.atgard_id)
    kontrollera_version(e, s, sedd_version, {})
    if s.lage == r.FORESLAGET:
        raise Nekad("obeslutat", "Steget är inte beslutat än. Det kommuniceras när det är det.")
    if s.lage not in (r.UTKAST, r.BESLUTAT):
        raise Nekad("last", "Steget är redan kommunicerat." if s.lage == r.KOMMUNICERAT else "Steget är avslaget.")
    if a.makulerad is not None:
        raise Nekad("makulerad", "Åtgärden är makulerad.")
    u = papper.underlag(e, s.id)
    pdf = papper.rita(u, logga_for(e, u.logga))
    with handling(e, "atgardssteg_kommunicera", DEL) as h:
        e.session.add(
            Atgardsbrev(
                steg_id=s.id, nummer=u.nummer, utfardat=e.idag, utfardat_av=e.aktor.anvandare, underlag=u.till_json(),
                innehall=pdf, sha256=sha256(pdf).hexdigest(),
            )
        )  # fmt: skip
        with e.session.no_autoflush:
            e.session.flush()  # the shared database asks for it before the step is locked
        s.lage, s.kommunicerad, s.kommunicerad_av = r.KOMMUNICERAT, e.idag, e.aktor.anvandare
        h.ny_version(a, ORORD)
    return h.andring


def brev(e: Arbetsenhet, steg_id: int) -> tuple[str, bytes]:
    """Name and bytes: as it was sent or, of a step that is not communicated, as it would be now, marked so."""
    from .documents import atgard as papper
    from .documents.utfardande import logga_for

    krav_roll(e.aktor, *ROLLER)
    s = steget(e, steg_id)
    rad = e.session.scalar(select(Atgardsbrev).where(Atgardsbrev.steg_id == s.id))
    if rad is None:
        u = papper.underlag(e, s.id)
        return f"utkast_{papper.filnamn(u.nummer)}", papper.rita(u, logga_for(e, u.logga), utkast=True)
    if sha256(rad.innehall).hexdigest() != rad.sha256:
        raise Nekad("andrad", "Brevet är inte längre vad det var. Hämta det ur en säkerhetskopia.")
    return papper.filnamn(rad.nummer), rad.innehall


def epost(e: Arbetsenhet, steg_id: int) -> tuple[str, bytes]:
    """Name and bytes of a mail to the anordnare with the letter attached, to look through and send."""
    namn, pdf = brev(e, steg_id)
    rad = e.session.scalar(select(Atgardsbrev).where(Atgardsbrev.steg_id == steg_id))
    if rad is None:
        raise Nekad("okommunicerat", "Brevet finns när steget är kommunicerat.")
    from .documents.atgard import titel

    vad = titel(rad.underlag)
    a = atgarden(e, steget(e, steg_id).atgard_id)
    till = e.session.scalar(select(Anordnare.epost).where(Anordnare.id == a.anordnare_id)) or ""
    org = organisation(e)
    text = (
        f"Hej,\n\n{vad}, {rad.nummer}, finns som bifogad PDF.\n\n"
        f"Med vänlig hälsning\n{e.aktor.namn}, {roll_pa_dokument(e.aktor)}\n"
        f"{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    )
    data = brevfil(
        f"{vad}, {rad.nummer}", text, till if gar_att_skriva_till(till) else "", Bifogad(namn, "application/pdf", pdf)
    )
    return namn.replace(".pdf", ".eml"), data
