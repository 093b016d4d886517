"""The diagrams of the statistics: what each table shows as bars. The window and paper draw what is made here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from ..rules.diagram import ANTAL, DAGAR, PROCENT, UTSEENDEN, Diagram, Serie, Tal
from ..rules.insatskedjor import SLUT
from ..rules.kundenkat import TOLV, TRETTON
from ..rules.ledtider import STEG
from ..rules.statistik import DELAR, KATEGORIER, UTFALL
from ..rules.statistiktabeller import Rad, Tabell
from ..texter import statistik as ord_
from .statistiktyper import AR_FOR_AR, GRANSKNING, KEDJOR, LEDTIDER, PROGRESSION, RAPPORTER, Statistiksvar

HOGST = 20
"""More bars than this are not read: the largest stand for themselves, the others together."""
_UTSEENDE = {
    "pagaende": 4,
    "egen_forsorjning": 0,
    "annan_insats": 1,
    "avbrott": 2,
    "fullfoljd_utan_mal": 3,
    "okand": 5,
}
"""An outcome looks the same in every diagram."""
_STEGORD = {"bemanning": "Bemanning", "plan": "Plan", "godkannande": "Godkännande"}
Gor = Callable[[Statistiksvar, Tabell], tuple[Diagram, ...]]
MER: dict[str, Gor] = {}
"""Diagrams of tables from `statistiktillagg`, by their number; filled in below."""


def diagram(svar: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
    """Those of one table; none where bars would say nothing."""
    if t.nummer in MER:
        return MER[t.nummer](svar, t)
    if (j := svar.jamforelse(t)) is not None:
        kolumn = _storlek(t)
        rader = [(r.namn or "", r.nu.get(kolumn), r.fore.get(kolumn)) for r in j.rader]
        period = svar.urval.period
        ord_nu, ord_fore = ord_.korta_perioder(period, period.aret_fore)
        rader, ovriga = _hopslagna(rader)
        return (
            Diagram(
                _rubrik(t), ANTAL, tuple(ord_.rad_ord(t.namn, r[0]) for r in rader),
                (
                    Serie(ord_nu, tuple(_tal(r[1]) for r in rader), nyckel=kolumn),
                    Serie(ord_fore, tuple(_tal(r[2]) for r in rader), 1, nyckel=kolumn, fore=True),
                ),
                liggande=True, nycklar=tuple(None if r[0] == ovriga else r[0] for r in rader),
            ),
        )  # fmt: skip
    if t.nummer == AR_FOR_AR:
        ar = t.kolumner[1:]
        return (_av_kolumner(t, ar, {k: n % len(UTSEENDEN) for n, k in enumerate(ar)}, staende=True),)
    if t.nummer == "3b":
        koder = [k for k in t.kolumner[1:] if k not in ("totalt", "andel_av_alla") and not k.startswith("andel_")]
        return (_av_kolumner(t, koder, {k: n % len(UTSEENDEN) for n, k in enumerate(koder)}, staplad=True),)
    if (kategori := _kategori(t)) is not None:
        return (_av_kolumner(t, DELAR[kategori], {k: n for n, k in enumerate(DELAR[kategori])}, staplad=True),)
    if "pagaende" in t.kolumner:
        delar = [k for k in ("pagaende", *UTFALL) if k in t.kolumner]
        return (_av_kolumner(t, delar, _UTSEENDE, staplad=True),)
    return (_av_kolumner(t, ("totalt",), {}),) if "totalt" in t.kolumner else ()


def _kategori(t: Tabell) -> str | None:
    return dict(zip("567", KATEGORIER, strict=False)).get(t.nummer)


def _storlek(t: Tabell) -> str:
    """What the rows of a table go by."""
    return _kategori(t) or "totalt"


def _rubrik(t: Tabell) -> str:
    return ord_.tabell_rubrik(t.nummer, t.avser)


def _tal(v: object) -> Tal | None:
    return v if isinstance(v, (int, Decimal)) else None


def _hopslagna(
    rader: list[tuple[str, int | Decimal | str | None, int | Decimal | str | None]],
) -> tuple[list[tuple[str, int | Decimal | str | None, int | Decimal | str | None]], str]:
    if len(rader) <= HOGST:
        return rader, ""
    resten = rader[HOGST - 1 :]
    namn = ord_.ovriga_ord(len(resten))
    nu, fore = (sum(_tal(r[n]) or 0 for r in resten) for n in (1, 2))
    return [*rader[: HOGST - 1], (namn, nu, fore)], namn


def _av_kolumner(
    t: Tabell, kolumner: Iterable[str], utseende: dict[str, int], *, staplad: bool = False, staende: bool = False
) -> Diagram:
    """The rows as bars, of some columns of numbers."""
    kolumner = tuple(kolumner)
    rader: list[Rad] = list(t.rader)
    nycklar: list[str | None] = [str(r[t.namn]) for r in rader]
    namn = [ord_.rad_ord(t.namn, n or "") for n in nycklar]
    if len(rader) > HOGST:
        resten = rader[HOGST - 1 :]
        rader = [*rader[: HOGST - 1], {k: sum(_tal(r[k]) or 0 for r in resten) for k in kolumner}]
        nycklar = [*nycklar[: HOGST - 1], None]
        namn = [*namn[: HOGST - 1], ord_.ovriga_ord(len(resten))]
    return Diagram(
        _rubrik(t), ANTAL, tuple(namn),
        tuple(
            Serie(ord_.kolumn_ord(k), tuple(_tal(r[k]) for r in rader), utseende.get(k, 0), nyckel=k) for k in kolumner
        ),
        staplad=staplad, liggande=not staende, nycklar=tuple(nycklar),
    )  # fmt: skip


def _ledtider(svar: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
    """Days, and what was done in time, month by month."""
    manader = [str(r[t.namn]) for r in t.rader]

    def av(rubrik: str, enhet: str, vad: str) -> Diagram:
        return Diagram(
            rubrik, enhet, tuple(ord_.manad_kort(m) for m in manader),
            tuple(
                Serie(_STEGORD[s], tuple(_tal(r[f"{vad}_{s}"]) for r in t.rader), nr, nyckel=f"{vad}_{s}")
                for nr, s in enumerate(STEG)
            ),
            korta=tuple(m[5:] for m in manader), nycklar=tuple(manader),
        )  # fmt: skip

    return (
        av("Andel i tid, per månad för beslutet", PROCENT, "andel_i_tid"),
        av("Dagar i median, per månad för beslutet", DAGAR, "median"),
    )


def _enkaten(kolumner: tuple[str, ...], enhet: str) -> Gor:
    """Tables 12 and 13: each row is of one kundval, which is said where there are several. No bar leads to answers."""

    def gor(_: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
        flera = len({r["kundval"] for r in t.rader}) > 1
        rader = t.rader[:HOGST]
        return (
            Diagram(
                _rubrik(t), enhet,
                tuple(f"{r['kundval']} · {r[t.namn]}" if flera else str(r[t.namn]) for r in rader),
                tuple(
                    Serie(ord_.kolumn_ord(k).removesuffix(", %"), tuple(_tal(r[k]) for r in rader), nr, nyckel=k)
                    for nr, k in enumerate(kolumner)
                ),
                liggande=True, nycklar=(None,) * len(rader),
            ),
        )  # fmt: skip

    return gor


def _rapporterna(_: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
    manader = [str(r[t.namn]) for r in t.rader]

    def av(rubrik: str, enhet: str, kolumn: str) -> Diagram:
        return Diagram(
            rubrik, enhet, tuple(ord_.manad_kort(m) for m in manader),
            (Serie(ord_.kolumn_ord(kolumn), tuple(_tal(r[kolumn]) for r in t.rader), nyckel=kolumn),),
            korta=tuple(m[5:] for m in manader), nycklar=tuple(manader),
        )  # fmt: skip

    return (
        av("Andel godkända i tid, per månad", PROCENT, "andel_i_tid_rapport"),
        av("Arbetsdagar till godkännande i median, per månad", DAGAR, "median_rapport"),
    )


def _fordelat(kolumner: tuple[str, ...]) -> Gor:
    """Each row as what its insatser have come to, one part beside the other."""

    def gor(_: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
        d = _av_kolumner(
            t, [k for k in kolumner if k in t.kolumner], {k: n for n, k in enumerate(kolumner)}, staplad=True
        )
        return (replace(d, nycklar=(None,) * len(d.kategorier)),)

    return gor


def _granskade(_: Statistiksvar, t: Tabell) -> tuple[Diagram, ...]:
    """Each anordnare as its kontrollpunkter, from the best step to the worst."""
    steg = [k for k in t.kolumner[1:] if k != "punkter"]
    d = _av_kolumner(t, steg, {k: n for n, k in enumerate(steg)}, staplad=True)
    return (replace(d, nycklar=(None,) * len(d.kategorier)),)


MER |= {
    **dict.fromkeys(PROGRESSION, _fordelat(("framat", "oforandrat", "bakat"))),
    KEDJOR[0]: _fordelat(("framat", "at_sidan", "bakat", *SLUT)),
    KEDJOR[1]: _fordelat(SLUT),
    LEDTIDER: _ledtider,
    RAPPORTER: _rapporterna,
    GRANSKNING: _granskade,
    TOLV: _enkaten(("tillfragade", "svar"), ANTAL),
    TRETTON: _enkaten(("andel_nojda", "andel_missnojda"), PROCENT),
}
