"""The run of a month (regelverk §6): what an insats is paid, what it is not paid and why. Pure, without today.

A month row belongs to exactly one run, by the dates of its reports alone: the first month R from its own on by whose
brytdatum it was ready. What would have gone into a run that is final already goes to the first one after it that is
not. So every run can be reckoned by itself, in any order, from the facts and the rows of the final ones.

    korning = Korning(regelverk, "2024-08", {"2024-06", "2024-07"})
    utfall = korning.rakna(fakta, "AMI", betalda)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from .ersattningsregler import FORVERKAR, Ersattningsregel
from .fakta import Insatsfakta, Rapport
from .kalender import manad, manadens_forsta, plus_manader
from .manadsbelopp import Beloppsrad, dagrader, manadsrader
from .ramar import TIDIGT_SLUT, slut_nu
from .regelverk import Regelverkssamling

_DAG = timedelta(days=1)
_NOLL = Decimal("0.00")

ORDINARIE, EFTERSLAPANDE, AVBROTT, RATTELSE = "ordinarie", "efterslapande", "avbrott_14", "rattelse"
TYPER = (ORDINARIE, EFTERSLAPANDE, AVBROTT, RATTELSE)

MANADSRAPPORT_SAKNAS = "manadsrapport_saknas"
ATERREMITTERAD = "aterremitterad"
UNDERLAG_SAKNAS = "underlag_saknas"
SLUTRAPPORT_SAKNAS = "slutrapport_saknas"
SLUTRAPPORT_SEN = "slutrapport_sen"
BELOPP_SAKNAS = "belopp_saknas"
SKAL = (
    MANADSRAPPORT_SAKNAS, ATERREMITTERAD, UNDERLAG_SAKNAS, SLUTRAPPORT_SAKNAS, SLUTRAPPORT_SEN, BELOPP_SAKNAS,
)  # fmt: skip
"""Why a month is not paid, in the order in which they are asked; the last: no rule set has an amount for its days."""


class Betald(NamedTuple):
    """A row of a final run. `rattar`: the row that it corrects, None for one that was paid."""

    id: int
    korning: str
    avser_manad: str
    avbrott: bool
    fran: date
    till: date
    dagar: int
    belopp: Decimal
    rattar: int | None = None


class Grund(NamedTuple):
    """What a row rests on, for whoever explains it. `borde`: the final run that it should have stood in, or "".

    Of a rattelse: what had been paid for the row before (`fore`), and what is due (`ska`), as days and amount.
    """

    brytdatum: date
    klarmarkerad: date | None = None
    underlag: date | None = None
    slutrapport: date | None = None
    aterremitterad: bool = False
    borde: str = ""
    sista_dag: date | None = None
    slut: date | None = None
    fore: tuple[int, Decimal] | None = None
    ska: tuple[int, Decimal] | None = None
    rattar_korning: str = ""


class Rad(NamedTuple):
    """A row of the run: the days fran–till, of a rattelse those of the row that it corrects (`rattar`)."""

    avser_manad: str
    typ: str
    avbrott: bool
    fran: date
    till: date
    dagar: int
    manadsbelopp: Decimal | None
    belopp: Decimal
    helt: bool
    rattar: int | None
    grund: Grund


class EjUtbetald(NamedTuple):
    avser_manad: str
    skal: str


class Utfall(NamedTuple):
    """What one insats gives in the run."""

    rader: Sequence[Rad]
    ej: Sequence[EjUtbetald]


_INGET = Utfall((), ())


def _nr(d: date) -> int:
    return d.year * 12 + d.month - 1


def _nr_av(m: str) -> int:
    return int(m[:4]) * 12 + int(m[5:]) - 1


def manad_av(nr: int) -> str:
    return f"{nr // 12:04d}-{nr % 12 + 1:02d}"


def brytdatum(regelverk: Regelverkssamling, m: str) -> date:
    """The day that a month closes on (T8): of the month after, by the rule set of the month's last day."""
    nasta = plus_manader(manadens_forsta(m), 1)
    return nasta.replace(day=regelverk.ersattning(nasta - _DAG).brytdag)


