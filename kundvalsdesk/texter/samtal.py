"""Words of meetings, messages and notes."""

from __future__ import annotations

from datetime import date, datetime

from .datum import datum_ord, datum_utan_ar

MOTESORD = {
    "uppstartsmote": "Uppstartsmöte",
    "trepart": "Trepartssamtal",
    "sip": "SIP-möte",
    "spontant": "Spontant möte",
    "ovrigt": "Övrigt möte",
}
LAGEORD = {"planerat": "planerat", "hallet": "hållet", "installt": "inställt"}
RIKTNINGORD = {"ut": "Till anordnaren", "in": "Från anordnaren"}
KANALORD = {
    "epost": "E-post",
    "telefon": "Telefon",
    "system": "Verksamhetssystemet",
    "brev": "Brev",
    "mote": "Samtal på plats",
}
ANNAN_INSATS = "Behov av annan insats"


def motestid(start: datetime, slut: datetime, idag: date) -> str:
    """As torsdag 19 september kl. 13.00–14.00, with the year when it is not this year's."""
    dag = datum_utan_ar(start.date()) if start.year == idag.year else datum_ord(start.date())
    return f"{dag} kl. {start:%H.%M}–{slut:%H.%M}"


def tidpunkt(t: datetime, idag: date) -> str:
    """As torsdag 19 september kl. 13.00."""
    dag = datum_utan_ar(t.date()) if t.year == idag.year else datum_ord(t.date())
    return f"{dag} kl. {t:%H.%M}"


def storlek_ord(n: int) -> str:
    """As 14 kB or 2,3 MB."""
    if n < 1_000_000:
        return f"{max(1, round(n / 1000))} kB"
    return f"{n / 1_000_000:.1f} MB".replace(".", ",")
