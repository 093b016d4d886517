"""An invoice held against the run of a month, row by row. Pure: the run says what is due, the invoice never does.

Each row of the invoice gets one outcome, and what the run has and the invoice has not gets a row of its own. What all
rows differ by adds up to the sum of the invoice less that of the run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

_NOLL = Decimal("0.00")

LIKA, SAKNAS, FOR_MYCKET, FEL_BELOPP, FEL_DAGAR, OKAND, DUBBEL, ANNAN_MANAD, KREDIT, OLASLIG = (
    "lika", "saknas", "for_mycket", "fel_belopp", "fel_dagar", "okand", "dubbel", "annan_manad", "kredit", "olaslig",
)  # fmt: skip
UTFALL = (OKAND, FEL_BELOPP, FEL_DAGAR, FOR_MYCKET, DUBBEL, ANNAN_MANAD, KREDIT, OLASLIG, SAKNAS, LIKA)
"""In the order in which they are told."""

INGET_NUMMER, FLERA_ARENDEN, ANNAN_KUND, TILLSAMMANS, TAR_UT, BETALD, KOMMANDE = (
    "inget_nummer", "flera_arenden", "annan_kund", "tillsammans", "tar_ut", "betald", "kommande",
)  # fmt: skip
"""Why an outcome is what it is; beside these, why the run did not pay (rules.ersattning.SKAL) and why a cell could not
be read (rules.fakturatal)."""

_ORD = re.compile(r"[^\s,;:()\[\]\"'|]+")
_DELORD = re.compile(r"[\w-]+")
_VARV = 2000


class Fakturarad(NamedTuple):
    """A row as it was read. `arende`, `kund`: texts that may name the case or the kund, the surest first; `manad`: ""
    where it says none; `fel`: why it could not be read."""

    nr: int
    arende: tuple[str, ...]
    kund: tuple[str, ...]
    manad: str = ""
    fran: date | None = None
    till: date | None = None
    dagar: int | None = None
    belopp: Decimal | None = None
    fel: str = ""


class Vantad(NamedTuple):
    """A row of the run, of the anordnare whose invoice it is."""

    insats: str
    manad: str
    typ: str
    fran: date
    till: date
    dagar: int
    belopp: Decimal


class Jamford(NamedTuple):
    """An outcome. `nr`: the row of the file, 0 for what is missing in it; what the file says, and what the run does.

    `insats`: as the register has it, never as the file wrote it; "" where no case was found.
    """

    nr: int
    utfall: str
    insats: str = ""
    manad: str = ""
    dagar: int | None = None
    belopp: Decimal | None = None
    ska_dagar: int | None = None
    ska_belopp: Decimal | None = None
    typ: str = ""
    skal: str = ""

    @property
    def skillnad(self) -> Decimal:
        """What the file has too much; negative where it has too little."""
        return (self.belopp or _NOLL) - (self.ska_belopp or _NOLL)


class Register:
    """The cases of the anordnare: (number, number of the kund). Nothing else is known, so that an invoice tells nobody
    whether a case of somebody else's exists."""

    def __init__(self, arenden: Iterable[tuple[str, str]]) -> None:
        self._insatser: dict[str, str] = {}
        self._kund: dict[str, str] = {}
        self._kunder: dict[str, list[str]] = defaultdict(list)
        for insats, kund in arenden:
            self._insatser[insats.casefold()] = insats
            self._kund[insats] = kund.casefold()
            self._kunder[kund.casefold()].append(insats)

    def insats(self, texter: Sequence[str]) -> tuple[str, str]:
        """(number, "") of the case that the first of the texts that names one does, or ("", why not)."""
        for t in texter:
            funna = {self._insatser[o] for o in _ord(t, self._insatser)}
            if len(funna) > 1:
                return "", FLERA_ARENDEN
            if funna:
                return funna.pop(), ""
        return "", ""

    def kundens(self, texter: Sequence[str]) -> list[str]:
        """The cases of the kund that the first of the texts that names one does."""
        for t in texter:
            for o in _ord(t, self._kunder):
                return self._kunder[o]
        return []


def _ord(text: str, finns: Mapping[str, object]) -> Iterator[str]:
    """Words of a text that are keys: the whole of it, or else its words, with a figure in them."""
    t = text.strip().casefold()
    if t in finns:
        yield t
        return
    sedda = set()
    for monster in (_ORD, _DELORD):
        for m in monster.finditer(t):
            o = m[0].strip(".-/#")
            if len(o) > 1 and o not in sedda and o in finns and any(x.isdigit() for x in o):
                sedda.add(o)
                yield o


