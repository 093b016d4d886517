"""What is different in the payment of an insats from last month, and from the run as it was prepared, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..rules.ersattning import AVBROTT, EFTERSLAPANDE, ORDINARIE, RATTELSE
from ..rules.kalender import manadens_forsta, plus_manader
from ..texter.datum import antal, dag_manad, manad_ord
from ..texter.ersattning import SKALORD
from ..texter.kronor import kronor
from .ersattningstyper import Post
from .ersattningsvytyper import BORTA, NY, RATTAD, SEN, SLUT

_NOLL = Decimal("0.00")


class Om(NamedTuple):
    """What is known of the insats itself: first day that is paid, last day. None where it is gone or open."""

    fran: date | None = None
    sista: date | None = None


class Skillnad(NamedTuple):
    ord: str
    marken: frozenset[str]


def med_tecken(belopp: Decimal) -> str:
    """As +3 876 kr, −904,40 kr."""
    return f"{'−' if belopp < 0 else '+'}{kronor(abs(belopp))}"


def summa(rader: Sequence[Post]) -> Decimal:
    return sum((r.belopp for r in rader), _NOLL)


def mot_forra(nu: Sequence[Post], fore: Sequence[Post], manad: str, om: Om, skal: str = "") -> Skillnad:
    """`fore`: the rows in the run of the month before; `skal`: why the month itself is not paid now."""
    forsta = manadens_forsta(manad)
    sista = plus_manader(forsta, 1) - timedelta(days=1)
    forra = manad_ord(f"{forsta - timedelta(days=1):%Y-%m}")
    egna = [r for r in nu if r.typ == ORDINARIE]
    fore_egna = [r for r in fore if r.typ == ORDINARIE]
    delar: list[str] = []
    marken: set[str] = set()
    ny = om.fran is not None and forsta <= om.fran <= sista
    if egna and ny and om.fran is not None:
        delar.append(f"ny, började {dag_manad(om.fran)}")
        marken.add(NY)
    till = max((r.till for r in egna), default=None)
    if till is not None and (till < sista or om.sista == sista):
        delar.append(f"slutade {dag_manad(till)}")
        marken.add(SLUT)
    if egna and fore_egna:
        delar += _andrat(egna, fore_egna, slutar=SLUT in marken)
    elif egna and not ny:
        delar.append(f"{forra} betalades inte då")
    elif not egna and fore_egna:
        delar.append(_borta(om, forsta, skal))
        marken.add(BORTA)
    delar += _ovrigt(nu, marken)
    ord_ = ", ".join(d for d in delar if d)
    if not ord_ and (forr := [r for r in fore if r.typ != ORDINARIE]):
        ord_ = f"i {forra} också {', '.join(_forr(r) for r in forr)}"
    if not ord_:
        skillnad = summa(nu) - summa(fore)
        ord_ = f"som i {forra}" if skillnad == 0 else f"{med_tecken(skillnad)} mot {forra}"
    return Skillnad(ord_, frozenset(marken))


def _forr(r: Post) -> str:
    """What was paid beside the month itself last time."""
    if r.typ == AVBROTT:
        return f"efter avbrott {kronor(r.belopp)}"
    return f"{manad_ord(r.avser_manad)} {med_tecken(r.belopp) if r.typ == RATTELSE else kronor(r.belopp)}"


def _andrat(nu: Sequence[Post], fore: Sequence[Post], *, slutar: bool) -> list[str]:
    ut = []
    belopp = [r.manadsbelopp for r in sorted(nu, key=lambda r: r.fran)]
    forut = max(fore, key=lambda r: r.till).manadsbelopp
    if len(set(belopp)) > 1:
        byte = next(r for r in sorted(nu, key=lambda r: r.fran) if r.manadsbelopp != belopp[0])
        ut.append(f"nytt månadsbelopp {kronor(byte.manadsbelopp or _NOLL)} från {dag_manad(byte.fran)}")
    elif belopp[0] != forut:
        ut.append(f"månadsbelopp {kronor(belopp[0] or _NOLL)}, förut {kronor(forut or _NOLL)}")
    elif not slutar and all(r.helt for r in nu) and not all(r.helt for r in fore):
        ut.append(f"hela månaden, förut {_dagar(fore)}")
    return ut


def _borta(om: Om, forsta: date, skal: str) -> str:
    if skal:
        ord_ = SKALORD[skal]
        return f"betalas inte: {ord_[0].lower()}{ord_[1:]}"
    if om.sista is not None and om.sista < forsta:
        return f"slutade {dag_manad(om.sista)}"
    return "ingen ersättning den här månaden"


def _ovrigt(nu: Sequence[Post], marken: set[str]) -> list[str]:
    """What stands in the run beside the month itself."""
    sena: dict[str, Decimal] = defaultdict(lambda: _NOLL)
    rattade: dict[tuple[str, bool], Decimal] = defaultdict(lambda: _NOLL)
    for r in nu:
        if r.typ == EFTERSLAPANDE:
            sena[r.avser_manad] += r.belopp
        elif r.typ == RATTELSE:
            rattade[r.avser_manad, r.avbrott] += r.belopp
    ut = [f"eftersläpande {manad_ord(m)}: {kronor(b)}" for m, b in sorted(sena.items())]
    if efter := [r for r in nu if r.typ == AVBROTT]:
        ut.append(f"{_dagar(efter)} efter avbrott: {kronor(summa(efter))}")
    ut += [
        f"rättelse av {manad_ord(m)}{' (efter avbrott)' if avbrott else ''}: {med_tecken(b)}"
        for (m, avbrott), b in sorted(rattade.items())
    ]
    marken.update(m for m, finns in ((SEN, sena), (RATTAD, rattade)) if finns)
    return ut


def _dagar(rader: Sequence[Post]) -> str:
    return antal(sum(r.dagar for r in rader), "dag", "dagar")


def mot_forberedd(nu: Sequence[Post], da: Sequence[Post]) -> str:
    """`da`: its rows as the run was prepared. "" if they are the same."""
    if list(nu) == list(da):
        return ""
    if not da:
        return "Har tillkommit sedan körningen förbereddes."
    if not nu:
        return f"Har fallit bort sedan körningen förbereddes. Då: {kronor(summa(da))}."
    if summa(nu) != summa(da):
        return f"Har ändrats sedan körningen förbereddes. Då: {kronor(summa(da))}, nu: {kronor(summa(nu))}."
    return "Underlaget har ändrats sedan körningen förbereddes, men inte beloppet."


def sammanfattning(marken: Sequence[frozenset[str]], fore: Decimal, nu: Decimal) -> str:
    """Of one anordnare: as "+3 876 kr: 2 nya, 1 slutar"."""
    tal = [
        (NY, "ny", "nya"), (SLUT, "slutar", "slutar"), (BORTA, "betalas inte längre", "betalas inte längre"),
        (SEN, "eftersläpande", "eftersläpande"), (RATTAD, "rättad", "rättade"),
    ]  # fmt: skip
    delar = []
    for marke, ett, flera in tal:
        if n := sum(marke in m for m in marken):
            delar.append(f"{n} {ett if n == 1 else flera}")
    huvud = "samma summa" if nu == fore else med_tecken(nu - fore)
    return f"{huvud}: {', '.join(delar)}" if delar else huvud
