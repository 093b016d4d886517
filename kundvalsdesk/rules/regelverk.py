"""A year's rules as data: reading, checking, and which rule set applies (regelverk, introduction and §2).

A rule set comes in as the plain dict of its TOML file. Anything unknown, missing or of the wrong kind is refused
with file, key and reason (`Regelverksfel`); so is a gap or an overlap in validity between rule sets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import NamedTuple

from .ersattningsregler import Ersattningsregel, las_ersattning
from .forvalslista import Forvalsregel, Galler, las_forvalslista
from .granskningsregler import Bristregel, Granskningsregel, las_brister, las_granskning
from .parallella import Parallellregel, las_parallella
from .progressionsregler import Progressionsregel, las_progression
from .tomltabell import Tomltabell

ANSVARIGA = ("KV", "ANO", "AL", "KUND", "DSS")
SLAG = ("nytt", "plan", "rapport", "franvaro", "avslut", "mote", "ovrigt")
AVSLUTSTYPER = ("fullfoljd", "fortid", "avbruten")
KATEGORIER = ("egen_forsorjning", "annan_insats", "avbrott", "fullfoljd_utan_mal")
GUL_KVAR = 2
"""Default of T2, per frist overridden by its key `gul_kvar`."""
HOGSTA_BELOPP = 10_000_000
"""Kronor a month: more than this is a slip of the pen."""

# The numbers that the rule of each frist reads: exactly these must stand in its table.
FRISTTAL: Mapping[str, tuple[str, ...]] = {
    "bemanning": ("arbetsdagar",),
    "uppdrag": ("arbetsdagar", "arbetsdagar_efter_bemanning"),
    "uppstartsmote": ("dagar",),
    "genomforandeplan": ("dagar",),
    "granska_plan": ("arbetsdagar",),
    "reviderad_plan": ("arbetsdagar",),
    "manadsrapport": ("dag_i_manaden",),
    "granska_rapport": ("dag_i_manaden", "arbetsdagar"),
    "godkann_rapport": ("dag_i_manaden", "arbetsdagar"),
    "komplettera_rapport": ("dag_i_manaden", "arbetsdagar"),
    "lakarintyg": ("dagar",),
    "lakarintyg_kv": ("dagar", "dagar_fran_dag_ett"),
    "vabintyg": ("dagar",),
    "vabintyg_kv": ("dagar",),
    "ogiltig_franvaro": ("dagar",),
    "lang_ledighet": ("arbetsdagar", "langre_an_dagar"),
    "lang_sjukskrivning": ("arbetsdagar", "efter_dagar"),
    "forlangning": ("arbetsdagar",),
    "slutdatum": ("dagar_fore",),
    "avbrottsdokument": ("arbetsdagar",),
    "slutrapport_fullfoljd": ("dagar_fore", "dagar_innan_slut"),
    "slutrapport_fortid": ("dagar",),
    "slutrapport_avbruten": ("dagar",),
    "slutrapport_sen": ("dagar",),
    "granska_slutrapport": ("arbetsdagar",),
    "uppfoljning": ("oppnar_dagar_fore",),
    "incident": ("timmar",),
    "incident_vidare": ("timmar",),
    "incident_bedomning": ("timmar",),
}
FRISTKODER = tuple(FRISTTAL)


class Regelverksfel(ValueError):
    """A rule set that cannot be used: `fil`, `nyckel` (dotted) and `skal`, one Swedish sentence together."""

    def __init__(self, fil: str, nyckel: str, skal: str) -> None:
        super().__init__(f"Regelverket {fil} kan inte användas: {nyckel or 'filen'} {skal}.")
        self.fil = fil
        self.nyckel = nyckel
        self.skal = skal


class Insatsregel(NamedTuple):
    """What the routines say of one insats (K 2). `max_manader` None: known for statistics only.

    `malgrupper`: the only target groups it is for (empty: any); `ej_malgrupper`: those it is not for.
    """

    kod: str
    kundval: str
    namn: str
    max_manader: int | None = None
    kriterium: str = ""
    mal: str = ""
    mal_nas_av: tuple[str, ...] = ()
    uppfoljning_manader: int = 3
    malgrupper: tuple[str, ...] = ()
    ej_malgrupper: tuple[str, ...] = ()
    endast_historik: bool = False


class Fristregel(NamedTuple):
    """One row of regelverk §4. `tal` holds the numbers named in FRISTTAL."""

    kod: str
    namn: str
    ansvarig: str
    kalla: str
    slag: str
    tolkning: tuple[str, ...] = ()
    gul_kvar: int = GUL_KVAR
    tal: Mapping[str, int] = MappingProxyType({})


class Malgrupp(NamedTuple):
    """K 1.2. Ages in years; `bistand`: those who have ekonomiskt bistånd; `ledighet`: may take leave of up to 14 days
    (K 9.2)."""

    kod: str
    namn: str
    alder_fran: int | None = None
    alder_till: int | None = None
    alder_varning_fran: int | None = None
    tolkning: tuple[str, ...] = ()
    ledighet: bool = False
    bistand: bool = False


class Avslutsorsak(NamedTuple):
    """Regelverk §5. `kontroll`: utanfor | inom the anordnare's control, or "" where it does not matter."""

    kod: str
    namn: str
    kategori: str
    kontroll: str = ""
    far_dolja: bool = False
    endast_fullfoljd: bool = False
    tolkning: tuple[str, ...] = ()