class _Nyckel(NamedTuple):
    insats: str
    manad: str


class Jamforelse:
    """One invoice against one run. `ej`: (case, month) → why it is not paid; `betalda`: (case, month) → the run, made
    final before, that paid it."""

    def __init__(
        self,
        manad: str,
        vantade: Iterable[Vantad],
        register: Register,
        ej: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.manad = manad
        self._register = register
        self._ej = ej or {}
        self._ska: dict[_Nyckel, list[Vantad]] = defaultdict(list)
        self._manader: dict[str, list[str]] = defaultdict(list)
        self._fria: Counter[tuple[str, str, Decimal]] = Counter()
        for v in vantade:
            nyckel = _Nyckel(v.insats, v.manad)
            if nyckel not in self._ska:
                self._manader[v.insats].append(v.manad)
            self._ska[nyckel].append(v)
            self._fria[v.insats, v.manad, v.belopp] += 1
        self._grupper: dict[_Nyckel, list[Fakturarad]] = defaultdict(list)
        self._klara: list[Jamford] = []

    def placera(self, rader: Iterable[Fakturarad], framsteg: Callable[[int], None] | None = None) -> None:
        """Finds the case and month of each row."""
        for n, r in enumerate(rader, 1):
            if framsteg is not None and n % _VARV == 0:
                framsteg(n)
            insats, skal = self._arendet(r)
            if r.fel or r.belopp is None:
                self._klara.append(Jamford(r.nr, OLASLIG, insats, r.manad, r.dagar, None, skal=r.fel))
            elif not insats:
                self._klara.append(Jamford(r.nr, OKAND, "", r.manad, r.dagar, r.belopp, skal=skal))
            else:
                manad = self._manaden(insats, r)
                self._grupper[_Nyckel(insats, manad)].append(r)
                self._fria[insats, manad, r.belopp] -= 1

    def utanfor(self) -> set[tuple[str, str]]:
        """(case, month) that the invoice has and the run has not: of these `jamfor` wants to know which are paid."""
        return {(k.insats, k.manad) for k in self._grupper if k not in self._ska}

    def jamfor(self, betalda: Mapping[tuple[str, str], str] | None = None) -> list[Jamford]:
        """Every outcome, those of the file in its order, then what is missing in it."""
        ut = list(self._klara)
        for nyckel, rader in self._grupper.items():
            ut += self._grupp(nyckel, rader, (betalda or {}).get(nyckel, ""))
        ut += [_saknas(v) for k, vantade in self._ska.items() if k not in self._grupper for v in vantade]
        ut.sort(key=lambda j: (j.nr == 0, j.nr, j.insats, j.manad))
        return ut

    # --- Which case, which month --------------------------------------------------------------------------------

    def _arendet(self, r: Fakturarad) -> tuple[str, str]:
        insats, skal = self._register.insats(r.arende)
        kundens = self._register.kundens(r.kund)
        if insats:
            return ("", ANNAN_KUND) if kundens and insats not in kundens else (insats, "")
        if skal:
            return "", skal
        if kundens:
            return self._kundens(kundens, r), ""
        return "", "" if any(t.strip() for t in (*r.arende, *r.kund)) else INGET_NUMMER

    def _kundens(self, insatser: list[str], r: Fakturarad) -> str:
        """Of a kund with several cases the one whose row in the run is the same and not taken yet."""
        if len(insatser) == 1 or r.belopp is None:
            return insatser[0]
        for i in insatser:
            if self._fria[i, self._manaden(i, r), r.belopp] > 0:
                return i
        med = [i for i in insatser if _Nyckel(i, self._manaden(i, r)) in self._ska]
        return (med or insatser)[0]

    def _manaden(self, insats: str, r: Fakturarad) -> str:
        manader = self._manader.get(insats, [])
        if r.fran is not None and r.manad not in manader:
            # The days after an avbrott on the last day of a month belong to that month.
            for m in manader:
                if any(v.fran == r.fran for v in self._ska[_Nyckel(insats, m)]):
                    return m
        if r.manad:
            return r.manad
        return manader[0] if len(manader) == 1 else self.manad

    # --- Row by row -----------------------------------------------------------------------------------------------

    def _grupp(self, k: _Nyckel, rader: list[Fakturarad], betald: str) -> Iterator[Jamford]:
        vantade = self._ska.get(k, [])
        kvar_ska = list(vantade)
        kvar: list[Fakturarad] = []
        lika: set[tuple[int | None, Decimal | None]] = set()
        for r in rader:
            traff = _samma(r, kvar_ska)
            if traff is None:
                kvar.append(r)
                continue
            kvar_ska.remove(traff)
            lika.add((r.dagar, r.belopp))
            yield _mot(r, LIKA, k, traff)
        if _jamnt(kvar, kvar_ska):
            for r in kvar:
                yield Jamford(
                    r.nr, LIKA, k.insats, k.manad, r.dagar, r.belopp, r.dagar, r.belopp,
                    kvar_ska[0].typ if kvar_ska else "", TILLSAMMANS if kvar_ska else TAR_UT,
                )  # fmt: skip
            return
        ovriga: list[Fakturarad] = []
        sedda: set[tuple[int | None, Decimal | None]] = set()
        for r in kvar:
            if (r.dagar, r.belopp) in lika:
                yield Jamford(r.nr, DUBBEL, k.insats, k.manad, r.dagar, r.belopp)
            else:
                ovriga.append(r)
        for r in ovriga:
            v = _narmast(r, kvar_ska)
            if v is None and (r.dagar, r.belopp) in sedda:
                yield Jamford(r.nr, DUBBEL, k.insats, k.manad, r.dagar, r.belopp)
                continue
            sedda.add((r.dagar, r.belopp))
            if v is not None:
                kvar_ska.remove(v)
                yield _mot(r, FEL_DAGAR if r.dagar is not None and r.dagar != v.dagar else FEL_BELOPP, k, v)
            else:
                yield self._utan_motsvarighet(k, r, betald, bool(vantade))
        for v in kvar_ska:
            yield _saknas(v)

    def _utan_motsvarighet(self, k: _Nyckel, r: Fakturarad, betald: str, i_korningen: bool) -> Jamford:
        utfall, skal = FOR_MYCKET, ""
        if r.belopp is not None and r.belopp < 0:
            utfall = KREDIT
        elif not i_korningen:
            skal = self._ej.get(k, "")
            if not skal and betald:
                utfall, skal = ANNAN_MANAD, f"{BETALD}:{betald}"
            elif not skal and k.manad != self.manad:
                utfall, skal = ANNAN_MANAD, KOMMANDE if k.manad > self.manad else ""
        return Jamford(r.nr, utfall, k.insats, k.manad, r.dagar, r.belopp, skal=skal)


def _samma(r: Fakturarad, vantade: Sequence[Vantad]) -> Vantad | None:
    """A row of the run that says the same; of several the one of the same first day."""
    traffar = [v for v in vantade if v.belopp == r.belopp and r.dagar in (None, v.dagar)]
    return next((v for v in traffar if v.fran == r.fran), traffar[0] if traffar else None)


def _narmast(r: Fakturarad, vantade: Sequence[Vantad]) -> Vantad | None:
    """The row of the run that a row which differs from all is about: the one of its days, or of most like an amount.

    What takes money back is only held against what does, and never against what pays.
    """
    belopp = r.belopp or _NOLL
    samma_hall = [v for v in vantade if (v.belopp < 0) == (belopp < 0)]
    if not samma_hall:
        return None
    return min(samma_hall, key=lambda v: (v.fran != r.fran, v.dagar != r.dagar, abs(v.belopp - belopp), v.fran))


def _jamnt(rader: Sequence[Fakturarad], vantade: Sequence[Vantad]) -> bool:
    """Whether rows say together what the run does in other parts, or take each other out."""
    if not rader or (not vantade and len(rader) < 2):
        return False
    if sum((r.belopp or _NOLL for r in rader), _NOLL) != sum((v.belopp for v in vantade), _NOLL):
        return False
    sagda = [r.dagar for r in rader if r.dagar is not None]
    if len(sagda) < len(rader):
        return not sagda
    return sum(sagda) == sum(v.dagar for v in vantade)


def _mot(r: Fakturarad, utfall: str, k: _Nyckel, v: Vantad) -> Jamford:
    return Jamford(r.nr, utfall, k.insats, k.manad, r.dagar, r.belopp, v.dagar, v.belopp, v.typ)


def _saknas(v: Vantad) -> Jamford:
    return Jamford(0, SAKNAS, v.insats, v.manad, None, None, v.dagar, v.belopp, v.typ)