class Korning:
    """One month's run, given which months are final. Keeps what many insatser share: amounts, days that months close
    on."""

    def __init__(self, regelverk: Regelverkssamling, manad_: str, faststallda: Iterable[str] = ()) -> None:
        self.regelverk = regelverk
        self.manad = manad_
        self.brytdatum = brytdatum(regelverk, manad_)
        self._nu = _nr_av(manad_)
        self._faststallda = frozenset(map(_nr_av, faststallda))
        self._bryt: dict[int, date] = {}
        self._delar: dict[tuple[str, date, date, int], tuple[Beloppsrad, ...]] = {}
        self._regler: dict[date, Ersattningsregel] = {}
        self._slut: dict[tuple[str, date, int], date | None] = {}

    def rakna(self, f: Insatsfakta, kundval: str, betalda: Sequence[Betald] = ()) -> Utfall:
        """Rows and what is not paid, of one insats. `betalda`: all its rows in final runs."""
        ram = self._tid(f)
        if ram is None:
            return Utfall(self._ratta_alla({}, betalda, None), ()) if betalda else _INGET
        fran, sista, slut = ram
        ut, ej = [], []
        per_manad: dict[int, list[Betald]] = {}
        for b in betalda:
            if not b.avbrott:
                per_manad.setdefault(_nr_av(b.avser_manad), []).append(b)
        rapporter = {r.manad: r for r in f.rapporter}
        sista_nr = _nr(sista)
        ska: dict[int, tuple[Beloppsrad, ...]] = {}
        sista_i: int | None = None  # the run that pays the last month
        sista_betald = False
        for m in range(_nr(fran), min(sista_nr, self._nu) + 1):
            delar = self._rader(kundval, fran, sista, m)
            if m in per_manad:
                ska[m] = delar
                if m == sista_nr:
                    sista_betald, sista_i = True, min(_nr_av(b.korning) for b in per_manad[m])
                continue
            rapport = rapporter.get(manad_av(m))
            sist = m == sista_nr
            hor_till, skal = self._forsta_klara(f, rapport, m, sista, sist)
            if skal is None and not delar:
                skal = BELOPP_SAKNAS
            if skal is not None:
                ej.append(EjUtbetald(manad_av(m), skal))
                continue
            i = self._korning_for(hor_till)
            if sist:
                sista_i = i
            if i == self._nu:
                grund = self._grund(f, rapport, sist, hor_till)
                typ = ORDINARIE if m == i else EFTERSLAPANDE
                ut += [_rad(manad_av(m), typ, False, d, grund) for d in delar]
        if f.avslutstyp == "avbruten" and sista_i is not None:
            rader, sen = self._efter_avbrott(f, kundval, sista, slut, betalda, sista_i, sista_betald)
            ut += rader
            if sen:
                ej.append(EjUtbetald(manad_av(sista_nr), SLUTRAPPORT_SEN))
        if betalda:
            ut += self._ratta_alla(ska, betalda, (f, kundval, sista, slut))
        return Utfall(ut, ej) if ut or ej else _INGET

    def tid(self, f: Insatsfakta) -> tuple[date, date] | None:
        """First and last day, recorded or decided, of an insats that has days to pay; else None."""
        ram = self._tid(f)
        return ram[:2] if ram else None

    def sista(self, f: Insatsfakta) -> date | None:
        ram = self._tid(f)
        return ram[1] if ram else None

    def dagarnas_varde(self, f: Insatsfakta, kundval: str) -> tuple[dict[str, Decimal], Decimal]:
        """What the days are worth, month by month up to this run's, and those after an avbrott, whatever has come in:
        what a row that is paid ought to be."""
        ram = self._tid(f)
        if ram is None:
            return {}, _NOLL
        fran, sista, slut = ram
        manader = {
            manad_av(m): sum((d.belopp for d in self._rader(kundval, fran, sista, m)), _NOLL)
            for m in range(_nr(fran), min(_nr(sista), self._nu) + 1)
        }
        efter = () if self._for_sen(f, sista) else self._avbrottsdagar(f, kundval, sista, slut)
        return manader, sum((d.belopp for d in efter), _NOLL)

    # --- Time -----------------------------------------------------------------------------------------------------

    def _tid(self, f: Insatsfakta) -> tuple[date, date, date | None] | None:
        """(first day paid here, last day, decided end date), None where no day is."""
        if f.historik or f.start is None:
            return None
        slut = f.slut
        if slut is None:
            k = sum(1 for x in f.forlangningar if x.beviljad and x.beslutad) if f.forlangningar else 0
            nyckel = (f.kod, f.start, k)
            if nyckel not in self._slut:
                self._slut[nyckel] = slut_nu(f, self.regelverk, k)
            slut = self._slut[nyckel]
        sista = f.sista_dag or slut
        fran = f.start if f.bevakas_fran is None else max(f.start, f.bevakas_fran)
        if sista is None or sista < fran:
            return None
        return fran, sista, slut

    def _regel(self, d: date) -> Ersattningsregel:
        r = self._regler.get(d)
        if r is None:
            r = self._regler[d] = self.regelverk.ersattning(d)
        return r

    def _bryt_for(self, nr: int) -> date:
        d = self._bryt.get(nr)
        if d is None:
            d = self._bryt[nr] = brytdatum(self.regelverk, manad_av(nr))
        return d

    def _rader(self, kundval: str, fran: date, sista: date, m: int) -> tuple[Beloppsrad, ...]:
        """The days of the month m that are paid, cut to it so that many insatser share them."""
        if m > _nr(fran):
            fran = date(m // 12, m % 12 + 1, 1)
        if m < _nr(sista):
            sista = date((m + 1) // 12, (m + 1) % 12 + 1, 1) - _DAG
        nyckel = (kundval, fran, sista, m)
        ut = self._delar.get(nyckel)
        if ut is None:
            ut = manadsrader(fran, sista, fran, lambda d: self.regelverk.belopp(kundval, d))
            self._delar[nyckel] = ut
        return ut

    # --- Ready ----------------------------------------------------------------------------------------------------

    def _skal(self, f: Insatsfakta, r: Rapport | None, sista: date, sist: bool, dag: date) -> str | None:
        """Why the month was not ready by the end of a day; None if it was."""
        if r is None or r.klarmarkerad is None or r.klarmarkerad > dag:
            return MANADSRAPPORT_SAKNAS
        if r.returer and _ute(r, dag):
            return ATERREMITTERAD
        if r.underlag is None or r.underlag > dag:
            return UNDERLAG_SAKNAS
        if sist:
            inne = f.slutrapport.inkommen if f.slutrapport else None
            if inne is None or inne > dag:
                return SLUTRAPPORT_SAKNAS
            if inne > sista and f.avslutstyp not in TIDIGT_SLUT and self._regel(sista).sen_slutrapport == FORVERKAR:
                return SLUTRAPPORT_SEN
        return None

    def _forsta_klara(
        self, f: Insatsfakta, r: Rapport | None, m: int, sista: date, sist: bool
    ) -> tuple[int, str | None]:
        """The first month from m on, up to this run's, by whose brytdatum it was ready; else why it is not by this
        one's."""
        skal: str | None = None
        for nr in range(m, self._nu + 1):
            skal = self._skal(f, r, sista, sist, self._bryt_for(nr))
            if skal is None:
                return nr, None
        return self._nu, skal

    def _korning_for(self, nr: int) -> int:
        """The run that takes what belongs to one: itself, or the first after it that is not final."""
        while nr in self._faststallda:
            nr += 1
        return nr

    def _nasta_med(self, nr: int, inne: date) -> int:
        """The first run after one that is not final and closes when something is in."""
        nr = self._korning_for(nr + 1)
        while self._bryt_for(nr) < inne:
            nr = self._korning_for(nr + 1)
        return nr

    def _grund(self, f: Insatsfakta, r: Rapport | None, sist: bool, hor_till: int) -> Grund:
        return Grund(
            self._bryt_for(hor_till),
            r.klarmarkerad if r else None,
            r.underlag if r else None,
            f.slutrapport.inkommen if sist and f.slutrapport else None,
            bool(r and any((x.inkommen_igen or date.max) <= self._bryt_for(hor_till) for x in r.returer)),
            manad_av(hor_till) if hor_till in self._faststallda else "",
        )

    # --- After an avbrott -----------------------------------------------------------------------------------------

    def _avbrottsdagar(self, f: Insatsfakta, kundval: str, sista: date, slut: date | None) -> tuple[Beloppsrad, ...]:
        """The days that are due after the last one, whether or not the slutrapport has come."""
        if f.avslutstyp != "avbruten" or slut is None:
            return ()
        orsak = self.regelverk.avslutsorsaker().get(f.avslutsorsak or "")
        if orsak is None or orsak.kontroll != "utanfor":
            return ()
        dagar = min(self._regel(sista).avbrott_dagar, (slut - sista).days)
        if dagar < 1:
            return ()
        return dagrader(sista + _DAG, sista + timedelta(days=dagar), lambda d: self.regelverk.belopp(kundval, d))

    def _for_sen(self, f: Insatsfakta, sista: date) -> bool:
        inne = f.slutrapport.inkommen if f.slutrapport else None
        return inne is not None and inne > sista + timedelta(days=self._regel(sista).slutrapport_dagar)

    def _efter_avbrott(
        self, f: Insatsfakta, kundval: str, sista: date, slut: date | None, betalda: Sequence[Betald], i: int,
        betald: bool,
    ) -> tuple[list[Rad], bool]:  # fmt: skip
        """Rows that go with the last month's, and whether they are forfeited in this run. `i`: the run that pays the
        last month; `betald`: it is final and has."""
        delar, borde = self._avbrottsdagar(f, kundval, sista, slut), ""
        if not delar or f.slutrapport is None or f.slutrapport.inkommen is None or any(b.avbrott for b in betalda):
            return [], False
        if self._for_sen(f, sista):
            return [], i == self._nu and not betald
        if betald:  # the last day came to be known after its month had been paid
            i, borde = self._nasta_med(i, f.slutrapport.inkommen), manad_av(i)
        if i != self._nu:
            return [], False
        grund = Grund(self._bryt_for(i), slutrapport=f.slutrapport.inkommen, borde=borde, sista_dag=sista, slut=slut)
        m = manad(sista)
        return [_rad(m, AVBROTT, True, d, grund) for d in delar], False

    # --- Corrections ----------------------------------------------------------------------------------------------

    def _ratta_alla(
        self,
        ska: Mapping[int, tuple[Beloppsrad, ...]],
        betalda: Sequence[Betald],
        lage: tuple[Insatsfakta, str, date, date | None] | None,
    ) -> list[Rad]:
        """What paid rows are too much or too little by. Only what is due counts: that a report has been returned or
        has been lost since takes nothing back."""
        ut: list[Rad] = []
        grupper: dict[tuple[str, bool], list[Betald]] = defaultdict(list)
        for b in betalda:
            grupper[b.avser_manad, b.avbrott].append(b)
        for (m, avbrott), rader in sorted(grupper.items()):
            if avbrott:
                delar: tuple[Beloppsrad, ...] = ()
                if lage is not None and not self._for_sen(lage[0], lage[2]):
                    delar = self._avbrottsdagar(*lage)
            else:
                delar = ska.get(_nr_av(m), ())
            if len(rader) == len(delar) == 1 and (delar[0].dagar, delar[0].belopp) == (
                rader[0].dagar,
                rader[0].belopp,
            ):
                continue
            ut += self._ratta(m, avbrott, delar, rader)
        return ut

    def _ratta(
        self, m: str, avbrott: bool, delar: tuple[Beloppsrad, ...], rader: Sequence[Betald]
    ) -> list[Rad]:  # fmt: skip
        """One per paid row whose amount is another now, or whose days are fewer. What is due is held against the paid
        row that it shares most days with."""
        ut = []
        betalda = [b for b in rader if b.rattar is None]
        for o in betalda:
            if self._korning_for(_nr_av(o.korning)) != self._nu:
                continue
            hit = [b for b in rader if o.id in (b.id, b.rattar)]
            nya = [d for d in delar if max(betalda, key=lambda b: (_gemensamma(d, b), -b.id)) is o]
            fore = sum(b.dagar for b in hit), sum((b.belopp for b in hit), _NOLL)
            nu = sum(d.dagar for d in nya), sum((d.belopp for d in nya), _NOLL)
            dagar, belopp = nu[0] - fore[0], nu[1] - fore[1]
            if belopp or dagar < 0:
                grund = Grund(self.brytdatum, fore=fore, ska=nu, rattar_korning=o.korning)
                ut.append(Rad(m, RATTELSE, avbrott, o.fran, o.till, dagar, None, belopp, False, o.id, grund))
        return ut


def _rad(m: str, typ: str, avbrott: bool, d: Beloppsrad, grund: Grund) -> Rad:
    return Rad(m, typ, avbrott, d.fran, d.till, d.dagar, d.manadsbelopp, d.belopp, d.helt, None, grund)


def _gemensamma(d: Beloppsrad, b: Betald) -> int:
    return (min(d.till, b.till) - max(d.fran, b.fran)).days


def _ute(r: Rapport, dag: date) -> bool:
    """Whether the report was returned and not in again on a day. One that has been approved is out no more."""
    return any(x.aterremitterad <= dag < (x.inkommen_igen or r.godkand or date.max) for x in r.returer)
