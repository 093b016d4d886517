"""A mail that asks an anordnare for what their cases lack before the brytdatum: a file, opened as a draft.

Of the rows that whoever asks sees, and of cases that they see; by number only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Insats
from ..texter.datum import antal, datum_langt, manad_ar
from . import ersattningsbrister
from .arbetsenhet import Arbetsenhet
from .brevfil import brevfil
from .documents.fran_arendet import roll_pa_dokument
from .dokumentbrev import skriv_hel
from .ersattningsbesked import adress
from .ersattningsvytyper import EGNA, INGET, Saknas
from .handling import handling, redan_gjord
from .innehav import mitt
from .installningar import organisation
from .typer import Andring

HANDLING = "ersattning_paminnelse"


def att_be_om(rader: Sequence[Saknas], namn: str) -> list[Saknas]:
    """What an anordnare is to hand in, of what is missing."""
    return [s for s in rader if s.anordnare == namn and s.stoppar and s.vem == ersattningsbrister.ANORDNAREN]


def spara(e: Arbetsenhet, manad: str, namn: str, rader: Sequence[Saknas], fil: Path) -> Andring:
    """Writes the mail to a file and logs it; what cannot be written is not logged. Needs a unit that writes."""
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    egna = att_be_om(rader, namn)
    _krav_synliga(e, {s.insats for s in egna})
    vem = e.session.scalars(select(Anordnare).where(Anordnare.namn == namn)).one_or_none()
    if not egna or vem is None:
        raise Nekad("inget", "Anordnaren har inget att lämna för den här körningen.")
    eml = brevfil(f"Saknas för ersättningen {manad_ar(manad)}", _text(e, manad, egna), adress(e, namn))
    with handling(e, HANDLING, "ersattning") as h:
        h.anteckna(vem, "brev", f"{manad}: {antal(len(egna), 'rad', 'rader')}")
    skriv_hel(fil, eml, e.handling_id)
    return h.andring


def _krav_synliga(e: Arbetsenhet, nycklar: set[str]) -> None:
    ser = ersattningsbrister.ser(e)
    q = select(Insats.nyckel).where(Insats.nyckel.in_(nycklar))
    if ser == EGNA:
        q = q.where(mitt(e).hos(Insats.kundansvarig_id, Insats.kund_id))
    if ser == INGET or set(e.session.scalars(q)) != nycklar:
        raise Nekad("roll", "Du kan bara be om det som saknas i ärenden som du ser.")


def _text(e: Arbetsenhet, manad: str, rader: Sequence[Saknas]) -> str:
    bryt = ersattningsbrister.bryt(e, manad)
    punkter = "\n".join(
        f"- Ärende {s.insats}, {manad_ar(s.manad)}: {s.kort[:1].lower()}{s.kort[1:]}"
        for s in sorted(rader, key=lambda s: (s.insats, s.manad))
    )
    if bryt < e.idag:
        nar = f"Brytdatum var {datum_langt(bryt)}. Det som kommer in nu betalas i en senare körning."
    else:
        nar = (
            f"Det som har kommit in senast {datum_langt(bryt)} betalas i körningen för {manad_ar(manad)}, det som "
            "kommer senare i nästa."
        )
    org = organisation(e)
    return (
        f"Hej,\n\nDet här saknas för att ersättningen ska kunna betalas:\n\n{punkter}\n\n{nar}\n\n"
        f"Med vänlig hälsning\n{e.aktor.namn}, {roll_pa_dokument(e.aktor)}\n"
        f"{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    )
