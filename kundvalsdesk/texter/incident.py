"""What is said of a personuppgiftsincident: its three clocks to the minute, what is known, how it was assessed."""

from __future__ import annotations

from datetime import datetime, timedelta

from .datum import uppraknat

IMY = "Integritetsskyddsmyndigheten (IMY)"


def _langd(tid: timedelta) -> str:
    """As 2 dygn och 3 timmar, 5 timmar och 12 minuter, 1 minut: the two largest units, the rest left out."""
    minuter = int(tid.total_seconds() // 60)
    dygn, minuter = divmod(minuter, 24 * 60)
    timmar, minuter = divmod(minuter, 60)
    delar = []
    if dygn:
        delar.append(f"{dygn} dygn")
    if timmar:
        delar.append(f"{timmar} timm{'e' if timmar == 1 else 'ar'}")
    if not dygn and (minuter or not delar):
        delar.append(f"{minuter} minut{'' if minuter == 1 else 'er'}")
    return uppraknat(delar)


def nedrakning(forfaller: datetime, nu: datetime) -> str:
    """How long is left, to the minute, or how late it is."""
    nu = nu.replace(second=0, microsecond=0)
    if nu > forfaller:
        return f"{_langd(nu - forfaller)} för sent"
    return f"{_langd(forfaller - nu)} kvar"


def klar_ord(forfaller: datetime, klar: datetime) -> str:
    return "klar i tid" if klar <= forfaller else f"klar, {_langd(klar - forfaller)} för sent"


def tidpunkt(t: datetime | None) -> str:
    return f"{t:%Y-%m-%d} klockan {t:%H.%M}" if t else ""


def ja_nej(v: bool | None) -> str:
    return "" if v is None else "Ja" if v else "Nej"
