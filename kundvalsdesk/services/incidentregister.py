"""The register of personuppgiftsincidenter that the law asks for (dataskyddsförordningen art. 33.5): every incident,
what was done, how it was assessed, and whether the three clocks were kept. For the dataskyddssamordnare; nothing in
it names the kund.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Handlaggare, Incident, Insats
from ..texter.incident import ja_nej, klar_ord, nedrakning
from .arbetsenhet import Arbetsenhet
from .arendelage import FOR_BEDOMNING
from .flode_incident import BEDOMARE
from .formular_incident import fakta_om
from .handling import handling, krav_roll
from .incidenttyper import Incidentrad
from .typer import Andring

KOLUMNER = (
    "Incident", "Ärende", "Anordnare", "Kundansvarig", "Läge", "Upptäcktes", "Karriärvägledaren underrättades",
    "Underrättades i tid", "Fördes vidare", "Fördes vidare i tid", "Bedömdes",
    "Bedömdes i tid", "Vad har hänt", "Antal berörda", "Vad har gjorts", "Bedömning", "Anmäls till IMY",
    "De berörda informeras",
)  # fmt: skip


def hamta(e: Arbetsenhet) -> tuple[Incidentrad, ...]:
    """Every incident, the latest first. Raises Nekad for any other role."""
    krav_roll(e.aktor, BEDOMARE)
    q = (
        select(Incident, Insats, Anordnare.namn, Handlaggare.namn)
        .join(Insats, Insats.id == Incident.insats_id)
        .outerjoin(Anordnare, Anordnare.id == Insats.anordnare_id)
        .outerjoin(Handlaggare, Handlaggare.id == Insats.kundansvarig_id)
        .order_by(Incident.upptackt.desc(), Incident.id.desc())
        .options(FOR_BEDOMNING)
    )
    return tuple(_rad(e, n, i, ano or "", vem or "") for n, i, ano, vem in e.session.execute(q))


def _klocka(e: Arbetsenhet, i: Insats, kod: str, fran: datetime | None, klar: datetime | None) -> tuple[str, bool]:
    """How one clock stands, in words, and whether it is late. Its hours are those of the day it began."""
    if fran is None:
        return "", False
    forfaller = fran + timedelta(hours=e.regelverk.fristregel(kod, i.kod, fran.date()).tal["timmar"])
    if klar is not None:
        return klar_ord(forfaller, klar), klar > forfaller
    return nedrakning(forfaller, e.nu), e.nu.replace(second=0, microsecond=0) > forfaller


def _rad(e: Arbetsenhet, n: Incident, i: Insats, anordnare: str, kundansvarig: str) -> Incidentrad:
    anmald, _ = _klocka(e, i, "incident", n.upptackt, n.kv_underrattad)
    vidare, _ = _klocka(e, i, "incident_vidare", n.kv_underrattad, n.vidare)
    bedomd, sen = _klocka(e, i, "incident_bedomning", n.kv_underrattad, n.bedomd)
    if n.bedomd is not None:
        lage = "Bedömd"
    elif n.kv_underrattad is not None:
        lage = "Att bedöma"
    else:
        lage = "Väntar på anordnaren"
    klockor = (("Anordnaren underrättar oss", anmald), ("Förs vidare", vidare), ("Bedöms", bedomd))
    celler = (
        n.nyckel, i.nyckel, anordnare, kundansvarig, lage, _tid(n.upptackt), _tid(n.kv_underrattad), anmald,
        _tid(n.vidare), vidare, _tid(n.bedomd), bedomd, n.beskrivning or "",
        "" if n.antal_berorda is None else str(n.antal_berorda), n.atgarder or "", n.bedomning or "",
        ja_nej(n.anmals), ja_nej(n.berorda_informeras),
    )  # fmt: skip
    return Incidentrad(
        n.nyckel, i.nyckel, lage, _tid(n.upptackt), bedomd, ja_nej(n.anmals),
        tuple(k for k in klockor if k[1]), fakta_om(n), sen, celler,
    )  # fmt: skip


def _tid(t: datetime | None) -> str:
    return f"{t:%Y-%m-%d %H.%M}" if t else ""


def skriv_ut(e: Arbetsenhet, fil: Path) -> Andring:
    """The register as a workbook, or as CSV where the file ends so. That it was taken out is logged.

    Raises Nekad where it cannot be written; a file that is there already is replaced only by a whole one.
    """
    rader = hamta(e)
    with handling(e, "incidentregister_ut", "incident") as h:
        pass
    halv = fil.with_name(f".{fil.name}.{e.handling_id[:8]}.tmp")
    try:
        if fil.suffix.lower() == ".csv":
            halv.write_bytes(_csv([r.celler for r in rader]))
        else:
            _bok(halv, [r.celler for r in rader])
        halv.replace(fil)
    except OSError:
        halv.unlink(missing_ok=True)
        raise Nekad("fil", "Filen gick inte att spara där. Välj en annan mapp eller frigör utrymme.") from None
    return h.andring


def _csv(rader: Sequence[Sequence[str]]) -> bytes:
    """As the export writes it; a cell that a spreadsheet would reckon with is kept a text."""
    ut = io.StringIO(newline="")
    skrivare = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skrivare.writerow(KOLUMNER)
    skrivare.writerows([f"'{c}" if c[:1] in ("=", "+", "-", "@") else c for c in r] for r in rader)
    return ut.getvalue().encode("utf-8-sig")


def _bok(fil: Path, rader: Sequence[Sequence[str]]) -> None:
    from .overforing.blad import Blad, Kolumn
    from .overforing.filskrivare import Bokskrivare

    bok = Bokskrivare(fil)
    try:
        bok.borja(Blad("incidenter", (), tuple(Kolumn(k, "rad") for k in KOLUMNER)))
        for r in rader:
            bok.rad(r)
        bok.klar()
    finally:
        bok.close()
