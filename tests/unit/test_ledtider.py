"""Lead times, counted as the frister count, month by month about the same insatser; tables beside a year before."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.rules.fakta import Insatsfakta, Plan, Retur
from kundvalsdesk.rules.ledtider import Vag, ledtidstabell, prova_ledtider, raknas_i, vag
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistik import Period
from kundvalsdesk.rules.statistikjamforelse import jamfor, med_andring
from kundvalsdesk.rules.statistikprov import Motsagelse
from kundvalsdesk.rules.statistiktabeller import Tabell

IDAG = date(2024, 12, 31)


def insats(**mer: Any) -> Insatsfakta:
    return Insatsfakta("AMI2", beslut=date(2024, 5, 2), aktualiserad=date(2024, 5, 3), **mer)


def test_days_as_the_frister_count_them(regelverk: Regelverkssamling) -> None:
    """The way over Kristi himmelsfärd (9 May): arbetsdagar pass it over, calendar days do not."""
    f = insats(
        bemannad=date(2024, 5, 6), start=date(2024, 5, 13),
        planer=(Plan(1, date(2024, 5, 27), (Retur(date(2024, 5, 29), date(2024, 5, 31)),), date(2024, 6, 4)),),
    )  # fmt: skip
    v = vag(f, regelverk, IDAG)
    assert v == Vag(
        date(2024, 5, 2), {"bemanning": 2, "plan": 25, "godkannande": 6},
        {"bemanning": "i_tid", "plan": "i_tid", "godkannande": "sen"}, 33,
    )  # fmt: skip
    assert raknas_i(v) == {
        "beslutade", "bemannade", "planer", "godkanda", "i_tid_bemanning", "i_tid_plan", "sena_godkannande",
    }  # fmt: skip


def test_what_is_not_done_is_late_only_when_its_frist_is_over(regelverk: Regelverkssamling) -> None:
    def lage(idag: str, **mer: Any) -> dict[str, str]:
        v = vag(insats(**mer), regelverk, date.fromisoformat(idag))
        assert v is not None
        return v.lage

    assert lage("2024-05-06") == {}  # the last day
    assert lage("2024-05-07") == {"bemanning": "sen"}
    inne = {"start": date(2024, 5, 6), "bemannad": date(2024, 5, 7)}
    assert lage("2024-05-20", **inne) == {"bemanning": "sen"}
    assert lage("2024-05-21", **inne) == {"bemanning": "sen", "plan": "sen"}
    # Bortfallen when the insats is over, and no wait of ours while the plan is with the anordnare.
    assert lage("2024-05-21", **inne, sista_dag=date(2024, 5, 17)) == {"bemanning": "sen"}
    ute = (Plan(1, date(2024, 5, 15), (Retur(date(2024, 5, 16)),)),)
    assert lage("2024-09-01", **inne, planer=ute) == {"bemanning": "sen", "plan": "i_tid"}
    assert lage("2024-09-01", **inne, planer=(Plan(1, date(2024, 5, 15)),))["godkannande"] == "sen"
    assert vag(Insatsfakta("AMI2"), regelverk, IDAG) is None
    assert vag(insats(historik=True), regelverk, IDAG) is None


def _vag(dag: str, *dagar: int, lage: str = "i_tid", hela: int | None = None) -> Vag:
    namn = ("bemanning", "plan", "godkannande")[: len(dagar)]
    return Vag(date.fromisoformat(dag), dict(zip(namn, dagar, strict=True)), dict.fromkeys(namn, lage), hela)


def test_a_month_and_the_sum_are_each_of_their_insatser() -> None:
    t = ledtidstabell(
        "L1",
        [_vag("2024-03-01", 1, 20, 2, hela=30), _vag("2024-03-31", 4, lage="sen"), _vag("2024-03-05"),
         _vag("2024-05-02", 2, 10, 9, hela=20), _vag("2024-05-03", 2), _vag("2024-05-04", 2), _vag("2024-05-05", 9)],
    )  # fmt: skip
    assert [r["manad"] for r in t.rader] == ["2024-03", "2024-04", "2024-05"]
    mars, april, maj = t.rader
    assert (mars["beslutade"], mars["bemannade"], mars["median_bemanning"]) == (3, 2, Decimal("2.5"))
    assert (mars["i_tid_bemanning"], mars["sena_bemanning"], mars["andel_i_tid_bemanning"]) == (1, 1, 50)
    assert (april["beslutade"], april["median_plan"], april["andel_i_tid_plan"]) == (0, None, None)
    assert maj["median_bemanning"] == Decimal("2.0")
    # The middle of six is neither the middle of two middles nor their mean.
    assert (t.totalt["median_bemanning"], t.totalt["beslutade"]) == (Decimal("2.0"), 7)
    assert (t.totalt["median_hela_vagen"], t.totalt["andel_i_tid_bemanning"]) == (Decimal("25.0"), 83)
    assert ledtidstabell("L1", []).rader == ()


_VAGAR = st.lists(
    st.builds(
        lambda n, dagar, lage: Vag(
            date(2024, 1, 1) + timedelta(days=n), dict(zip(("bemanning", "plan", "godkannande"), dagar, strict=False)),
            {s: x for s, x in zip(("bemanning", "plan", "godkannande"), lage[: len(dagar)], strict=False) if x},
            sum(dagar) if len(dagar) == 3 else None,
        ),
        st.integers(0, 300), st.lists(st.integers(0, 90), max_size=3),
        st.lists(st.sampled_from(("i_tid", "sen", "")), min_size=3, max_size=3),
    ), max_size=25,
)  # fmt: skip


@settings(max_examples=40)
@given(_VAGAR)
def test_the_figures_of_a_row_fit_each_other(vagar: list[Vag]) -> None:
    t = ledtidstabell("L1", vagar)  # raises where they do not
    assert t.totalt["beslutade"] == len(vagar)
    for steg in ("bemanning", "plan", "godkannande"):
        dagar = [v.dagar[steg] for v in vagar if steg in v.dagar]
        assert t.totalt[f"median_{steg}"] == (median(dagar) if dagar else None)


@pytest.mark.parametrize(
    ("rad", "celler"),
    [(None, {"beslutade": 8}), (0, {"planer": 9}), (0, {"godkanda": 2}), (2, {"andel_i_tid_bemanning": 99}),
     (None, {"median_bemanning": Decimal("9.5")}), (0, {"median_plan": None}), (0, {"i_tid_bemanning": 3})],
)  # fmt: skip
def test_figures_that_do_not_fit_are_not_given_out(rad: int | None, celler: dict[str, Any]) -> None:
    t = copy.deepcopy(ledtidstabell("L1", [_vag("2024-03-01", 1, 20, 2, hela=3), _vag("2024-03-31", 4, lage="sen"),
                                           _vag("2024-05-02", 2, 10)]))  # fmt: skip
    prova_ledtider(t)
    (t.totalt if rad is None else t.rader[rad]).update(celler)
    with pytest.raises(Motsagelse):
        prova_ledtider(t)


# --- Beside the year before ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "fore"),
    [(("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")), (("2025-02-01", "2025-02-28"),
     ("2024-02-01", "2024-02-29")), (("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
     (("2024-03-05", "2024-04-17"), ("2023-03-05", "2023-04-17"))],
)  # fmt: skip
def test_the_same_days_a_year_before(period: tuple[str, str], fore: tuple[str, str]) -> None:
    p = Period(*map(date.fromisoformat, period))
    assert (str(p.aret_fore.fran), str(p.aret_fore.till)) == fore


def test_a_table_beside_the_one_of_the_year_before() -> None:
    nu = Tabell("8", "anordnare", ("anordnare", "totalt", "andel_av_alla", "avslutade", "avbrott", "andel_avbrott"), (
        {"anordnare": "Ö", "totalt": 6, "andel_av_alla": 60, "avslutade": 4, "avbrott": 1, "andel_avbrott": 25},
        {"anordnare": "Ny", "totalt": 4, "andel_av_alla": 40, "avslutade": 0, "avbrott": 0, "andel_avbrott": None},
    ), {"totalt": 10, "andel_av_alla": 100, "avslutade": 4, "avbrott": 1, "andel_avbrott": 25})  # fmt: skip
    fore = Tabell("8", "anordnare", ("anordnare", "totalt", "andel_av_alla", "avslutade", "avbrott", "andel_avbrott",
                                     "okand", "andel_okand"), (
        {"anordnare": "Borta", "totalt": 5, "andel_av_alla": 63, "avslutade": 2, "avbrott": 0, "andel_avbrott": 0,
         "okand": 2, "andel_okand": 100},
        {"anordnare": "Ö", "totalt": 3, "andel_av_alla": 38, "avslutade": 1, "avbrott": 1, "andel_avbrott": 100,
         "okand": 0, "andel_okand": 0},
    ), {"totalt": 8, "andel_av_alla": 100, "avslutade": 3, "avbrott": 1, "andel_avbrott": 33, "okand": 2,
        "andel_okand": 67})  # fmt: skip
    j = jamfor(nu, fore)
    assert j.kolumner == ("totalt", "andel_av_alla", "avslutade", "avbrott", "andel_avbrott", "okand", "andel_okand")
    assert [r.namn for r in j.alla] == ["Ö", "Ny", "Borta", None]
    o, ny, borta, totalt = j.alla
    assert o.skillnad == {
        "totalt": 3, "andel_av_alla": 22, "avslutade": 3, "avbrott": 0, "andel_avbrott": -75, "okand": 0,
        "andel_okand": 0,
    }  # fmt: skip
    assert (ny.fore["totalt"], ny.fore["andel_av_alla"], ny.skillnad["totalt"]) == (0, None, 4)
    assert (borta.nu["totalt"], borta.skillnad["totalt"], borta.skillnad["andel_avbrott"]) == (0, -5, None)
    assert totalt.skillnad["totalt"] == sum(int(str(r.skillnad["totalt"])) for r in j.rader) == 2
    assert jamfor(nu, None).totalt.fore["totalt"] == 0


def test_months_are_compared_with_the_same_months_and_years_stand_beside_each_other() -> None:
    nu, fore = (ledtidstabell("L1", [_vag(f"{n}-03-01", 1)] * (n - 2021)) for n in (2024, 2023))
    j = jamfor(nu, fore)
    assert [(r.namn, r.nu["beslutade"], r.fore["beslutade"]) for r in j.rader] == [("2024-03", 3, 2)]
    t = med_andring(Tabell("3a", "insats", ("insats", "2022", "2023", "2024"), (
        {"insats": "AMI2", "2022": 6, "2023": 60, "2024": 18},), {"2022": 6, "2023": 60, "2024": 18}))  # fmt: skip
    assert (t.rader[0]["skillnad"], t.totalt["skillnad"]) == (-42, -42)
