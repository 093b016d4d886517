"""The message of an återremiss, ready to send: text, PDF and a mail that opens as a draft (K 8.2).

It is issued once and kept: asking again gives the same bytes. Nothing in it names the kund.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Aterremiss, Insats
from ..rules.frister import frister
from ..texter.datum import datum_langt
from ..texter.meningar import insats_ord
from ..texter.rapportnamn import rapporten, rapportnamn, rubrik_klar
from .arbetsenhet import Arbetsenhet
from .arendelage import fakta, hamta_insats, krav_arenderatt
from .brevfil import Bifogad, brevfil
from .documents import utfardande
from .documents.aterremiss import Aterremissunderlag
from .documents.fran_arendet import anordnarens_namn, gemensamt, maskerad
from .rapportrader import rad_for


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


def utfarda(e: Arbetsenhet, insats: str, slag: str, avser: str) -> utfardande.Utfardat:
    """Issues the document of the latest return of a report or plan, if that has not been done.

    Needs a unit that writes. Raises Nekad if it is not returned, or for a role without cases.
    """
    krav_arenderatt(e)
    i = hamta_insats(e, insats)
    rad = rad_for(e, i, slag, avser)
    retur = _senaste_retur(e, i, rad, avser) if rad is not None else None
    if rad is None or retur is None:
        raise Nekad("ej_aterremitterad", f"{rapportnamn(slag, avser)} är inte återremitterad.")
    return utfardande.utfarda(
        e, i, lambda: _underlag(e, i, rad, slag, avser, *retur), handelse="aterremiss_utfarda"
    )  # fmt: skip


def meddelande(e: Arbetsenhet, insats: str, slag: str, avser: str) -> Aterremissbrev:
    """The message of the latest return of a report or plan, with its document. Raises as `utfarda`."""
    ut = utfarda(e, insats, slag, avser)
    i = hamta_insats(e, insats)
    nummer, pdf = utfardande.las_dokument(e, ut.dokument_id)
    u = utfardande.las_underlag(e, ut.dokument_id, Aterremissunderlag)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    till = (anordnare.epost or "") if anordnare else ""
    filnamn = utfardande.filnamn(nummer)
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
    senast = next(
        (x.forfaller for x in frister(fakta(e, i), e.regelverk)
         if x.kod == "komplettera_rapport" and x.avser == avser and x.utlost == dag), None,
    )  # fmt: skip
    forst = rad.klarmarkerad if slag == "rapport" else rad.inkommen
    igen = rad.klarmarkerad_igen if slag == "rapport" else rad.inkommen_igen
    return Aterremissunderlag(
        **gemensamt(e, i), insatskod=i.kod, anordnare=anordnarens_namn(e, i), slag=slag, avser=avser,
        vad=rapportnamn(slag, avser), rubrik_klar=rubrik_klar(slag, avser),
        inkommen=max(d for d in (forst, igen) if d is not None and (d <= dag or d == forst)),
        aterremitterad=dag, senast=senast, skal=maskerad(e, i)(skal),
    )  # fmt: skip


def _text(u: Aterremissunderlag) -> str:
    senast = f" Klarmarkera den igen senast {datum_langt(u.senast)}." if u.senast else ""
    vad = rapporten(u.slag, u.avser)
    return (
        f"Hej,\n\n{vad}, {insats_ord(u.insatskod)} i ärende {u.insats}, behöver kompletteras.{senast}\n\n"
        f"Det här behöver kompletteras:\n\n{u.skal.strip()}\n\n"
        f"Komplettera i samma formulär, välj rubriken ”{u.rubrik_klar}” och skicka det igen. Återremissen finns också "
        f"som bifogad PDF, {u.nummer}.\n\n"
        f"Med vänlig hälsning\n{u.handlaggare}, {u.roll}\n{u.enhet}, {u.organisation}\n{u.kontakt}\n"
    )
