"""A personuppgiftsincident (K 3.1): registered on a case, passed on, assessed. Its times are told to the minute."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select

from ..fel import Nekad
from ..models import Incident, Insats
from . import notiser
from .arbetsenhet import Arbetsenhet
from .arendelage import hamta_insats, krav_text, oppna_arende, prova, rimligt
from .handling import handling, kontrollera_version
from .nummer import nasta_nyckel, ny_rad
from .typer import ARENDEROLLER, Andring

BEDOMARE = "dataskyddssamordnare"

_STEG = {
    "incident_underrattad": ("kv_underrattad", "upptackt", ARENDEROLLER),
    "incident_vidare": ("vidare", "kv_underrattad", ARENDEROLLER),
    "incident_bedomd": ("bedomd", "kv_underrattad", (BEDOMARE,)),
}


def tolka_tid(text: str, falt: str) -> datetime:
    """A moment as people type it: ÅÅÅÅ-MM-DD TT.MM, with colon or T too. Raises Nekad."""
    for form in ("%Y-%m-%d %H.%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"):
        try:
            tid = datetime.strptime(text.strip(), form)
        except ValueError:
            continue
        rimligt(tid.date(), falt)
        return tid
    raise Nekad("tid", "Skriv tidpunkten som 2024-09-16 08.41.", falt)


def _inte_i_framtiden(e: Arbetsenhet, tid: datetime, falt: str) -> None:
    if tid > datetime.combine(e.idag, time.max):
        raise Nekad("framtid", "Tidpunkten ligger i framtiden.", falt)


def incident_rad(e: Arbetsenhet, i: Insats, nyckel: str) -> Incident:
    rad = e.session.scalar(select(Incident).where(Incident.insats_id == i.id, Incident.nyckel == nyckel))
    if rad is None:
        raise Nekad("okand_incident", "Incidenten finns inte längre i ärendet. Hämta om ärendet.")
    return rad


def _antal(antal: int | None) -> int | None:
    if antal is not None and not 0 <= antal <= 1_000_000:
        raise Nekad("antal", "Antalet berörda ska vara mellan 0 och 1 000 000.", "antal_berorda")
    return antal


def registrera_incident(
    e: Arbetsenhet,
    insats: str,
    sedd_version: int,
    upptackt: datetime,
    kv_underrattad: datetime,
    beskrivning: str,
    antal_berorda: int | None = None,
    atgarder: str = "",
    *,
    vidare: bool = False,
) -> Andring:
    """Something has happened, or is feared to have, to personal data. `vidare`: passed on in the same moment."""
    i = oppna_arende(e, insats)
    kontrollera_version(e, i, sedd_version, {})
    prova(e, i, "incident_registrera")
    _inte_i_framtiden(e, upptackt, "upptackt")
    _inte_i_framtiden(e, kv_underrattad, "kv_underrattad")
    if kv_underrattad < upptackt:
        raise Nekad("ordning", "Du kan inte ha underrättats innan incidenten upptäcktes.", "kv_underrattad")
    beskrivning = krav_text(beskrivning, "Vad som har hänt", "beskrivning")
    antal = _antal(antal_berorda)
    with handling(e, "incident_registrera", "incident") as h:
        ny_rad(
            e,
            Incident(
                nyckel=nasta_nyckel(e, Incident.nyckel, f"I{upptackt.year}-", 2, skyddad=i.skydd is not None),
                insats_id=i.id,
                upptackt=upptackt,
                kv_underrattad=kv_underrattad,
                # Told a moment ago and passed on at once: never before it was told.
                vidare=max(e.nu.replace(second=0, microsecond=0), kv_underrattad) if vidare else None,
                beskrivning=beskrivning,
                antal_berorda=antal,
                atgarder=atgarder.strip() or None,
            ),
        )
        if vidare:
            notiser.skriv(e, notiser.med_roll(e, BEDOMARE), "incident_vidare", i.id)
        h.insats(i)
    return h.andring


def komplettera_incident(
    e: Arbetsenhet, insats: str, nyckel: str, sedd_version: int, beskrivning: str, antal_berorda: int | None,
    atgarder: str,
) -> Andring:  # fmt: skip
    """More is known of what happened, or it was told wrongly. The log keeps what stood there."""
    i = oppna_arende(e, insats)
    rad = incident_rad(e, i, nyckel)
    kontrollera_version(
        e, rad, sedd_version, {"beskrivning": beskrivning, "antal_berorda": antal_berorda, "atgarder": atgarder}
    )
    if rad.bedomd is not None:
        raise Nekad("bedomd", "Incidenten är bedömd och ändras inte längre.")
    beskrivning = krav_text(beskrivning, "Vad som har hänt", "beskrivning")
    antal = _antal(antal_berorda)
    with handling(e, "incident_komplettera", "incident") as h:
        h.insats(i)
        rad.beskrivning, rad.antal_berorda, rad.atgarder = beskrivning, antal, atgarder.strip() or None
    return h.andring


def incident_steg(
    e: Arbetsenhet,
    insats: str,
    steg: str,
    nyckel: str,
    sedd_version: int,
    tid: datetime,
    bedomning: str = "",
    anmals: bool | None = None,
    berorda_informeras: bool | None = None,
) -> Andring:
    """One of the three clocks stops: KV told, passed on, assessed. The assessment says whether it is reported to the
    supervisory authority and whether those concerned are told (dataskyddsförordningen art. 33 and 34)."""
    falt, fore, roller = _STEG[steg]
    if not e.aktor.har(*roller):
        raise Nekad("roll", "Din roll kan inte göra det här i en incident.")
    i = hamta_insats(e, insats)
    rad = incident_rad(e, i, nyckel)
    mina: dict[str, object] = {falt: tid}
    if steg == "incident_bedomd":
        mina |= {"bedomning": bedomning, "anmals": anmals, "berorda_informeras": berorda_informeras}
    kontrollera_version(e, rad, sedd_version, mina)
    if getattr(rad, fore) is None:
        raise Nekad("ordning", "Karriärvägledaren är inte underrättad om incidenten ännu.")
    if getattr(rad, falt) is not None:
        raise Nekad("redan", "Det är redan registrerat.")
    _inte_i_framtiden(e, tid, "tid")
    if tid < getattr(rad, fore):
        raise Nekad("ordning", "Tidpunkten kan inte ligga före förra steget i incidenten.", "tid")
    if steg == "incident_bedomd":
        bedomning = krav_text(bedomning, "Bedömningen", "bedomning")
        if anmals is None:
            raise Nekad("saknas", "Välj om incidenten ska anmälas.", "anmals")
        if berorda_informeras is None:
            raise Nekad("saknas", "Välj om de berörda ska informeras.", "berorda_informeras")
    with handling(e, steg, "incident") as h:
        if not e.aktor.har(*ARENDEROLLER):
            h.klar_frist(i, "incident_bedomning", nyckel)  # the facts of the case are not theirs to reckon with
        else:
            h.insats(i)
        setattr(rad, falt, tid)
        if steg == "incident_vidare":
            notiser.skriv(e, notiser.med_roll(e, BEDOMARE), steg, i.id)
        if steg == "incident_bedomd":
            rad.bedomning, rad.anmals, rad.berorda_informeras = bedomning, anmals, berorda_informeras
    return h.andring
