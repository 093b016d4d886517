"""Made-up rows for the measures: the transfer format with any number of insatser, one like the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kundvalsdesk.rules import fakta as F  # noqa: N812 - the facts, as the program calls them
from kundvalsdesk.rules.kalender import manad, manadens_forsta, plus_manader, slutdatum

IDAG = date(2024, 12, 18)
NYCKEL = "5a" * 32
ANSVARIGA = 100
ANORDNARE = 20
_DAG = timedelta(days=1)


def _start(n: int) -> date:
    return date(2024, 1, 8) + timedelta(days=n * 7 % 300)


def _manader(start: date) -> list[str]:
    """Months that have ended, each with a report."""
    ut, d = [], start.replace(day=1)
    while plus_manader(d, 1) <= IDAG:
        ut.append(manad(d))
        d = plus_manader(d, 1)
    return ut


def _iso(d: date | None) -> str:
    return d.isoformat() if d else ""


def rader(antal: int) -> dict[str, list[dict[str, str]]]:
    """Sheets with so many insatser, a kund each, with plan, reports, contacts and now and then an absence."""
    blad: dict[str, list[dict[str, str]]] = {
        "handlaggare": [
            {"anvandare": f"kv{k:03d}", "namn": f"Person {k:03d}", "roll": "karriarvagledare"}
            for k in range(ANSVARIGA)
        ],
        "anordnare": [{"anordnare": f"Anordnare {k:02d}", "kommunal": "nej"} for k in range(ANORDNARE)],
        "auktorisationer": [
            {"anordnare": f"Anordnare {k:02d}", "avser": "AMI", "fran": "2021-01-01"} for k in range(ANORDNARE)
        ],
        "kunder": [],
        "insatser": [],
        "genomforandeplaner": [],
        "manadsrapporter": [],
        "franvaro": [],
    }
    for n in range(antal):
        for namn, rad in _insats(n):
            blad[namn].append(rad)
    return blad


def _insats(n: int) -> Iterator[tuple[str, dict[str, str]]]:
    i, start = f"I{n:06d}", _start(n)
    yield "kunder", {
        "kund": f"K{n:06d}", "fodelsedatum": "1990-01-01", "fornamn": f"Namn{n % 997}", "efternamn": f"Ek{n % 1009}",
        "malgrupp": "bistand", "ekonomiskt_bistand": "ja", "karriarvagledare": f"kv{n % ANSVARIGA:03d}",
    }  # fmt: skip
    yield "insatser", {
        "insats": i, "kund": f"K{n:06d}", "kod": "AMI2", "anordnare": f"Anordnare {n % ANORDNARE:02d}",
        "beslut": _iso(start - 9 * _DAG), "aktualiserad": _iso(start - 8 * _DAG), "bemannad": _iso(start - 7 * _DAG),
        "uppdrag": _iso(start - 5 * _DAG), "start": _iso(start), "omfattning": "100",
    }  # fmt: skip
    yield "genomforandeplaner", {
        "insats": i, "version": "1", "inkommen": _iso(start + 10 * _DAG), "godkand": _iso(start + 13 * _DAG),
    }  # fmt: skip
    manader = _manader(start)
    for m in manader:
        inne = plus_manader(manadens_forsta(m), 1) + 4 * _DAG
        sist = m == manader[-1] and n % 3 == 0
        yield "manadsrapporter", {
            "insats": i, "manad": m, "klarmarkerad": _iso(inne), "godkand": "" if sist else _iso(inne + 4 * _DAG),
            "underlag": _iso(inne),
        }  # fmt: skip
    if n % 5 == 0:
        yield "franvaro", {
            "insats": i, "typ": "sjuk", "fran": _iso(start + 30 * _DAG), "till": _iso(start + 41 * _DAG),
            "registrerad": _iso(start + 31 * _DAG), "intyg_anordnare": _iso(start + 37 * _DAG),
        }  # fmt: skip


def fakta(n: int) -> F.Insatsfakta:
    """The same insats as facts, without a database."""
    start = _start(n)
    rapporter = tuple(
        F.Rapport(m, inne, (), inne + 4 * _DAG, inne)
        for m in _manader(start)
        for inne in (plus_manader(manadens_forsta(m), 1) + 4 * _DAG,)
    )
    sjuk = F.Franvaro("sjuk", start + 30 * _DAG, start + 41 * _DAG, intyg_anordnare=start + 37 * _DAG)
    return F.Insatsfakta(
        kod="AMI2",
        beslut=start - 9 * _DAG,
        aktualiserad=start - 8 * _DAG,
        bemannad=start - 7 * _DAG,
        uppdrag=start - 5 * _DAG,
        start=start,
        slut=slutdatum(start, 12),
        planer=(F.Plan(1, start + 10 * _DAG, (), start + 13 * _DAG),),
        rapporter=rapporter,
        franvaro=(sjuk,) if n % 5 == 0 else (),
    )
