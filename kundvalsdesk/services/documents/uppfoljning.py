"""The uppföljningsplan on paper, for the nämnd that decides it and for kommunstyrelsen that it is reported to; and
all nämnder's plans of a year on one.

Nothing about a kund stands in it. What cannot be printed stands as its code: nobody can mend a plan for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ...fel import Nekad
from ...rules.sortering import sortnyckel
from ...rules.uppfoljning import TERTIAL, UTKAST
from ...texter.datum import datum_kort
from ...texter.uppfoljning import (
    LAGEORD,
    TERTIALORD,
    bristmeningar,
    klara_ord,
    kortmeningar,
    lage_ord,
    oversikt_ord,
    stegets_lage,
)
from ..arbetsenhet import Arbetsenhet
from ..uppfoljning import hamta
from ..uppfoljning import oversikt as hamta_oversikt
from ..uppfoljningsmodell import modell
from ..uppfoljningstyper import Oversikt, Plan, Planrad, Stegrad
from .ersattning import avsandaren
from .text import Delar, Fet, utskrivbart

NAMND, KS = "namnd", "ks"
MOTTAGARE = {NAMND: "nämnden", KS: "kommunstyrelsen"}
BORJAN = 170.0
"""Less is left of a page: the next kundval begins on a new one."""


def filnamn(planer: Sequence[Plan], till: str) -> str:
    ar = planer[0].rad.ar
    return f"uppfoljningsplan_{ar}_{till}.pdf"


def fil(e: Arbetsenhet, plan_ids: Sequence[int], till: str = NAMND) -> tuple[str, bytes]:
    """Name and bytes. One plan, or all of a nämnd in a year; `till`: namnd | ks. Raises Nekad."""
    from . import mall

    planer = [hamta(e, n) for n in plan_ids]
    if not planer:
        raise Nekad("ingen_plan", "Det finns ingen plan att skriva ut.")
    if till not in MOTTAGARE:
        raise Nekad("till", f"Planen skrivs ut för {' eller '.join(MOTTAGARE)}.", "till")
    forst = planer[0].rad
    huvud = mall.Dokumenthuvud(
        typ=f"Uppföljningsplan {forst.ar}", nummer="", datum=e.idag,
        rader=(("Dag", e.idag.isoformat()), ("För", MOTTAGARE[till]),
               ("Läge", LAGEORD[min((p.rad.lage for p in planer), key=list(LAGEORD).index)].lower())),
        undertitel=utskrivbart(f"{forst.namnd}: {', '.join(p.rad.kundval for p in planer)}"), sekretess=False,
    )  # fmt: skip
    flode: list[Any] = []
    if till == NAMND and (utkast := [p.rad for p in planer if p.rad.lage == UTKAST]):
        flode += mall.rubrik("Förslag till beslut")
        flode += mall.punkter(_forslag(utkast))
    for p in planer:
        flode += _planen(e, p, len(planer) > 1)
    flode += _modellen()
    return filnamn(planer, till), mall.bygg(huvud, avsandaren(e), flode)


def oversikt(e: Arbetsenhet, ar: int) -> tuple[str, bytes]:
    """Name and bytes of all nämnder's plans of a year, with what is missing where."""
    from . import mall

    o = hamta_oversikt(e, ar)
    huvud = mall.Dokumenthuvud(
        typ=f"Uppföljningsplaner {ar}", nummer="", datum=e.idag,
        rader=(("Dag", e.idag.isoformat()), ("Planer", str(len(o.planer))), ("Saknas", str(len(o.saknade)))),
        undertitel="Alla nämnders kundval, en samlad översikt.", sekretess=False,
    )  # fmt: skip
    brister = [p for p in o.planer if p.brister.antal]
    hela = len(o.planer) - len(brister)
    flode: list[Any] = [
        *mall.framhavd(oversikt_ord(len(o.planer), hela, len(o.saknade))),
        *mall.rubrik("Planerna"),
    ]  # fmt: skip
    if o.planer or o.saknade:
        flode += mall.tabell(
            (("Nämnd", 0.2), ("Kundval", 0.22), ("Läge", 0.16), ("Klara steg", 0.12), ("Det som saknas", 0.3)),
            _oversiktsrader(o),
        )
    else:
        flode += mall.lopande(f"Ingen nämnd har lagt upp någon plan för {ar}.")
    for p in brister:
        flode += [*mall.rubrik(utskrivbart(f"{p.kundval}, {p.namnd}")),
                  *mall.punkter(list(bristmeningar(modell(), p.brister)))]  # fmt: skip
    if o.saknade:
        flode += mall.rubrik("Kundval utan plan")
        flode += mall.punkter(
            [utskrivbart(f"{s.kundval}, {s.namnd}: hade en plan {ar - 1}, men ingen {ar}.") for s in o.saknade]
        )
    flode += mall.rubrik("Reglementets krav")
    flode += mall.lopande("Nämnden beslutar för varje kundval en modell för uppföljning, som ska:")
    flode += mall.punkter([k.namn for k in modell().krav])
    flode += mall.lopande("Nämnden rapporterar varje år sin uppföljningsplan till kommunstyrelsen.")
    return f"uppfoljningsplaner_{ar}.pdf", mall.bygg(huvud, avsandaren(e), flode)


