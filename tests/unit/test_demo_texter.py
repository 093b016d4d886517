"""The made-up contents: a text for every section of every form, and a course that goes forward."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from kundvalsdesk.rules.fakta import Franvaro, Insatsfakta, Kontakt
from kundvalsdesk.rules.granskning import ar_ej_aktuellt, motivering_av
from kundvalsdesk.rules.granskning.ord import ar_tom, likhet
from kundvalsdesk.services.demo.rapportfel import Felkorg
from kundvalsdesk.services.demo.rapportord import Kurs, ordlistor, spar
from kundvalsdesk.services.rapportformular import formular_for

KODER = ("FAI1", "FAI2", "AMI1", "AMI2", "ISA1", "ISA2")
START, SLUT = date(2026, 1, 12), date(2026, 9, 11)


def kurs(kod: str, nyckel: str = "2026-0001", **fakta: object) -> Kurs:
    return Kurs(nyckel, Insatsfakta(kod, start=START, **fakta), START, SLUT)  # type: ignore[arg-type]


@pytest.mark.parametrize("kod", KODER)
def test_every_section_of_every_form_says_something(kod: str) -> None:
    for nr in range(12):
        k = kurs(kod, f"2026-{nr:04d}")
        plan = k.plan(formular_for("plan", kod[:3]), 1 + nr % 3)
        slut = k.slutrapport(formular_for("slutrapport", kod[:3]))
        for i in (plan, slut, *(k.rapport(formular_for("rapport", kod[:3]), m) for m in k.manader)):
            for avsnitt, text in i.texter:
                assert not ar_tom(text), (i.rubrik, avsnitt)
                assert "{" not in text, (i.rubrik, avsnitt)
                assert not ar_ej_aktuellt(text) or motivering_av(text), (i.rubrik, avsnitt)


@pytest.mark.parametrize("kod", KODER)
def test_a_course_goes_forward_to_its_end(kod: str) -> None:
    for nr in range(12):
        k = kurs(kod, f"2026-{nr:04d}")
        steg = [k.steg(n) for n in range(len(k.manader))]
        assert all(a <= b for forra, nu in pairwise(steg) for a, b in zip(forra, nu, strict=True))
        assert steg[-1] == [len(d["steg"]) - 1 for d in k.spar["delmal"]]


@pytest.mark.parametrize("kod", KODER)
def test_no_month_repeats_the_one_before(kod: str) -> None:
    formular = formular_for("rapport", kod[:3])
    for nr in range(12):
        k = kurs(kod, f"2026-{nr:04d}")
        texter = [k.rapport(formular, m).text("progression") for m in k.manader]
        assert all(likhet(a, b, 3) < 80 for a, b in pairwise(texter))


def test_absence_and_contacts_are_those_of_the_case() -> None:
    k = kurs(
        "AMI2",
        franvaro=(Franvaro("sjuk", date(2026, 2, 26), date(2026, 3, 3)), Franvaro("annan", date(2026, 3, 3))),
        kontakter=(Kontakt(date(2026, 3, 11), "trepart"),),
    )
    i = k.rapport(formular_for("rapport", "AMI"), "2026-03")
    assert [(r.typ, r.fran, r.till) for r in i.franvaro] == [
        ("sjuk", date(2026, 3, 1), date(2026, 3, 3)),
        ("annan", date(2026, 3, 4), date(2026, 3, 31)),
    ]
    assert ("Trepartssamtal", date(2026, 3, 11)) in [(r.kommentar, r.datum) for r in i.kontakter]


def test_faults_are_handed_out_in_turn_and_change_something() -> None:
    korg, k = Felkorg(), kurs("ISA2")
    ratt = k.rapport(formular_for("rapport", "ISA"), "2026-05")
    givna = [korg.ta("rapport", ratt, k, "2026-05") for _ in range(8)]
    assert len(set(givna)) == 8
    for felen in givna:
        assert felen[0](ratt, k, "2026-05") != ratt


def test_the_kund_is_never_named() -> None:
    import tomllib

    from kundvalsdesk.resurser import resurs

    manniskor = tomllib.loads(resurs("demo", "manniskor.toml").read_text(encoding="utf-8"))
    namn = {*manniskor["fornamn"], *manniskor["efternamn"]}
    skrivet = str(ordlistor()) + str(spar())
    ord_ = set("".join(c if c.isalpha() or c == "-" else " " for c in skrivet).split())
    assert not namn & ord_
