"""A year's payments reckoned once more from the facts of today, against what the final runs have paid.

Days and amounts that were paid play no part in what should have been: only that a month was paid does.
Insats by insats, in one reading, so that memory does not follow how many there are: only what differs is kept.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import func, select

from ..fel import Nekad
from ..models import Ersattningskorning, Ersattningsrad
from ..rules.ersattning import Korning
from ..texter.datum import manad_ar
from ..texter.kronor import kronor
from .arbetsenhet import Arbetsenhet
from .ersattning import ROLL, Visa
from .ersattningstyper import FASTSTALLD
from .ersattningsunderlag import Underlag, underlag
from .handling import krav_roll
from .typer import Framsteg

NOLL = Decimal("0.00")
FALT = ("manad", "utbetalt", "omraknat", "skillnad")
HELA_ARET = "totalt"


class Tal(NamedTuple):
    """`utbetalt`: in final runs, corrections with it; `omraknat`: by the facts of today."""

    utbetalt: Decimal = NOLL
    omraknat: Decimal = NOLL

    @property
    def skillnad(self) -> Decimal:
        """What has been paid too much; less than nothing: too little."""
        return self.utbetalt - self.omraknat


class Avvikelse(NamedTuple):
    insats: str
    manad: str
    tal: Tal


@dataclass(frozen=True, slots=True)
class Arskontroll:
    """`manader`: the months of the year that a final run pays something for, in order. `korningar`: how many runs of
    the year are final."""

    ar: int
    korningar: int
    manader: tuple[tuple[str, Tal], ...]
    avvikelser: tuple[Avvikelse, ...]

    @property
    def totalt(self) -> Tal:
        return Tal(sum((t.utbetalt for _, t in self.manader), NOLL), sum((t.omraknat for _, t in self.manader), NOLL))


def kontrollera(e: Arbetsenhet, ar: int, framsteg: Visa | None = None) -> Arskontroll:
    """Raises Nekad for other roles, and where no run of the year is final."""
    krav_roll(e.aktor, ROLL)
    forsta, sista = f"{ar:04d}-01", f"{ar:04d}-12"
    k = Ersattningskorning
    # Runs of later years too: they pay what was late, and correct.
    fasta = list(e.session.scalars(select(k.manad).where(k.lage == FASTSTALLD, k.manad >= forsta).order_by(k.manad)))
    arets = [m for m in fasta if m <= sista]
    if not arets:
        raise Nekad("ingen_fast", f"Ingen körning för {ar} är fastställd, så det finns inget att kontrollera.")

    def visa(klart: int, totalt: int) -> None:
        if framsteg is not None:
            framsteg(Framsteg(klart, totalt, f"Räknar om {ar}"))

    korningar = [Korning(e.regelverk, m) for m in fasta]
    summor = {m: Tal(utbetalt) for m, utbetalt in _utbetalt(e, fasta, forsta, sista).items()}
    kvar: dict[str, Decimal] = defaultdict(lambda: NOLL, {m: t.utbetalt for m, t in summor.items()})
    avvikelser: list[Avvikelse] = []
    for u in underlag(e.session.connection(), fasta[-1], visa, alla_rapporter=True):
        for m, tal in sorted(_en(u, korningar, forsta, sista).items()):
            kvar[m] -= tal.utbetalt
            forut = summor.get(m, Tal())
            summor[m] = forut._replace(omraknat=forut.omraknat + tal.omraknat)
            if tal.skillnad:
                avvikelser.append(Avvikelse(u.nyckel, m, tal))
    # Of cases that have been deleted there is nothing to reckon by: what was paid stands.
    manader = [(m, t._replace(omraknat=t.omraknat + kvar[m])) for m, t in sorted(summor.items())]
    return Arskontroll(ar, len(arets), tuple(manader), tuple(sorted(avvikelser, key=lambda a: (a.manad, a.insats))))


def _utbetalt(e: Arbetsenhet, fasta: list[str], forsta: str, sista: str) -> dict[str, Decimal]:
    r, k = Ersattningsrad, Ersattningskorning
    q = (
        select(r.avser_manad, func.sum(r.belopp))
        .join(k, k.id == r.korning_id)
        .where(k.manad.in_(fasta), k.lage == FASTSTALLD, r.avser_manad.between(forsta, sista))
        .group_by(r.avser_manad)
    )
    return {m: belopp for m, belopp in e.session.execute(q)}  # noqa: C416


def _en(u: Underlag, korningar: list[Korning], forsta: str, sista: str) -> dict[str, Tal]:
    """One insats, month by month: its final rows, and what the facts of today give. A month that is paid is reckoned
    by its days, whatever has become of its report; one that is not, by the runs as if none were final."""
    utbetalt: dict[str, Decimal] = defaultdict(lambda: NOLL)
    omraknat: dict[str, Decimal] = defaultdict(lambda: NOLL)
    for b in u.betalda:
        utbetalt[b.avser_manad] += b.belopp
    betalda = {b.avser_manad for b in u.betalda if not b.avbrott}
    # Days after an avbrott stand where they were paid, also when the last day has moved to another month.
    avbrott = min((b.avser_manad for b in u.betalda if b.avbrott), default="")
    if u.betalda:
        manader, efter = korningar[-1].dagarnas_varde(u.fakta, u.kundval)
        for m in betalda:
            omraknat[m] += manader.get(m, NOLL)
        if avbrott:
            omraknat[avbrott] += efter
    for korning in korningar if u.anordnare_id is not None else ():
        for r in korning.rakna(u.fakta, u.kundval).rader:
            if not (avbrott if r.avbrott else r.avser_manad in betalda):
                omraknat[r.avser_manad] += r.belopp
    return {
        m: Tal(utbetalt[m], omraknat[m]) for m in {*utbetalt, *omraknat} if forsta <= m <= sista
    }  # fmt: skip


# --- In words, and as data ----------------------------------------------------------------------------------------


def slutsats(x: Arskontroll) -> str:
    """The year in one sentence."""
    if not x.avvikelser:
        return f"Utbetalt för {x.ar} är {kronor(x.totalt.utbetalt)}, på öret det som uppgifterna ger i dag."
    n = len(x.avvikelser)
    vad = "en insats och månad skiljer" if n == 1 else f"{n} insatser och månader skiljer"
    return (
        f"Utbetalt för {x.ar} är {kronor(x.totalt.utbetalt)}, enligt uppgifterna i dag {kronor(x.totalt.omraknat)}: "
        f"{vad}."
    )


FORKLARING = "Det som skiljer har ändrats sedan körningen fastställdes. Det rättas i nästa körning som fastställs."


def rad_ord(tal: Tal) -> str:
    if not tal.skillnad:
        return f"{kronor(tal.utbetalt)} utbetalt och omräknat."
    mer = "för mycket" if tal.skillnad > 0 else "för lite"
    return f"Utbetalt {kronor(tal.utbetalt)}, omräknat {kronor(tal.omraknat)}: {kronor(abs(tal.skillnad))} {mer}."


def manad_ord(m: str) -> str:
    return manad_ar(m).capitalize()


def som_data(x: Arskontroll) -> dict[str, Any]:
    return {
        "ar": x.ar,
        "korningar": x.korningar,
        "manader": [{"manad": m} | _tal(t) for m, t in x.manader],
        "totalt": _tal(x.totalt),
        "avvikelser": [{"insats": a.insats, "avser_manad": a.manad} | _tal(a.tal) for a in x.avvikelser],
    }


def _tal(t: Tal) -> dict[str, str]:
    return {"utbetalt": str(t.utbetalt), "omraknat": str(t.omraknat), "skillnad": str(t.skillnad)}


def som_csv(x: Arskontroll) -> str:
    """A row for each month, and one for the year."""
    ut = io.StringIO()
    skrivare = csv.DictWriter(ut, FALT, delimiter=";", lineterminator="\n")
    skrivare.writeheader()
    for m, t in (*x.manader, (HELA_ARET, x.totalt)):
        skrivare.writerow({"manad": m} | _tal(t))
    return ut.getvalue()
