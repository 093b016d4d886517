"""The worked examples of payment (ersattningsexempel.toml), by the program; and the arithmetic that stands in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kundvalsdesk.rules.ersattning import AVBROTT, Betald, Korning
from kundvalsdesk.rules.fakta import Insatsfakta, Rapport, Retur, Slutrapport
from kundvalsdesk.rules.regelverk import Belopp, Regelverkssamling
from kundvalsdesk.texter.ersattning import forklaring

EXEMPEL: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("ersattningsexempel.toml").read_text(encoding="utf-8")
)["exempel"]
_NYCKLAR = {
    "rubrik", "insats", "start", "slut", "sista_dag", "avslut", "belopp", "bevakas_fran", "historik", "rapporter",
    "returer", "slutrapport", "sen_slutrapport", "faststallda", "betalt", "korning", "rader", "ej", "rakning",
}  # fmt: skip


def _dag(text: object) -> Any:
    return (date.fromisoformat(text) if isinstance(text, str) else text) if text else None


def _fakta(x: dict[str, Any]) -> Insatsfakta:
    typ, orsak = x.get("avslut", (None, None))
    returer = x.get("returer", ())
    return Insatsfakta(
        x["insats"],
        start=x["start"],
        slut=x.get("slut"),
        sista_dag=x.get("sista_dag"),
        avslutsbeslut=x.get("sista_dag"),
        avslutstyp=typ,
        avslutsorsak=orsak,
        bevakas_fran=x.get("bevakas_fran"),
        historik=x.get("historik", False),
        rapporter=tuple(
            Rapport(m, _dag(klar), tuple(Retur(a, _dag(i)) for r, a, i in returer if r == m), None, _dag(underlag))
            for m, klar, underlag in x["rapporter"]
        ),
        slutrapport=Slutrapport(x["slutrapport"]) if "slutrapport" in x else None,
    )


def _betald(rad: list[Any]) -> Betald:
    nr, korning, m, typ, fran, till, dagar, belopp, *rattar = rad
    return Betald(nr, korning, m, typ == AVBROTT, fran, till, dagar, Decimal(belopp), rattar[0] if rattar else None)


def _regelverk(x: dict[str, Any], alla: Regelverkssamling) -> Regelverkssamling:
    """The rule sets, with the amounts and the reading of T9 of the example."""
    kundval = x["insats"][:3]
    ut = []
    for r in alla.alla:
        if "belopp" in x:
            egna = tuple(Belopp(kundval, d, Decimal(b)) for d, b in x["belopp"] if r.galler(d))
            r = replace(r, belopp=(*(b for b in r.belopp if b.kundval != kundval), *egna))
        if "sen_slutrapport" in x and r.ersattning:
            r = replace(r, ersattning=r.ersattning._replace(sen_slutrapport=x["sen_slutrapport"]))
        ut.append(r)
    return Regelverkssamling(ut)


@pytest.mark.parametrize("x", EXEMPEL, ids=[f"{n}: {x['rubrik']}" for n, x in enumerate(EXEMPEL, 1)])
def test_the_run_gives_what_was_reckoned_by_hand(x: dict[str, Any], regelverk: Regelverkssamling) -> None:
    assert set(x) <= _NYCKLAR
    betalda = [_betald(rad) for rad in x.get("betalt", ())]
    korning = Korning(
        _regelverk(x, regelverk), x["korning"], {*x.get("faststallda", ()), *(b.korning for b in betalda)}
    )
    ut = korning.rakna(_fakta(x), x["insats"][:3], betalda)
    rader = [[r.avser_manad, r.typ, r.dagar, str(r.belopp), *([r.rattar] if r.rattar else [])] for r in ut.rader]
    assert rader == x.get("rader", [])
    assert [list(e) for e in ut.ej] == x.get("ej", [])


_DELAT = re.compile(r"([\d.]+) / 30 × (\d+) = ([\d.]+)")
_SUMMA = re.compile(r"([\d.]+) ([+−]) ([\d.]+) = (-?[\d.]+)")


@pytest.mark.parametrize("x", EXEMPEL, ids=lambda x: x["rubrik"])
def test_the_arithmetic_that_is_written_down_is_right(x: dict[str, Any]) -> None:
    """Reckoned with fractions, and no amount of a row stands without its reckoning."""
    ord_ = " ".join(x["rakning"])
    for belopp, dagar, svar in _DELAT.findall(ord_):
        exakt = Fraction(belopp) * int(dagar) / 30
        ore = (Decimal(exakt.numerator) / exakt.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert ore == Decimal(svar)
    for a, tecken, b, svar in _SUMMA.findall(ord_):
        assert Decimal(a) + Decimal(b) * (1 if tecken == "+" else -1) == Decimal(svar)
    for rad in x.get("rader", ()):
        assert re.search(rf"(?<![\d.]){re.escape(rad[3])}(?![\d])", ord_), rad


def test_there_are_at_least_forty() -> None:
    assert len({x["rubrik"] for x in EXEMPEL}) == len(EXEMPEL) >= 40


def test_a_correction_says_what_has_changed(regelverk: Regelverkssamling) -> None:
    """The worked examples that have one: in days, in amount, after an avbrott."""
    sagt = {}
    for x in EXEMPEL:
        betalda = [_betald(rad) for rad in x.get("betalt", ())]
        korning = Korning(_regelverk(x, regelverk), x["korning"], {b.korning for b in betalda})
        for r in korning.rakna(_fakta(x), x["insats"][:3], betalda).rader:
            if r.rattar is not None:
                sagt[x["rubrik"].split(":")[0]] = forklaring(r)
    assert "10 dagar" in sagt["En rättelse som redan är fastställd räknas med"]
    for rubrik, mening in (
        ("Sista dagen visar sig i efterhand ha varit den 20 maj", "färre dagar än då. Skillnad −1\u00a0292"),
        ("Insatsen flyttas till juni", "Insatsen har inga dagar kvar i månaden."),
        ("Beloppet höjs i efterhand för en månad som är betald", "månadsbeloppet är ett annat än då. Skillnad 150"),
        ("Beloppet sänks i efterhand från den 16 maj", "månadsbeloppet är ett annat än då. Skillnad −18"),
        ("Orsaken ändras till brister hos anordnaren", "De dagarna ska inte ersättas"),
    ):
        assert mening in sagt[rubrik], sagt[rubrik]