class Belopp(NamedTuple):
    """Amount per month in kronor from a day on, for a kundval (K 14.1)."""

    kundval: str
    fran: date
    kronor: Decimal


class Forlangningsregel(NamedTuple):
    max_antal: int
    manader: int
    kalla: str


@dataclass(frozen=True)
class Regelverk:
    """One rule set, in force from `fran` to `till` (None: until further notice), both days included."""

    namn: str
    kalla: str
    fran: date
    till: date | None
    insatser: Mapping[str, Insatsregel]
    frister: Mapping[str, Fristregel]
    malgrupper: Mapping[str, Malgrupp]
    avslutstyper: Mapping[str, str]
    avslutsorsaker: Mapping[str, Avslutsorsak]
    belopp: tuple[Belopp, ...]
    forlangning: Forlangningsregel | None
    tolkningar: Mapping[str, str]
    fil: str = ""
    granskning: Granskningsregel | None = None
    brister: Bristregel | None = None
    forvalslista: Forvalsregel | None = None
    parallella: Parallellregel | None = None
    ersattning: Ersattningsregel | None = None
    progression: Progressionsregel | None = None

    def galler(self, d: date) -> bool:
        return self.fran <= d and (self.till is None or d <= self.till)


def _las(fil: str, plats: str, data: object) -> Tomltabell:
    return Tomltabell(fil, plats, data, Regelverksfel)


def _insats(kod: str, las: Tomltabell, malgrupper: Iterable[str]) -> Insatsregel:
    historik = las.janej("endast_historik")
    r = Insatsregel(
        kod=kod,
        kundval=las.text("kundval"),
        namn=las.text("namn"),
        max_manader=las.tal("max_manader", kravs=not historik),
        kriterium=las.text("kriterium", kravs=not historik),
        mal=las.text("mal", kravs=not historik),
        mal_nas_av=las.texter("mal_nas_av", KATEGORIER),
        uppfoljning_manader=las.tal("uppfoljning_manader", kravs=not historik) or 3,
        malgrupper=las.texter("malgrupper", malgrupper),
        ej_malgrupper=las.texter("ej_malgrupper", malgrupper),
        endast_historik=historik,
    )
    las.slut()
    return r


def _frist(kod: str, las: Tomltabell, tolkningar: Mapping[str, str]) -> Fristregel:
    if kod not in FRISTTAL:
        raise Regelverksfel(las.fil, las.plats, "är en okänd frist")
    gul = las.tal("gul_kvar", kravs=False, minst=0)
    r = Fristregel(
        kod=kod,
        namn=las.text("namn"),
        ansvarig=las.kod("ansvarig", ANSVARIGA),
        kalla=las.text("kalla"),
        slag=las.kod("slag", SLAG),
        tolkning=las.texter("tolkning", tolkningar),
        gul_kvar=GUL_KVAR if gul is None else gul,
        tal={n: las.tal(n, minst=0) or 0 for n in FRISTTAL[kod]},
    )
    for n in ("dag_i_manaden",):
        if n in r.tal and not 1 <= r.tal[n] <= 28:
            raise las.fel(n, "ska vara mellan 1 och 28")
    if r.tal.get("arbetsdagar") == 0:
        raise las.fel("arbetsdagar", "ska vara minst 1")
    las.slut()
    return r


