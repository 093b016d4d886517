"""Dates, months and time left, as people say them in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ..rules.kalender import arbetsdagar_mellan, manadens_forsta

VECKODAGAR = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
KORTA = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
TAL = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def veckodag(d: date) -> str:
    return VECKODAGAR[d.weekday()]


def dag_manad(d: date) -> str:
    """As 16 september."""
    return f"{d.day} {MANADER[d.month - 1]}"


def datum_ord(d: date) -> str:
    """As måndag 16 september 2024."""
    return f"{veckodag(d)} {dag_manad(d)} {d.year}"


def datum_utan_ar(d: date) -> str:
    """As måndag 16 september."""
    return f"{veckodag(d)} {dag_manad(d)}"


def datum_langt(d: date) -> str:
    """As 16 september 2024."""
    return f"{dag_manad(d)} {d.year}"


def datum_kort(d: date, idag: date | None = None) -> str:
    """As 16 sep, with the year when it is not this year's."""
    kort = f"{d.day} {KORTA[d.month - 1]}"
    return kort if idag is None or d.year == idag.year else f"{kort} {d.year}"


def tid_ord(t: datetime) -> str:
    """As måndag 16 september 2024 klockan 08.41."""
    return f"{datum_ord(t.date())} klockan {t:%H.%M}"


def nyss_ord(t: datetime, nu: datetime) -> str:
    """As i dag klockan 08.41, i går klockan 14.05, måndag 16 september klockan 08.41."""
    dagar = (nu.date() - t.date()).days
    dag = {0: "i dag", 1: "i går"}.get(dagar, datum_utan_ar(t.date()))
    return f"{dag} klockan {t:%H.%M}"


def manad_ord(m: str) -> str:
    """As augusti of "2024-08"; anything else comes back as it is."""
    try:
        return MANADER[manadens_forsta(m).month - 1]
    except ValueError:
        return m


def manad_ar(m: str) -> str:
    """As augusti 2024."""
    return f"{manad_ord(m)} {m[:4]}"


def antal(n: int, ett: str, flera: str) -> str:
    """A number with its word: small ones spelled out, "en arbetsdag", "fem arbetsdagar", "14 dagar"."""
    ord_ = TAL[n] if 0 <= n < len(TAL) else str(n)
    if n == 1:
        return f"{'ett' if ett in ('år',) else 'en'} {ett}"
    return f"{ord_} {flera}"


def uppraknat(delar: Sequence[str]) -> str:
    """As a, b och c."""
    if len(delar) < 2:
        return "".join(delar)
    return f"{', '.join(delar[:-1])} och {delar[-1]}"


def dagar_ord(dagar: Sequence[date]) -> str:
    """As 10, 11, 12 och 16 september: the month is said once per run of days in it."""
    ut: list[str] = []
    for n, d in enumerate(dagar):
        nasta = dagar[n + 1] if n + 1 < len(dagar) else None
        ut.append(str(d.day) if nasta and (nasta.year, nasta.month) == (d.year, d.month) else dag_manad(d))
    return uppraknat(ut)


def sen_ord(n: int) -> str:
    """As 2 arbetsdagar sen; none passed yet (a weekend): "försenad"."""
    return "försenad" if n == 0 else f"{n} arbetsdag{'' if n == 1 else 'ar'} sen"


def frist_ord(ljus: str, kvar: int, forfaller: date, idag: date) -> str:
    """How long is left, as people speak. `kvar` as in rules.trafikljus: negative = arbetsdagar late."""
    if ljus == "vilande":
        return "väntar på anordnaren"
    if ljus == "bortfallen":
        return "bortfallen"
    if ljus == "klar":
        return "klar i tid" if kvar >= 0 else f"klar, {sen_ord(-kvar)}"
    if ljus == "rod":
        return sen_ord(-kvar)
    if forfaller == idag:
        return "i dag"
    if forfaller == idag + timedelta(days=1):
        return "i morgon"
    n = arbetsdagar_mellan(idag + timedelta(days=1), forfaller)
    if n == 0:
        return f"på {veckodag(forfaller)}"
    return f"om {n} arbetsdag{'' if n == 1 else 'ar'}"
