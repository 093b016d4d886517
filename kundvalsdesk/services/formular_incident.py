"""The forms of a personuppgiftsincident, and what is known of it for the one who assesses it (K 3.1)."""

from __future__ import annotations

from collections.abc import Callable

from ..models import Incident, Insats
from ..rules.steg import Lage
from ..texter.incident import IMY, ja_nej, tidpunkt
from .arbetsenhet import Arbetsenhet
from .arendetyper import Falt
from .flode_incident import incident_rad, incident_steg, komplettera_incident, registrera_incident, tolka_tid
from .formularvarden import Varden
from .typer import Andring

TEXT: dict[str, tuple[str, str]] = {
    "incident_registrera": ("Registrera personuppgiftsincident", "Registrera incidenten"),
    "incident_komplettera": ("Komplettera incidenten {v}", "Spara"),
    "incident_underrattad": ("Karriärvägledaren är underrättad", "Spara"),
    "incident_vidare": ("För incidenten vidare", "Spara"),
    "incident_bedomd": ("Bedöm incidenten", "Spara bedömning"),
}

_TIDHJALP = "Skriv ÅÅÅÅ-MM-DD TT.MM."
_UTAN_NAMN = "Skriv inga namn, personnummer eller andra uppgifter om enskilda."


def _tid(namn: str, rubrik: str, e: Arbetsenhet) -> Falt:
    return Falt(namn, rubrik, "text", varde=f"{e.nu:%Y-%m-%d %H.%M}", hjalp=_TIDHJALP)


def _innehall(rad: Incident | None) -> tuple[Falt, ...]:
    antal = rad.antal_berorda if rad is not None else None
    return (
        Falt("beskrivning", "Vad har hänt?", "stor_text", varde=(rad.beskrivning or "") if rad else "",
             hjalp=_UTAN_NAMN),
        Falt("antal_berorda", "Hur många berörs?", "text", kravs=False, varde="" if antal is None else str(antal),
             hjalp="Lämna tomt om det inte är känt ännu."),
        Falt("atgarder", "Vad har gjorts?", "stor_text", kravs=False, varde=(rad.atgarder or "") if rad else "",
             hjalp=_UTAN_NAMN),
    )  # fmt: skip


def _registrera(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (
        _tid("upptackt", "Upptäcktes", e),
        _tid("kv_underrattad", "Karriärvägledaren underrättades", e),
        *_innehall(None),
        Falt("vidare", "För den vidare till dataskyddssamordnaren nu", "ja_nej", varde="ja", kravs=False,
             hjalp="Incidenten står i dataskyddssamordnarens kö så snart den är registrerad."),
    )  # fmt: skip


def _komplettera(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return _innehall(incident_rad(e, i, m))


def fakta_om(rad: Incident) -> tuple[tuple[str, str], ...]:
    """What is known of an incident, label by label."""
    rader = (
        ("Incident", rad.nyckel),
        ("Upptäcktes", tidpunkt(rad.upptackt)),
        ("Karriärvägledaren underrättades", tidpunkt(rad.kv_underrattad)),
        ("Fördes vidare", tidpunkt(rad.vidare)),
        ("Vad har hänt", rad.beskrivning or ""),
        ("Antal berörda", "" if rad.antal_berorda is None else str(rad.antal_berorda)),
        ("Vad har gjorts", rad.atgarder or ""),
        ("Bedömdes", tidpunkt(rad.bedomd)),
        ("Bedömning", rad.bedomning or ""),
        ("Anmäls till IMY", ja_nej(rad.anmals)),
        ("De berörda informeras", ja_nej(rad.berorda_informeras)),
    )
    return tuple(r for r in rader if r[1])


def _bedom(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    val = (("ja", "Ja"), ("nej", "Nej"))
    return (
        Falt("_incident", "Incidenten", "upplysning", kravs=False,
             varde="\n".join(f"{namn}: {varde}" for namn, varde in fakta_om(incident_rad(e, i, m)))),
        Falt("bedomning", "Bedömning", "stor_text", hjalp="Risken för de berörda, och varför den bedöms så."),
        Falt("anmals", f"Anmäls till {IMY}", "val", val=val,
             hjalp="Inom 72 timmar, om det inte är osannolikt att incidenten medför en risk för enskilda."),
        Falt("berorda_informeras", "De berörda informeras", "val", val=val,
             hjalp="Om risken för dem är hög."),
        _tid("tid", "Bedömd", e),
    )  # fmt: skip


def _en_tid(e: Arbetsenhet, i: Insats, x: Lage, m: str) -> tuple[Falt, ...]:
    return (_tid("tid", "Tidpunkt", e),)


FALT: dict[str, Callable[[Arbetsenhet, Insats, Lage, str], tuple[Falt, ...]]] = {
    "incident_registrera": _registrera,
    "incident_komplettera": _komplettera,
    "incident_underrattad": _en_tid,
    "incident_vidare": _en_tid,
    "incident_bedomd": _bedom,
}


# --- What was filled in -------------------------------------------------------------------------------------------


def _antal(x: Varden) -> int | None:
    return x.heltal("antal_berorda") if x.text("antal_berorda").strip() else None


def _svar(x: Varden, falt: str) -> bool | None:
    return {"ja": True, "nej": False}.get(x.text(falt))


def gor_registrera(e: Arbetsenhet, insats: str, sedd_version: int, x: Varden) -> Andring:
    return registrera_incident(
        e, insats, sedd_version, tolka_tid(x.text("upptackt"), "upptackt"),
        tolka_tid(x.text("kv_underrattad"), "kv_underrattad"), x.text("beskrivning"), _antal(x), x.text("atgarder"),
        vidare=x.janej("vidare"),
    )  # fmt: skip


def gor_komplettera(e: Arbetsenhet, insats: str, mal: str, sedd_version: int, x: Varden) -> Andring:
    return komplettera_incident(e, insats, mal, sedd_version, x.text("beskrivning"), _antal(x), x.text("atgarder"))


def gor_steg(e: Arbetsenhet, insats: str, kod: str, mal: str, sedd_version: int, x: Varden) -> Andring:
    return incident_steg(
        e, insats, kod, mal, sedd_version, tolka_tid(x.text("tid"), "tid"), x.text("bedomning"),
        _svar(x, "anmals"), _svar(x, "berorda_informeras"),
    )  # fmt: skip
