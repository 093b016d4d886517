"""Words of åtgärder after a brist."""

from __future__ import annotations

from datetime import date

from ..rules.atgarder import (
    ARBETSLEDARE,
    ATERKALLAD,
    ATERKALLELSE,
    ATT_ATGARDA,
    ATT_BESLUTA,
    ATT_FOLJA_UPP,
    ATT_KOMMUNICERA,
    AVHJALPT,
    AVSLAGET,
    AVSLUTAD_AVHJALPT,
    BESLUTAT,
    FORESLAGET,
    KOMMUNICERAT,
    KVARSTAR,
    MAKULERAD,
    NAMND,
    NASTA_STEG,
    OPPEN,
    UPPFOLJNING,
    UTKAST,
    Atgardsmodell,
    Vantan,
)
from .datum import TAL, frist_ord

URSPRUNG = {
    "granskning": "Granskningen",
    "besok": "Ett besök",
    "stickprov": "Ett stickprov",
    "lopande": "Den löpande uppföljningen",
    "annat": "Annat",
}
LAGEORD = {
    OPPEN: "öppen", AVSLUTAD_AVHJALPT: "avhjälpt", ATERKALLAD: "auktorisation återkallad", MAKULERAD: "makulerad",
}  # fmt: skip
STEGLAGE = {
    UTKAST: "inte kommunicerat", FORESLAGET: "väntar på beslut", BESLUTAT: "beslutat, inte kommunicerat",
    AVSLAGET: "avslaget", KOMMUNICERAT: "kommunicerat",
}  # fmt: skip
RESULTATORD = {AVHJALPT: "Avhjälpt", KVARSTAR: "Kvarstår"}
BESLUTSORD = {ARBETSLEDARE: "Arbetsledaren", NAMND: "Nämnden"}
SLAGORD = {
    "begaran": "Begäran om åtgärd", UPPFOLJNING: "Uppföljning", "anmarkning": "Anmärkning",
    "forelaggande": "Föreläggande", ATERKALLELSE: "Återkallad auktorisation",
}  # fmt: skip
_VANTAR = {
    ATT_KOMMUNICERA: "kommuniceras", ATT_BESLUTA: "beslutas", ATT_ATGARDA: "åtgärdas", ATT_FOLJA_UPP: "följs upp",
    NASTA_STEG: "nästa steg",
}  # fmt: skip


def mellan_ord(minst: int, hogst: int) -> str:
    """As "en till sex månader"."""
    fran, till = (TAL[n] if n < len(TAL) else str(n) for n in (minst, hogst))
    return f"{fran} till {till} månader"


def slag_ord(modell: Atgardsmodell, kod: str) -> str:
    return next((s.namn for s in modell.steg if s.kod == kod), SLAGORD.get(kod, kod))


def rapportens_ord(
    modell: Atgardsmodell, lage: str, hogst: str, steg: str, senast: date | None, foljs_upp: date | None
) -> str:
    """What the kvalitetsrapport says of an åtgärd: the highest step that the anordnare has been told, and how it went.
    `steg`: the one that it was told last; "" where it has been told nothing."""
    if not steg:
        return ""
    vad = slag_ord(modell, hogst or steg)
    if lage == ATERKALLAD:
        return vad
    if lage != OPPEN:
        return f"{vad}: {LAGEORD[lage]}"
    if steg == UPPFOLJNING:
        return f"{vad}: kvarstår"
    dagar = [f"{ord_} {d.isoformat()}" for ord_, d in (("klar senast", senast), ("följs upp", foljs_upp)) if d]
    return f"{vad}: {', '.join(dagar)}" if dagar else vad


def vantan_ord(v: Vantan, idag: date) -> str:
    """What it waits for, with its day: "följs upp om 3 arbetsdagar"."""
    if not v.vad or v.forfaller is None:
        return ""
    return f"{_VANTAR[v.vad]} {frist_ord(v.ljus, v.kvar, v.forfaller, idag)}"


def att_gora_ord(v: Vantan, anordnare: str) -> str:
    """What is to be done, in the list of the room."""
    vad = {
        ATT_KOMMUNICERA: "Kommunicera ett steg till {}", ATT_BESLUTA: "Beslut om {}",
        ATT_ATGARDA: "{} åtgärdar en brist", ATT_FOLJA_UPP: "Följ upp bristen hos {}",
        NASTA_STEG: "Välj nästa steg för {}",
    }[v.vad]  # fmt: skip
    return vad.format(anordnare)