def _malgrupp(kod: str, las: Tomltabell, tolkningar: Mapping[str, str]) -> Malgrupp:
    r = Malgrupp(
        kod=kod,
        namn=las.text("namn"),
        alder_fran=las.tal("alder_fran", kravs=False),
        alder_till=las.tal("alder_till", kravs=False),
        alder_varning_fran=las.tal("alder_varning_fran", kravs=False),
        tolkning=las.texter("tolkning", tolkningar),
        ledighet=las.janej("ledighet"),
        bistand=las.janej("bistand"),
    )
    las.slut()
    return r


def _orsak(kod: str, las: Tomltabell, tolkningar: Mapping[str, str]) -> Avslutsorsak:
    r = Avslutsorsak(
        kod=kod,
        namn=las.text("namn"),
        kategori=las.kod("kategori", KATEGORIER),
        kontroll=las.kod("kontroll", ("utanfor", "inom"), kravs=False),
        far_dolja=las.janej("far_dolja"),
        endast_fullfoljd=las.janej("endast_fullfoljd"),
        tolkning=las.texter("tolkning", tolkningar),
    )
    if r.kategori == "avbrott" and not r.kontroll:
        raise las.fel("kontroll", "saknas")
    las.slut()
    return r


def _belopp(las: Tomltabell) -> Belopp:
    kundval, fran, kronor = las.text("kundval"), las.dag("fran"), las.text("kronor")
    las.slut()
    assert fran is not None  # noqa: S101 - dag() has refused a missing one
    try:
        varde = Decimal(kronor)
    except InvalidOperation:
        raise las.fel("kronor", "ska vara ett belopp, till exempel 3876") from None
    if not varde.is_finite() or varde < 0:
        raise las.fel("kronor", "ska vara noll eller mer")
    if varde >= HOGSTA_BELOPP or varde != varde.quantize(Decimal("0.01")):
        raise las.fel("kronor", f"ska vara i hela ören och lägre än {HOGSTA_BELOPP}")
    return Belopp(kundval, fran, varde)


def tolka_regelverk(fil: str, data: object) -> Regelverk:
    """One checked rule set from the dict of its file. Raises Regelverksfel with file, key and reason."""
    las = _las(fil, "", data)
    namn, kalla, fran, till = (
        las.text("namn"),
        las.text("kalla"),
        las.dag("fran"),
        las.dag("till", kravs=False),
    )
    assert fran is not None  # noqa: S101 - dag() has refused a missing one
    if till is not None and till < fran:
        raise las.fel("till", "ligger före fran")
    tolkningar = dict(las.ta("tolkningar", dict, "en tabell", False) or {})
    for k, v in tolkningar.items():
        if not isinstance(v, str):
            raise las.fel(f"tolkningar.{k}", "ska vara text")
    malgrupper = {k: _malgrupp(k, t, tolkningar) for k, t in las.tabeller("malgrupper").items()}
    insatser = {k: _insats(k, t, malgrupper) for k, t in las.tabeller("insatser").items()}
    if not insatser:
        raise las.fel("insatser", "saknas")
    frister = {k: _frist(k, t, tolkningar) for k, t in las.tabeller("frister").items()}
    orsaker = {k: _orsak(k, t, tolkningar) for k, t in las.tabeller("avslutsorsaker").items()}
    typer = las.ta("avslutstyper", dict, "en tabell", False) or {}
    for k, v in typer.items():
        if k not in AVSLUTSTYPER:
            raise las.fel(f"avslutstyper.{k}", "är en okänd avslutstyp")
        if not isinstance(v, str):
            raise las.fel(f"avslutstyper.{k}", "ska vara text")
    belopp = tuple(_belopp(t) for t in las.lista("belopp"))
    forl = None
    if (t := las.tabell("forlangning")) is not None:
        forl = Forlangningsregel(t.tal("max_antal", minst=0) or 0, t.tal("manader") or 1, t.text("kalla"))
        t.slut()
    granskning = brister = forval = parallella = ersattning = progression = None
    if (del_ := las.tabell("granskning")) is not None:
        granskning = las_granskning(del_, tolkningar)
    if (del_ := las.tabell("brister")) is not None:
        brister = las_brister(del_, tolkningar)
    if (del_ := las.tabell("parallella")) is not None:
        parallella = las_parallella(del_)
    if (del_ := las.tabell("ersattning")) is not None:
        ersattning = las_ersattning(del_, tolkningar)
    if (del_ := las.tabell("forvalslista")) is not None:
        forval = las_forvalslista(del_, tolkningar)
    if (del_ := las.tabell("progression")) is not None:
        progression = las_progression(del_, tolkningar)
    las.slut()
    aktiva = [i for i in insatser.values() if not i.endast_historik]
    if aktiva:
        # A rule set with insatser that can run must be able to answer every question about them.
        for kod in FRISTKODER:
            if kod not in frister:
                raise Regelverksfel(fil, f"frister.{kod}", "saknas")
        for nyckel, finns in (
            ("forlangning", forl), ("malgrupper", malgrupper), ("avslutsorsaker", orsaker), ("avslutstyper", typer),
            ("granskning", granskning), ("brister", brister), ("forvalslista", forval),
            ("parallella", parallella), ("ersattning", ersattning), ("progression", progression),
        ):  # fmt: skip
            if not finns:
                raise Regelverksfel(fil, nyckel, "saknas")
        for typ in AVSLUTSTYPER:
            if typ not in typer:
                raise Regelverksfel(fil, f"avslutstyper.{typ}", "saknas")
        for i in aktiva:
            if not any(b.kundval == i.kundval and b.fran <= fran for b in belopp):
                raise Regelverksfel(fil, "belopp", f"saknas för {i.kundval} från {fran}")
    return Regelverk(
        namn, kalla, fran, till, insatser, frister, malgrupper, dict(typer), orsaker, belopp, forl, tolkningar,
        fil, granskning, brister, forval, parallella, ersattning, progression,
    )  # fmt: skip