def _oversiktsrader(o: Oversikt) -> list[list[Delar]]:
    rader: list[tuple[str, str, list[Delar]]] = []
    for p in o.planer:
        kort = "\n".join(kortmeningar(p.brister)) or "Inget"
        rader.append((p.namnd, p.kundval, [_lage_kort(p), klara_ord(p.klara, p.antal, p.ljus.get("rod", 0)), kort]))
    rader += [(s.namnd, s.kundval, ["–", "–", Fet("Ingen plan")]) for s in o.saknade]
    rader.sort(key=lambda x: (sortnyckel(x[0]), sortnyckel(x[1])))
    return [[utskrivbart(namnd), Fet(utskrivbart(kundval)), *mer] for namnd, kundval, mer in rader]


def _lage_kort(p: Planrad) -> str:
    nar: date | None = p.redovisad or p.beslutad
    return LAGEORD[p.lage] + (f"\n{datum_kort(nar)} {nar.year}" if nar else "")


def _forslag(planer: Sequence[Planrad]) -> list[Delar]:
    namnd, ar = utskrivbart(planer[0].namnd), planer[0].ar
    vilka = utskrivbart(", ".join(p.kundval for p in planer))
    return [
        f"{namnd} beslutar att anta modellen för uppföljning och uppföljningsplanen {ar} för {vilka}.",
        f"{namnd} skickar i enlighet med reglementet för kundval den beslutade modellen och uppföljningsplanen vidare "
        "till kommunstyrelsen.",
    ]


def _planen(e: Arbetsenhet, p: Plan, flera: bool) -> list[Any]:
    from reportlab.platypus import CondPageBreak

    from . import mall

    r = p.rad
    flode: list[Any] = [CondPageBreak(BORJAN)] if flera else []
    if flera:
        flode += mall.rubrik(utskrivbart(f"Kundval {r.kundval}"))
    flode += mall.framhavd(utskrivbart(f"{lage_ord(r.lage, r.beslutad, r.beslut, r.redovisad)}."))
    flode += mall.rubrik("Reglementets krav")
    flode += mall.tabell(
        (("Krav på planen", 0.42), ("Uppfyllt", 0.16), ("Vad som visar det", 0.42)),
        [[k.namn, f"Ja, {datum_kort(k.uppfyllt)} {k.uppfyllt.year}" if k.uppfyllt else Fet("Inte visat"),
          utskrivbart(k.belagg) or "–"] for k in p.krav],
    )  # fmt: skip
    if brister := bristmeningar(modell(), r.brister):
        flode += mall.rubrik("Det som saknas")
        flode += mall.punkter(list(brister))
    if r.tema.strip():
        flode += mall.rubrik("Tema och fokusfrågor")
        flode += mall.lopande(utskrivbart(r.tema))
    for t in TERTIAL:
        flode += mall.rubrik(TERTIALORD[t])
        stegen = [s for s in p.steg if s.tertial == t]
        if not stegen:
            flode += mall.lopande("Inga steg.")
            continue
        flode += mall.tabell(
            (("Steg", 0.07), ("Vad som ska göras", 0.37), ("Ansvarig", 0.22), ("Klart senast", 0.15), ("Läge", 0.19)),
            [_steget(e, s) for s in stegen],
        )
    if p.andringar:
        flode += mall.rubrik("Ändringar efter beslutet" if r.lage != UTKAST else "Tidigare beslut och ändringar")
        flode += mall.tabell(
            (("Dag", 0.15), ("Ändring", 0.45), ("Skäl", 0.4)),
            [[a.datum.isoformat(), utskrivbart(a.vad), utskrivbart(a.skal)] for a in p.andringar],
        )
    return flode


def _steget(e: Arbetsenhet, s: Stegrad) -> list[Delar]:
    vad: tuple[str, ...] = (Fet(utskrivbart(s.rubrik)),)
    if s.beskrivning.strip():
        vad += (f"\n{utskrivbart(s.beskrivning)}",)
    lage = stegets_lage(s.klar, s.ljus, s.kvar, s.forfaller, e.idag)
    return [str(s.steg), vad, utskrivbart(s.ansvarig) or "–", s.forfaller.isoformat(), lage]


def _modellen() -> list[Any]:
    from . import mall

    m = modell()
    flode = [*mall.rubrik("Modellen för uppföljning"), *mall.lopande("Uppföljningen av ett kundval går i åtta steg:")]
    flode += mall.tabell(
        (("Nr", 0.08), ("Steg", 0.34), ("Innehåll", 0.58)), [[str(s.nr), Fet(s.namn), s.text] for s in m.steg]
    )
    flode += mall.rubrik("Vad som följs upp")
    flode += mall.punkter([(Fet(d.namn), f", {d.text}.") for d in m.delar])
    flode += mall.lopande(f"Källa: {m.kalla}.")
    return flode
