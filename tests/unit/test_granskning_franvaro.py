"""Checks of absence: told with date and reason, as registered in the case, with its certificates (K 10)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kundvalsdesk.rules.fakta import Franvaro, Kontakt
from kundvalsdesk.rules.granskning import anmarkningar
from kundvalsdesk.rules.granskning import franvaro as franvarokontroller
from kundvalsdesk.rules.rapporttyper import Franvarorad

from .granskningsvarld import RAPPORT, D, dagar, franvaro, koder, rapport

# --- Absence: rows ------------------------------------------------------------------------------------------------


def _rader(*rader: Franvarorad) -> list[tuple[str, int]]:
    u = rapport(franvaro=rader)
    return [(a.kod, a.rad) for a in franvarokontroller.rader(u)]


@pytest.mark.parametrize(
    ("rad", "kod"),
    [
        (Franvarorad("", D("2024-08-20"), D("2024-08-20"), "tandläkare"), "franvaro_utan_typ"),
        (Franvarorad("sjuk", None), "franvaro_utan_datum"),
        (franvaro("2024-08-20", typ="annan"), "franvaro_utan_orsak"),
        (franvaro("2024-08-20", typ="ogiltig", orsak="-"), "franvaro_utan_orsak"),
        (franvaro("2024-08-20", "2024-08-19"), "franvaro_baklanges"),
        (franvaro("2024-07-20"), "franvaro_utanfor"),
        (franvaro("2024-09-02"), "franvaro_utanfor"),
        (franvaro("2024-05-02", "2024-08-02"), "franvaro_utanfor"),  # before the insats
    ],
)
def test_a_row_of_absence_that_lacks_something(rad: Franvarorad, kod: str) -> None:
    assert _rader(rad) == [(kod, 0)]


@pytest.mark.parametrize(
    "rad",
    [
        franvaro("2024-08-20", typ="sjuk"),  # the kind is its reason
        franvaro("2024-08-20", typ="annan", orsak="Möte på Försäkringskassan"),
        franvaro("2024-07-29", "2024-08-02", typ="vab"),  # began the month before
        Franvarorad("sjuk", D("2024-08-28"), None),  # still absent
    ],
)
def test_a_row_of_absence_as_it_should_be(rad: Franvarorad) -> None:
    assert _rader(rad) == []


def test_rows_that_overlap_or_stand_out_of_order() -> None:
    assert _rader(franvaro("2024-08-19", "2024-08-21"), franvaro("2024-08-21")) == [("franvaro_overlappar", 1)]
    assert _rader(franvaro("2024-08-19"), franvaro("2024-08-12")) == [("franvaro_overlappar", 1)]
    assert _rader(franvaro("2024-08-12"), franvaro("2024-08-13")) == []


# --- Absence: the case --------------------------------------------------------------------------------------------


def test_absence_that_differs_from_the_case_day_by_day() -> None:
    rader = (franvaro("2024-08-19", "2024-08-20", "vab"),)
    u = rapport(franvaro=rader, registrerad=(Franvaro("vab", D("2024-08-19"), D("2024-08-19")),))
    (a,) = anmarkningar(u)
    assert (a.kod, a.rad, a.data) == ("franvaro_ej_registrerad", 0, ((D("2024-08-20"),),))
    u = rapport(franvaro=(), registrerad=(Franvaro("vab", D("2024-08-19"), D("2024-08-20")),))
    (a,) = anmarkningar(u)
    assert (a.kod, a.rad, a.data) == ("franvaro_ej_i_rapport", -1, ((D("2024-08-19"), D("2024-08-20")),))
    u = rapport(franvaro=rader, registrerad=(Franvaro("sjuk", D("2024-08-19"), D("2024-08-20")),))
    (a,) = anmarkningar(u)
    assert (a.kod, a.data) == ("franvaro_annan_typ", ((D("2024-08-19"), D("2024-08-20")), "sjuk"))


def test_absence_that_agrees_is_silent_and_weekends_do_not_matter() -> None:
    u = rapport(
        franvaro=(franvaro("2024-08-12", "2024-08-18", "vab"), franvaro("2024-08-24", typ="annan", orsak="Flytt")),
        registrerad=(
            Franvaro("vab", D("2024-08-12"), D("2024-08-16")),
            Franvaro("annan", D("2024-08-24"), D("2024-08-24")),
        ),
    )
    assert koder(u) == []
    tva_rader = (franvaro("2024-08-12", "2024-08-13", "vab"), franvaro("2024-08-14", "2024-08-16", "vab"))
    assert koder(rapport(franvaro=tva_rader, registrerad=(Franvaro("vab", D("2024-08-12"), D("2024-08-16")),))) == []


def test_a_day_of_absence_on_a_saturday_alone_is_compared_too() -> None:
    assert dagar(rapport(franvaro=(franvaro("2024-08-24"),)), "franvaro_ej_registrerad") == [((D("2024-08-24"),),)]


# --- Certificates -------------------------------------------------------------------------------------------------


def _intyg(franvaro_: tuple[Franvarorad, ...], **mer: object) -> list[tuple[str, object]]:
    return [(a.kod, a.data) for a in franvarokontroller.intyg(rapport(franvaro=franvaro_, **mer))]


def test_a_certificate_is_missing_from_day_eight_on() -> None:
    assert _intyg((franvaro("2024-08-05", "2024-08-12"),)) == [("lakarintyg_saknas", (D("2024-08-05"), False))]
    assert _intyg((franvaro("2024-08-05", "2024-08-11"),)) == []
    assert _intyg((franvaro("2024-08-05", "2024-08-12", "vab"),)) == [("vabintyg_saknas", (D("2024-08-05"), False))]
    assert _intyg((franvaro("2024-08-05", "2024-08-12", "annan"),)) == []


def test_a_certificate_in_the_report_or_in_the_case_is_enough() -> None:
    assert _intyg((franvaro("2024-08-05", "2024-08-12", intyg=True),)) == []
    assert _intyg((franvaro("2024-08-05", "2024-08-12", intyg=False),)) != []
    f = Franvaro("sjuk", D("2024-08-05"), D("2024-08-12"), intyg_anordnare=D("2024-08-12"))
    assert _intyg((franvaro("2024-08-05", "2024-08-12"),), registrerad=(f,)) == []


def test_adjoining_rows_are_one_period_across_months() -> None:
    forra = replace(RAPPORT, texter=(), franvaro=(franvaro("2024-07-29", "2024-07-31"),))
    assert _intyg((franvaro("2024-08-01", "2024-08-05"),), foregaende=forra) == [
        ("lakarintyg_saknas", (D("2024-07-29"), False))
    ]
    assert _intyg((franvaro("2024-08-01", "2024-08-04"),), foregaende=forra) == []


def test_one_still_absent_counts_to_the_end_of_the_month_and_one_that_the_report_ends_no_longer() -> None:
    assert _intyg((Franvarorad("sjuk", D("2024-08-24")),)) == [("lakarintyg_saknas", (D("2024-08-24"), False))]
    assert _intyg((Franvarorad("sjuk", D("2024-08-25")),)) == []
    oppen = Franvaro("sjuk", D("2024-08-05"))
    assert _intyg((franvaro("2024-08-05", "2024-08-07"),), registrerad=(oppen,)) == []


def test_a_certificate_asked_for_from_day_one() -> None:
    f = Franvaro("sjuk", D("2024-08-05"), D("2024-08-06"), intyg_fran_dag_ett=True)
    assert _intyg((franvaro("2024-08-05", "2024-08-06"),), registrerad=(f,)) == [
        ("lakarintyg_saknas", (D("2024-08-05"), True))
    ]
    assert _intyg((franvaro("2024-08-05", "2024-08-06"),), registrerad=(replace(f, intyg_fran_dag_ett=False),)) == []


# --- Repeated -----------------------------------------------------------------------------------------------------

TRE = (
    Franvaro("sjuk", D("2024-06-03"), D("2024-06-04")),
    Franvaro("sjuk", D("2024-07-01"), D("2024-07-02")),
    Franvaro("sjuk", D("2024-08-05"), D("2024-08-06")),
)


def _upprepad(*registrerad: Franvaro, **mer: object) -> list[str]:
    return [a.kod for a in franvarokontroller.upprepad(rapport(registrerad=registrerad, **mer))]


def test_sick_three_times_in_three_months_calls_for_a_trepartssamtal() -> None:
    assert _upprepad(*TRE) == ["upprepad_sjukfranvaro"]
    assert _upprepad(*TRE[1:]) == []
    assert _upprepad(replace(TRE[0], fran=D("2024-05-28"), till=D("2024-05-31")), *TRE[1:]) == []
    i_rapporten = (franvaro("2024-08-05", "2024-08-06"),)
    assert _upprepad(*TRE[:2], franvaro=i_rapporten) == ["upprepad_sjukfranvaro"]


def test_silent_when_a_trepartssamtal_has_been_held_or_nobody_was_sick_this_month() -> None:
    assert _upprepad(*TRE, hallna=(Kontakt(D("2024-08-20"), "trepart"),)) == []
    assert _upprepad(*TRE, hallna=(Kontakt(D("2024-07-20"), "trepart"),)) == ["upprepad_sjukfranvaro"]
    assert _upprepad(*TRE[:2], Franvaro("sjuk", D("2024-07-20"), D("2024-07-21"))) == []


def test_repeated_other_absence_should_be_told() -> None:
    rader = tuple(franvaro(f"2024-08-{d}", typ="annan", orsak="Möte") for d in ("06", "13", "20"))
    assert dagar(rapport(franvaro=rader), "andra_moten_namns_inte") == [(3,)]
    assert dagar(rapport(franvaro=rader[:2]), "andra_moten_namns_inte") == []
    u = rapport(franvaro=rader, moten_hindrar="Möten på sjukhuset varje vecka gör att praktiken inte går att följa.")
    assert "andra_moten_namns_inte" not in koder(u)
