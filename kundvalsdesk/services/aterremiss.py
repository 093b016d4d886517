"""The message of an återremiss, ready to send: text, PDF and a mail that opens as a draft (K 8.2).

It is issued once and kept: asking again gives the same bytes. Nothing in it names the kund.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Anordnare, Aterremiss, Dokument, Insats
from ..rules.frister import frister
from ..texter.datum import datum_langt
from ..texter.meningar import insats_ord
from .arbetsenhet import Arbetsenhet
from .arendelage import fakta, hamta_insats, krav_arenderatt
from .brevfil import Bifogad, brevfil
from .documents.aterremiss import TYP, Aterremissunderlag, rita, vad_bestamt
from .documents.utfardande import oforandrat, roll_pa_dokument
from .flode_granskning import rad_for
from .granskningslista import titel
from .handling import handling
from .installningar import organisation
from .rapportformular import rubrik_klar


@dataclass(frozen=True, slots=True)
class Aterremissbrev:
    """Ready to send. `till` is the anordnare's address, "" if none is known; `eml` the whole mail as a file.

    `pdf` is the document, `filnamn` what it may be saved as: neither holds anything about a person.
    """

    amne: str
    text: str
    till: str
    pdf: bytes
    filnamn: str
    eml: bytes


def meddelande(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Aterremissbrev:
    """The message of the latest return of a report or plan. Issues the document if that has not been done.

    Needs a unit that writes. Raises Nekad if it is not returned, or for a role without cases.
    """
    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    rad = rad_for(e, i, slag, avser)
    retur = _senaste_retur(e, i, rad, avser) if rad is not None else None
    if rad is None or retur is None:
        raise Nekad("ej_aterremitterad", f"{titel(slag, avser)} är inte återremitterad.")
    u = _underlag(e, i, rad, slag, avser, *retur)
    dokument = _utfardat(e, i, u)
    _, pdf = oforandrat(dokument)
    u = Aterremissunderlag.fran_json(dokument.underlag)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    till = (anordnare.epost or "") if anordnare else ""
    filnamn = f"aterremiss_{_filtecken(dokument.nummer)}.pdf"
    amne = f"Återremiss: {u.vad}, ärende {u.insats}"
    text = _text(u)
    eml = brevfil(amne, text, till, Bifogad(filnamn, "application/pdf", pdf))
    return Aterremissbrev(amne, text, till, pdf, filnamn, eml)


def _senaste_retur(e: Arbetsenhet, i: Insats, rad: Any, avser: str) -> tuple[date, str] | None:
    """(day, reason) of the latest return."""
    senare = e.session.scalar(
        select(Aterremiss)
        .where(Aterremiss.insats_id == i.id, Aterremiss.avser == avser)
        .order_by(Aterremiss.aterremitterad.desc())
        .limit(1)
    )
    if senare is not None:
        return senare.aterremitterad, senare.skal or ""
    return (rad.aterremitterad, rad.aterremiss_skal or "") if rad.aterremitterad else None


def _underlag(
    e: Arbetsenhet, i: Insats, rad: Any, slag: str, avser: str, dag: date, skal: str
) -> Aterremissunderlag:  # fmt: skip
    org = organisation(e)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    senast = next(
        (x.forfaller for x in frister(fakta(e, i), e.regelverk)
         if x.kod == "komplettera_rapport" and x.avser == avser and x.utlost == dag), None,
    )  # fmt: skip
    forst = rad.klarmarkerad if slag == "rapport" else rad.inkommen
    igen = rad.klarmarkerad_igen if slag == "rapport" else rad.inkommen_igen
    return Aterremissunderlag(
        organisation=org["namn"], enhet=org["enhet"], kontakt=org["kontakt"], nummer="", ersatter="", datum=e.idag,
        insats=i.nyckel, insatskod=i.kod, anordnare=anordnare.namn if anordnare else "", slag=slag, avser=avser,
        vad=titel(slag, avser), rubrik_klar=rubrik_klar(slag, avser),
        inkommen=max(d for d in (forst, igen) if d is not None and (d <= dag or d == forst)),
        aterremitterad=dag, senast=senast, skal=skal, handlaggare=e.aktor.namn, roll=roll_pa_dokument(e.aktor),
    )  # fmt: skip


def _utfardat(e: Arbetsenhet, i: Insats, u: Aterremissunderlag) -> Dokument:
    """The stored document of this return; a new one if there is none, or if the return has been done anew."""
    alla = e.session.scalars(
        select(Dokument).where(Dokument.insats_id == i.id, Dokument.typ == TYP).order_by(Dokument.id)
    ).all()
    samma_dag = None
    for d in alla:
        tidigare = Aterremissunderlag.fran_json(d.underlag)
        if tidigare.sak() == u.sak():
            return d
        if (tidigare.slag, tidigare.avser, tidigare.aterremitterad) == (u.slag, u.avser, u.aterremitterad):
            samma_dag = d
    antal = e.session.scalar(select(func.count()).where(Dokument.insats_id == i.id, Dokument.typ == TYP)) or 0
    u = replace(u, nummer=f"ÅTR {i.nyckel}-{antal + 1}", ersatter=samma_dag.nummer if samma_dag else "")
    innehall = rita(u)
    with handling(e, "aterremiss_utfarda", "dokument") as h:
        h.insats(i)
        dokument = Dokument(
            insats_id=i.id, typ=TYP, nummer=u.nummer, utfardat=e.idag, utfardat_av=e.aktor.namn,
            underlag=u.till_json(), innehall=innehall, sha256=hashlib.sha256(innehall).hexdigest(),
            ersatter_id=samma_dag.id if samma_dag else None,
        )  # fmt: skip
        e.session.add(dokument)
    return dokument


def _filtecken(nummer: str) -> str:
    return "".join(t if (t.isascii() and t.isalnum()) or t == "-" else "_" for t in nummer.replace("Å", "A"))


def _text(u: Aterremissunderlag) -> str:
    senast = f" Klarmarkera den igen senast {datum_langt(u.senast)}." if u.senast else ""
    return (
        f"Hej,\n\n{vad_bestamt(u)}, {insats_ord(u.insatskod)} i ärende {u.insats}, behöver kompletteras.{senast}\n\n"
        f"Det här behöver kompletteras:\n\n{u.skal.strip()}\n\n"
        f"Komplettera i samma formulär, välj rubriken ”{u.rubrik_klar}” och skicka det igen. Återremissen finns också "
        f"som bifogad PDF, {u.nummer}.\n\n"
        f"Med vänlig hälsning\n{u.handlaggare}, {u.roll}\n{u.enhet}, {u.organisation}\n{u.kontakt}\n"
    )