class Regelverkssamling:
    """All rule sets, in order of validity, without gap or overlap; answers which one applies when."""

    def __init__(self, regelverk: Iterable[Regelverk]) -> None:
        self.alla = tuple(sorted(regelverk, key=lambda r: r.fran))
        if not self.alla:
            raise Regelverksfel("regelverk", "", "innehåller inget regelverk")
        for a, b in zip(self.alla, self.alla[1:], strict=False):
            if a.till is None or a.till >= b.fran:
                raise Regelverksfel(b.fil, "fran", f"överlappar regelverket {a.namn}")
            if b.fran - a.till != timedelta(days=1):
                raise Regelverksfel(b.fil, "fran", f"lämnar ett glapp efter regelverket {a.namn}")
        if self.alla[-1].till is not None:
            # An end without a follower would leave tomorrow without rules.
            raise Regelverksfel(self.alla[-1].fil, "till", "får inte stå i det senaste regelverket")
        for r in self.alla:
            for nyckel, grupper in (
                ("parallella.motsager", r.parallella.motsager if r.parallella else ()),
                ("progression.ordning", r.progression.ordning if r.progression else ()),
            ):
                for kod in sorted({k for grupp in grupper for k in grupp}):
                    if not any(kod in x.insatser for x in self.alla):
                        raise Regelverksfel(r.fil, nyckel, f"nämner en okänd insats: {kod!r}")
        self._forval = tuple(Galler(r.fran, r.namn, r.forvalslista) for r in self.alla if r.forvalslista)
        for g, nasta in zip(self._forval, self._forval[1:], strict=False):
            if nasta.regel.forsta != g.regel.forsta and nasta.regel.forsta < nasta.fran:
                # Otherwise what has been published under the rule set before would be told anew.
                fil = next(r.fil for r in self.alla if r.fran == nasta.fran)
                skal = f"ska vara samma dag som i regelverket {g.namn}, eller tidigast {nasta.fran}"
                raise Regelverksfel(fil, "forvalslista.forsta", skal)
        self._fran = [r.fran for r in self.alla]
        self._regel: dict[tuple[str, str, int], Fristregel] = {}

    def for_dag(self, d: date) -> Regelverk | None:
        """The rule set in force on d, or None before the first."""
        for r in reversed(self.alla):
            if r.fran <= d:
                return r
        return None

    def fristregel(self, frist: str, insatskod: str, d: date) -> Fristregel:
        """The rule of a frist triggered on d: of the rule set in force that day or, where that one lacks the code,
        of the first that has it. Raises KeyError for a code that no rule set has."""
        i = bisect_right(self._fran, d) - 1
        nyckel = (frist, insatskod, i)
        r = self._regel.get(nyckel)
        if r is None:
            ordning = (*self.alla[i : i + 1], *self.alla) if i >= 0 else self.alla
            for rv in ordning:
                if frist in rv.frister and insatskod in rv.insatser:
                    r = rv.frister[frist]
                    break
            else:
                raise KeyError(frist)
            self._regel[nyckel] = r
        return r

    def insats(self, kod: str, d: date | None = None) -> Insatsregel | None:
        """The rule of an insats code on a day (or at all), None if no rule set has it."""
        forst = self.for_dag(d) if d else None
        if forst is not None and kod in forst.insatser:
            return forst.insatser[kod]
        return next((r.insatser[kod] for r in reversed(self.alla) if kod in r.insatser), None)

    def granskning(self, d: date | None) -> Granskningsregel:
        """The parameters of the review in force on d or, where that rule set has none, of the first that has."""
        return next(x.granskning for x in self._i_ordning(d) if x.granskning)

    def brister(self, d: date | None) -> Bristregel:
        """The rules of brister in force on d or, where that rule set has none, of the first that has."""
        return next(x.brister for x in self._i_ordning(d) if x.brister)

    def parallella(self, d: date | None) -> Parallellregel:
        """What insatser side by side take on d or, where that rule set does not say, by the first that does."""
        return next(x.parallella for x in self._i_ordning(d) if x.parallella)

    def ersattning(self, d: date | None) -> Ersattningsregel:
        """How payment is reckoned on d or, where that rule set does not say, by the first that does."""
        return next(x.ersattning for x in self._i_ordning(d) if x.ersattning)

    def progression(self, d: date | None) -> Progressionsregel:
        """How progression is measured on d or, where that rule set does not say, by the first that does."""
        return next(x.progression for x in self._i_ordning(d) if x.progression)

    def forvalslista(self) -> tuple[Galler, ...]:
        """The rules of the förvalslista in order of validity; each for the periods that begin from its day on."""
        return self._forval

    def _i_ordning(self, d: date | None) -> tuple[Regelverk, ...]:
        gallande = self.for_dag(d) if d else None
        return self.alla if gallande is None else (gallande, *self.alla)

    @property
    def senaste(self) -> Regelverk:
        return self.alla[-1]

    def insatskoder(self) -> dict[str, Insatsregel]:
        """Every insats code of any rule set, in the order of the files."""
        ut: dict[str, Insatsregel] = {}
        for r in self.alla:
            ut.update(r.insatser)
        return ut

    def avslutsorsaker(self) -> Mapping[str, Avslutsorsak]:
        ut: dict[str, Avslutsorsak] = {}
        for r in self.alla:
            ut.update(r.avslutsorsaker)
        return ut

    def malgrupper(self) -> Mapping[str, Malgrupp]:
        ut: dict[str, Malgrupp] = {}
        for r in self.alla:
            ut.update(r.malgrupper)
        return ut

    def avslutstyper(self) -> Mapping[str, str]:
        ut: dict[str, str] = {}
        for r in self.alla:
            ut.update(r.avslutstyper)
        return ut

    def tolkning(self, t: str) -> str:
        """The wording of an interpretation, latest rule set first; "" if none has it."""
        for r in reversed(self.alla):
            if t in r.tolkningar:
                return r.tolkningar[t]
        return ""

    def belopp(self, kundval: str, d: date) -> Decimal | None:
        """Amount per month in kronor in force on d for a kundval, None if none is known."""
        basta: Belopp | None = None
        for r in self.alla:
            for b in r.belopp:
                if b.kundval == kundval and b.fran <= d and (basta is None or b.fran >= basta.fran):
                    basta = b
        return basta.kronor if basta else None

    def slutdatum_manader(self, kod: str, start: date, forlangningar: int) -> int | None:
        """Longest time in months of an insats that started on a day, granted extensions included; None: unknown."""
        i = self.insats(kod, start)
        if i is None or i.max_manader is None:
            return None
        rv = self.for_dag(start)
        forl = (rv.forlangning if rv and kod in rv.insatser else None) or self.senaste.forlangning
        return i.max_manader + forlangningar * (forl.manader if forl else 1)
