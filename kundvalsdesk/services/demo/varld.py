"""Who there is in the demo, and which stories are told: how many of each state, and on whom they fall."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from ...resurser import resurs
from ...rules.kalender import plus_manader
from . import INLOGGAD
from .bok import Bok, efter, fore
from .lopp import Lopp, Plan

_DAG = timedelta(days=1)

NYA_KODER_FRAN = date(2024, 1, 1)
"""An insats that began before has one of the old codes and is history only (K 2)."""

KODER = {
    "bistand": ("AMI1", "AMI2", "AMI2", "FAI1", "FAI2"),
    "ung_vuxen": ("AMI1", "AMI2", "FAI2"),
    "kaa": ("AMI2", "FAI2"),
    "etablering": ("ISA1",),
    "anhorig": ("ISA2",),
    "efter_etablering": ("ISA2", "ISA2", "AMI2"),
}
MALGRUPPER = tuple(
    grupp
    for grupp, andel in (
        ("bistand", 10), ("ung_vuxen", 4), ("kaa", 1), ("etablering", 2), ("anhorig", 3), ("efter_etablering", 3),
    )
    for _ in range(andel)
)  # fmt: skip
ALDER = {
    "bistand": (21, 62), "ung_vuxen": (20, 23), "kaa": (20, 20), "etablering": (21, 58), "anhorig": (21, 55),
    "efter_etablering": (25, 60),
}  # fmt: skip
MANADER = {"FAI1": (3,), "FAI2": (6, 6, 4), "AMI1": (3,), "AMI2": (12, 9, 6), "ISA1": (9, 9, 6), "ISA2": (12, 9, 6)}
GAMLA_KODER = {"AMI": ("JPG", "JPF"), "FAI": ("JPF",), "ISA": ("SAI",)}

AVSLUT = (
    ("fullfoljd", "arbete"), ("fortid", "arbete"), ("avbruten", "flytt"), ("fullfoljd", "insatstid_slut"),
    ("fortid", "studier"), ("avbruten", "sjukdom"), ("fullfoljd", "annan_insats"), ("fortid", "foretag"),
    ("avbruten", "lang_ledighet"), ("fullfoljd", "studier"), ("fortid", "annan_insats"), ("avbruten", "oforutsett"),
    ("fullfoljd", "annan_myndighet"), ("fortid", "byte_anordnare"), ("avbruten", "tidsbrist"),
    ("fortid", "annan_myndighet"), ("avbruten", "utebliven_progression"), ("avbruten", "kund_avbryter"),
    ("avbruten", "brister_anordnare"),
)  # fmt: skip

HINDER = (
    "sjuk_ny", "sjuk_ny", "sjuk_utan_intyg", "sjuk_intyg_hos_anordnaren", "sjuk_lang", "sjuk_lang_sen", "sjuk_bedomd",
    "sjuk_upprepad", "vab", "vab_utan_intyg", "annan", "annan", "ogiltig_ny", "ogiltig_omeddelad", "ledighet",
    "ledighet_lang",
)  # fmt: skip

SKYDD = {96: "skyddad_folkbokforing", 125: "sekretessmarkering", 158: "fingerade", 203: "sekretessmarkering",
         58: "sekretessmarkering", 301: "skyddad_folkbokforing", 333: "sekretessmarkering"}  # fmt: skip
"""Kunder by number, three kinds, among new, running and ended cases."""

SENT_IN = ("rapport_in 6", "rapport_in 4", "rapport_in 3", "rapport_in_igen 5", "rapport_in 2", "rapport_in 1",
           "rapport_in 1")  # fmt: skip
"""Reports that came in late, and wait for INLOGGAD when the others of the month have been approved."""
FLEST_GODKANDA = 10
"""Day of the month after which few reports wait by themselves."""

# The first twenty kunder have no insats.
BESLUTADE = range(20, 28)
OBEMANNADE = range(28, 38)
UTAN_UPPDRAG = range(38, 50)
NYSTARTADE = range(50, 80)
PAGAENDE = range(80, 290)
AVSLUTADE = range(290, 375)
HISTORIK = range(375, 400)


@dataclass(frozen=True, slots=True)
class Person:
    nummer: int
    nyckel: str
    malgrupp: str
    kv: str
    bistand: bool


class Varld:
    def __init__(self, idag: date) -> None:
        self.idag = idag
        self.bok = Bok()
        self.slump = Random("kundvalsdesk demo")  # noqa: S311 - made-up people, no secret
        self.manniskor = _toml("manniskor.toml")
        self.anordnare = _toml("anordnare.toml")["anordnare"]
        self.texter = _toml("texter.toml")
        self.lopp = Lopp(self.bok, idag, self.slump, self.texter)
        self.kv = [h["anvandare"] for h in self.manniskor["handlaggare"] if h["roll"] == "karriarvagledare"]
        self.al = [h["anvandare"] for h in self.manniskor["handlaggare"] if h["roll"] == "arbetsledare"]
        self.antal = 0

    def rader(self) -> dict[str, list[dict[str, str]]]:
        for h in self.manniskor["handlaggare"]:
            self.bok.rad("handlaggare", **h, epost=f"{h['anvandare']}@exempelkommun.example")
        for a in self.anordnare:
            kolumner = {k: v for k, v in a.items() if k != "auktoriserad"}
            self.bok.rad("anordnare", **kolumner)
            for avser, fran in a["auktoriserad"].items():
                self.bok.rad("auktorisationer", anordnare=a["anordnare"], avser=avser, fran=fran)
        kunder = list(self._kunder())
        self._nya(kunder)
        self._pagaende([kunder[n] for n in PAGAENDE])
        self._avslutade([kunder[n] for n in AVSLUTADE])
        for n in HISTORIK:
            start = date(2022, 2, 1) + timedelta(days=self.slump.randrange(690))
            self._historik(kunder[n], self._plan(kunder[n], start))
        return self.bok.fardig()

    # --- People -------------------------------------------------------------------------------------------------

    def _kunder(self) -> Iterator[Person]:
        s = self.slump
        namn = {(f, e) for f in self.manniskor["fornamn"] for e in self.manniskor["efternamn"]}
        for n, (fornamn, efternamn) in enumerate(s.sample(sorted(namn), HISTORIK.stop)):
            malgrupp = s.choice(MALGRUPPER)
            yngst, aldst = ALDER[malgrupp]
            fodd = self.idag - timedelta(days=round(365.25 * s.randint(yngst, aldst)) + s.randrange(10, 150))
            p = Person(
                n,
                f"K{n + 1:04d}",
                malgrupp,
                self.kv[n % len(self.kv)],
                malgrupp == "bistand" or (malgrupp == "efter_etablering" and s.random() < 0.3),
            )
            self.bok.rad(
                "kunder",
                kund=p.nyckel,
                fodelsedatum=fodd,
                fornamn=fornamn,
                efternamn=efternamn,
                skydd=SKYDD.get(n),
                malgrupp=malgrupp,
                ekonomiskt_bistand=p.bistand,
                karriarvagledare=p.kv,
            )
            yield p

    # --- Stories ------------------------------------------------------------------------------------------------

    def _plan(self, p: Person, start: date, kod: str = "", **mer: Any) -> Plan:
        """An insats of the person from a day, at one of those authorised for it; roughly one in ten on part time."""
        s = self.slump
        kod = kod or s.choice(KODER[p.malgrupp])
        auktoriserade = {
            a["anordnare"]: a["auktoriserad"][kod[:3]] for a in self.anordnare if kod[:3] in a["auktoriserad"]
        }
        valbara = [a for a, fran in auktoriserade.items() if fran <= start - timedelta(30)] or [*auktoriserade]
        self.antal += 1
        deltid = s.random() < 0.1
        return Plan(
            nummer=self.antal,
            kund=p.nyckel,
            kod=kod,
            anordnare=s.choice(valbara),
            kv=p.kv,
            al=s.choice(self.al),
            start=start,
            manader=s.choice(MANADER[kod]),
            omfattning=s.choice((50, 75)) if deltid else 100,
            deltid_skal=s.choice(self.texter["deltid_skal"]) if deltid else None,
            forvald=s.random() < 0.15,
            **mer,
        )

    def _beratta(self, p: Person, plan: Plan) -> None:
        if plan.start < NYA_KODER_FRAN:
            self._historik(p, plan)
        else:
            self.lopp.beratta(plan)

    def _nya(self, kunder: list[Person]) -> None:
        """From beslut to the first weeks. Those that stand still have passed their day, if only just."""
        s, idag = self.slump, self.idag
        for stopp, vilka in (("aktualisering", BESLUTADE), ("bemanning", OBEMANNADE), ("uppdrag", UTAN_UPPDRAG)):
            for n in vilka:
                self._beratta(kunder[n], self._plan(kunder[n], efter(idag, s.choice((1, 2, 3, 4, 5))), stopp=stopp))
        for n in NYSTARTADE:
            start = fore(idag, s.randrange(0, 11)) if s.random() < 0.7 else efter(idag, s.randrange(1, 4))
            self._beratta(kunder[n], self._plan(kunder[n], start))
        for n in NYSTARTADE[:3]:
            # Two insatser side by side, with the assessment that it takes.
            plan = self._plan(kunder[n], fore(idag, 20), "AMI2", parallell=self.texter["parallell_bedomning"])
            self._beratta(kunder[n], plan)

    def _pagaende(self, personer: list[Person]) -> None:
        s, idag = self.slump, self.idag
        hinder = list(HINDER)
        incidenter = _incidenter(idag)
        sent_in = list(SENT_IN) if idag.day > FLEST_GODKANDA else []
        for n, p in enumerate(personer):
            plan = self._plan(p, idag)
            gangna = s.randrange(12, max(13, plan.manader * 30 - 1))
            if n < 3:
                self._sluta(plan, idag + timedelta(days=s.randrange(6, 14)), forlangning="begard")
            elif n < 6:
                self._sluta(plan, idag + timedelta(days=s.randrange(2, 7)), forlangning="avslag")
            elif n < 11:
                self._sluta(plan, idag - timedelta(days=s.randrange(20)), forlangning="beviljad")
                plan.forlangningar = 1
            elif n < 14:
                self._sluta(plan, idag - timedelta(days=s.randrange(1, 9)))
            elif n < 19:
                plan.start = fore(idag, n - 4)
                plan.stopp = "plan"
            elif n < 23:
                plan.start = fore(idag, 16)
                plan.lage = "plan_ute" if n > 20 else "plan"
            elif n < 30 and plan.manader > 3:
                plan.start = plus_manader(idag - timedelta(days=s.randrange(3, 10)), -3)
                plan.lage = "trepart"
            elif 30 <= n < 35:
                plan.start = fore(idag - timedelta(days=s.randrange(46, 80)), 0)
                plan.lage = "rapport_ute_igen" if n == 34 else "rapport_ute"
            else:
                plan.start = fore(idag - timedelta(days=gangna), 0)
                plan.rapport_saknas = n in (35, 36)
            kvar = (plan.slut - idag).days
            if n > 36 and 0 <= kvar <= 22 and s.random() < 0.45:
                # The end is decided ahead; what remains is the slutrapport.
                plan = replace(
                    plan,
                    avslutstyp="fullfoljd",
                    avslutsorsak=s.choice(("arbete", "studier", "insatstid_slut")),
                    sista=plan.slut,
                    avslutsbeslut=fore(idag, s.choice((0, 1, 3))),
                )
            elif n > 36 and kvar > 40 and gangna > 40 and hinder and not (p.bistand and hinder[0].startswith("led")):
                plan.hinder = hinder.pop(0)
            elif n > 36 and p.kv == INLOGGAD and sent_in and kvar > 0 and gangna > 45 + idag.day:
                plan.lage = sent_in.pop(0)
            elif n > 60 and kvar > 40 and incidenter and plan.start >= NYA_KODER_FRAN:
                self._incident(plan, incidenter.pop(0))
            self._beratta(p, plan)

    def _sluta(self, plan: Plan, slut: date, forlangning: str = "") -> None:
        plan.start = plus_manader(slut + _DAG, -plan.manader)
        plan.forlangning = forlangning

    def _incident(self, plan: Plan, tider: dict[str, datetime]) -> None:
        nummer = len(self.bok.blad["incidenter"]) + 1
        self.bok.rad("incidenter", incident=f"I{self.idag.year}-{nummer:02d}", insats=plan.nyckel, **tider)

    def _avslutade(self, personer: list[Person]) -> None:
        """Ended, or decided to end: a third of them in these weeks, with all that remains to be done."""
        s, idag = self.slump, self.idag
        for n, p in enumerate(personer):
            typ, orsak = AVSLUT[n % len(AVSLUT)]
            if n < 32:
                sista = idag - timedelta(days=s.randrange(-8, 19))
            else:
                sista = idag - timedelta(days=20 + s.randrange(12 + n * 5))
            plan = self._plan(p, idag)
            gangna = s.randrange(25, plan.manader * 30 - 10)
            if typ == "fullfoljd":
                plan.start = plus_manader(sista + _DAG, -plan.manader)
                sista = plan.slut
            else:
                plan.start = sista - timedelta(days=gangna)
            beslut = (
                min(fore(sista, s.choice((2, 3, 5, 7))), fore(idag, s.choice((0, 1, 2)))) if n < 32 else fore(sista, 4)
            )
            plan = replace(
                plan,
                avslutstyp=typ,
                avslutsorsak=orsak,
                sista=sista,
                avslutsbeslut=max(beslut, plan.start),
                utan_slutrapport=n in (0, 4, 11),
            )
            if n in range(20, 28):
                plan.avslutsbeslut = fore(idag, (0, 0, 1, 2)[n % 4])
                plan.utan_dokument = True
                if typ != "fullfoljd":
                    plan.sista = max(efter(idag, s.choice((0, 2, 4))), plan.start)
            elif n in (1, 2, 5, 8):
                plan.avslutsbeslut, plan.sista = fore(idag, 9), fore(idag, 5)
                plan.lage = "slutrapport_ute" if n == 5 else "slutrapport"
            self._beratta(p, plan)
            if orsak in ("annan_insats", "byte_anordnare") and n >= 32:
                # What came after: the next insats of the same kund.
                nasta = self._plan(p, efter(sista, 3), plan.kod if orsak == "byte_anordnare" else "")
                if nasta.start < idag <= nasta.slut:
                    self._beratta(p, nasta)

    def _historik(self, p: Person, plan: Plan) -> None:
        """For statistics only: an insats of the codes that are phased out."""
        s = self.slump
        start = min(plan.start, NYA_KODER_FRAN - _DAG)
        typ, orsak = s.choice(AVSLUT)
        sista = start + timedelta(days=s.randrange(60, 300))
        klar = sista < self.idag and s.random() < 0.95
        self.bok.rad(
            "insatser",
            insats=f"H{start.year}-{plan.nummer:04d}",
            kund=p.nyckel,
            kod=s.choice(GAMLA_KODER[plan.kod[:3]]),
            anordnare=plan.anordnare,
            beslut=start - timedelta(days=12),
            start=start,
            sista_dag=sista if klar else None,
            avslutstyp=typ if klar else None,
            avslutsorsak=orsak if klar else None,
            historik=True,
        )


def _incidenter(idag: date) -> list[dict[str, datetime]]:
    """Just found, told, passed on, and assessed."""

    def vid(dagar: int, timme: int) -> datetime:
        return datetime.combine(idag - timedelta(days=dagar), time(timme, 20))

    return [
        {"upptackt": vid(1, 9)},
        {"upptackt": vid(2, 10), "kv_underrattad": vid(1, 15)},
        {"upptackt": vid(3, 8), "kv_underrattad": vid(2, 9), "vidare": vid(2, 13)},
        {"upptackt": vid(40, 11), "kv_underrattad": vid(39, 9), "vidare": vid(39, 10), "bedomd": vid(38, 14)},
    ]


def _toml(fil: str) -> dict[str, Any]:
    return tomllib.loads(resurs("demo", fil).read_text(encoding="utf-8"))
