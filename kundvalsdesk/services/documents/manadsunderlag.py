"""The snapshot of a månadsrapport, for whom it is asked for."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models import Insats, Manadsrapport
from ...rules.rapporttyper import FRANVAROTYPER, LAGEN, SATT, Franvarorad, Innehall
from ...texter.anmarkningar import period_ord
from ...texter.datum import datum_utan_ar, manad_ar
from ...texter.franvaro import period_ord as period_med_ar
from ...texter.meningar import BEDOMNINGORD
from ..arbetsenhet import Arbetsenhet
from ..arendetyper import Falt
from .lasare import INTERN, Val, lasarfalt, vald_lasare
from .manadsrapport import Delmalslage, Franvaro, Kontakt, Manadsunderlag
from .rapportunderlag import AVSER, TILL, gemensamma, ingen_inkommen, lageord, las


def _inkomna(e: Arbetsenhet, i: Insats) -> list[Manadsrapport]:
    """The reports that have come in, the latest month first."""
    q = select(Manadsrapport).where(Manadsrapport.insats_id == i.id, Manadsrapport.klarmarkerad.is_not(None))
    rader = list(e.session.scalars(q.order_by(Manadsrapport.manad.desc())))
    if not rader:
        raise ingen_inkommen(i, "månadsrapport")
    return rader


def falt(e: Arbetsenhet, i: Insats) -> tuple[Falt, ...]:
    rader = _inkomna(e, i)
    val = tuple((r.manad, f"{manad_ar(r.manad)}, {lageord(r)}") for r in rader)
    return Falt(AVSER, "Månad", "val", varde=rader[0].manad, val=val), lasarfalt(TILL)


def underlag(e: Arbetsenhet, i: Insats, val: Val) -> Manadsunderlag:
    for_vem = vald_lasare(val, TILL)
    manad = val.get(AVSER, "") or _inkomna(e, i)[0].manad
    x = las(e, i, "rapport", manad)
    innehall = x.innehall or Innehall("")
    bedomning = x.rad.bedomning if for_vem == INTERN and x.rad.godkand else None
    return Manadsunderlag(
        **gemensamma(e, i, x, for_vem),
        bedomning=BEDOMNINGORD.get(bedomning, bedomning) if bedomning else "",
        tabeller=x.formular.tabeller if x.formular else (),
        delmal=tuple(
            Delmalslage(x.text(f"{d.nr}. {d.text}"), LAGEN.get(d.lage, d.lage), x.text(d.kommentar))
            for d in innehall.delmal
        ),
        kontakter=tuple(
            Kontakt(datum_utan_ar(k.datum) if k.datum else "Utan dag", SATT.get(k.satt, k.satt), x.text(k.kommentar))
            for k in innehall.kontakter
        ),
        franvaro=tuple(
            Franvaro(
                FRANVAROTYPER.get(f.typ, f.typ), _period(f, manad), x.text(f.orsak),
                "" if f.intyg is None else "finns" if f.intyg else "saknas",
            )
            for f in innehall.franvaro
        ),
    )  # fmt: skip


def _period(f: Franvarorad, manad: str) -> str:
    if f.fran is None:
        return f"till {_dag(f.till)}" if f.till else "Utan dag"
    samma = all(d.isoformat()[:4] == manad[:4] for d in (f.fran, f.till) if d)
    return period_ord(f.fran, f.till) if samma and not (f.till and f.till < f.fran) else period_med_ar(f.fran, f.till)


def _dag(d: date) -> str:
    return datum_utan_ar(d)
