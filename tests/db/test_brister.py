"""Brister in the database: they open, end and come back with their cause, and stay closed when a person has judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Brist, Frist, Handling, Insats, Logg, Manadsrapport, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arende, ko, ko_detalj
from kundvalsdesk.services.brister import anordnare_brister
from kundvalsdesk.services.frister import alla_fakta, rakna_om
from kundvalsdesk.services.overforing import las_in
from kundvalsdesk.services.typer import KoFilter

from .varld import AGARE, Varld

MARS = "mer_an_manad_sen:rapport:2024-03"


def _insats(insats: str, kund: str, **mer: str) -> dict[str, str]:
    return {
        "insats": insats, "kund": kund, "kod": "AMI2", "anordnare": "Björken", "beslut": "2023-12-15",
        "aktualiserad": "2023-12-18", "bemannad": "2023-12-19", "uppdrag": "2023-12-20", "start": "2024-01-08",
        "omfattning": "100", **mer,
    }  # fmt: skip


def _rapporter(insats: str, sena: dict[str, str], till: int = 8) -> list[dict[str, str]]:
    """January to `till` in time, others on the day given; "" = not in at all."""
    ut = []
    for m in range(1, till + 1):
        manad = f"2024-{m:02d}"
        dag = sena.get(manad, f"2024-{m + 1:02d}-05")
        if dag:
            godkand = max(dag, f"2024-{m + 1:02d}-11")
            ut.append({"insats": insats, "manad": manad, "klarmarkerad": dag, "godkand": godkand})
    return ut


def _plan(insats: str) -> dict[str, str]:
    return {"insats": insats, "version": "1", "inkommen": "2024-01-15", "godkand": "2024-01-17"}


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Varld:
    """Three cases at Björken in September 2024: in time, one report two months late, one (protected) still open."""
    v = Varld(databas, regelverk)
    ut = las_in(
        databas, AGARE, regelverk, date(2024, 9, 16),
        {
            "insatser": [_insats("2024-0001", "K0001"), _insats("2024-0002", "K0002"), _insats("2024-0003", "K0003")],
            "genomforandeplaner": [_plan(f"2024-000{n}") for n in (1, 2, 3)],
            "manadsrapporter": [
                *_rapporter("2024-0001", {"2024-03": "2024-06-10"}),
                *_rapporter("2024-0002", {"2024-07": ""}),
                *_rapporter("2024-0003", {}),
            ],
        },
    )  # fmt: skip
    assert ut.fel == ()
    return v


def _brister(v: Varld, insats: str) -> list[tuple[str, str, bool, bool]]:
    """(mal, first day, ended, judged) of the rows of a case."""
    with v.enhet("2024-09-16") as e:
        q = select(Brist).join(Insats, Insats.id == Brist.insats_id).where(Insats.nyckel == insats)
        return sorted(
            (f"{b.kod}:{b.avser}", b.fran.isoformat(), b.upphord is not None, b.avslutad is not None)
            for b in e.session.scalars(q)
        )


def _ko(v: Varld, idag: str, som: str = "anlu") -> list[tuple[str, str, date, str]]:
    with v.enhet(idag, som) as e:
        f = KoFilter(slag="brist")
        rader = ko.sida(e, f, 0, 100, None)
        assert ko.oversikt(e, f).totalt == len(rader)
        return [(r.insats, r.avser, r.forfaller, r.att_gora) for r in rader]


def _rapport(v: Varld, insats: str, manad: str, **falt: Any) -> None:
    """Changes the dates of a report as a correction would, and reckons again as of 16 September."""
    with v.enhet("2024-09-16", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == insats)).one()
        q = select(Manadsrapport).where(Manadsrapport.insats_id == i.id, Manadsrapport.manad == manad)
        rad = e.session.scalars(q).one()
        for k, x in falt.items():
            setattr(rad, k, x)
        rakna_om(e.session, v.regelverk, [i.id], idag=e.idag)


# --- They reconcile -------------------------------------------------------------------------------------------------


def test_it_opens_with_its_cause_and_stands_in_the_queue_of_the_kundansvarig(varld: Varld) -> None:
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", False, False)]
    assert _ko(varld, "2024-09-16") == [
        ("2024-0001", MARS, date(2024, 5, 16), "Ta ställning till brist: sen rapport, mars"),
        ("2024-0002", "mer_an_manad_sen:rapport:2024-07", date(2024, 9, 13),
         "Ta ställning till brist: sen rapport, juli"),
    ]  # fmt: skip
    assert _ko(varld, "2024-09-16", "boek") == []


def test_one_that_time_alone_opens_needs_no_night_job(varld: Varld) -> None:
    """July of 2024-0002 was due on 7 August: a month later it opens, with nothing written since."""
    oppna = [r[0] for r in _ko(varld, "2024-09-07")]
    assert oppna == ["2024-0001"]
    assert [r[0] for r in _ko(varld, "2024-09-08")] == ["2024-0001", "2024-0002"]


def test_of_those_to_come_the_next_of_each_kind_is_there_and_the_others_follow(varld: Varld) -> None:
    """Nothing more comes in: September and October open by themselves, the second when the first has been judged."""

    def avser() -> set[str]:
        return {m for i, m, *_ in _ko(varld, "2025-01-07") if i == "2024-0001"}

    september = "mer_an_manad_sen:rapport:2024-09"
    assert avser() == {MARS, september, "upprepat_sen:rapport:2024-11"}
    varld.gor("2025-01-07", "brist_bedom", "2024-0001", september, bedomning="brist", kommentar="Ja.")
    assert avser() == {MARS, "mer_an_manad_sen:rapport:2024-10", "upprepat_sen:rapport:2024-11"}


def test_it_ends_when_its_cause_goes_and_comes_back_with_it(varld: Varld) -> None:
    _rapport(varld, "2024-0001", "2024-03", klarmarkerad=date(2024, 4, 5))
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", True, False)]
    assert [r[0] for r in _ko(varld, "2024-09-16")] == ["2024-0002"]
    _rapport(varld, "2024-0001", "2024-03", klarmarkerad=date(2024, 6, 10))
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", False, False)]
    assert [r[0] for r in _ko(varld, "2024-09-16")] == ["2024-0001", "2024-0002"]


def test_one_that_a_person_has_closed_stays_closed(varld: Varld) -> None:
    varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, bedomning="ingen_brist", kommentar="Sjukdom hos dem.")
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", False, True)]
    assert [r[0] for r in _ko(varld, "2024-09-16")] == ["2024-0002"]
    _rapport(varld, "2024-0001", "2024-03", klarmarkerad=date(2024, 4, 5))
    _rapport(varld, "2024-0001", "2024-03", klarmarkerad=date(2024, 7, 10))
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", False, True)]
    assert [r[0] for r in _ko(varld, "2024-09-16")] == ["2024-0002"]


def test_progression_counts_as_the_reports_stand_now(varld: Varld) -> None:
    def satt(manad: str, omgang: int, progression: str) -> None:
        with varld.enhet("2024-09-16", skriv=True) as e:
            i = e.session.scalars(select(Insats.id).where(Insats.nyckel == "2024-0003")).one()
            e.session.execute(
                insert(Rapportinnehall),
                [{"insats_id": i, "slag": "rapport", "avser": manad, "omgang": omgang, "inkommen": date(2024, 9, 5),
                  "rubrik": "", "formular": "", "innehall": "{}", "progression": progression, "kalla": "hand",
                  "version": 1}],
            )  # fmt: skip
            rakna_om(e.session, varld.regelverk, [i], idag=e.idag)

    satt("2024-07", 1, "saknas")
    assert _brister(varld, "2024-0003") == []
    satt("2024-08", 1, "ej_aktuellt")
    assert _brister(varld, "2024-0003") == [("progression:rapport:2024-08", "2024-09-05", False, False)]
    satt("2024-08", 2, "finns")
    assert _brister(varld, "2024-0003") == [("progression:rapport:2024-08", "2024-09-05", True, False)]


def test_the_frister_of_the_rules_and_of_a_package_know_nothing_of_them(varld: Varld) -> None:
    with varld.enhet("2024-09-16", skriv=True) as e:
        assert all(x.kod != "brist" for _, f, _ in alla_fakta(e.session) for x in frister(f, varld.regelverk))
        rakna_om(e.session, varld.regelverk)
        assert e.session.scalar(select(func.count()).where(Frist.kod == "brist")) == 0


def test_in_an_insats_that_is_over_it_leaves_the_queue_and_still_counts(varld: Varld) -> None:
    varld.gor(
        "2024-06-20", "avsluta", "2024-0001", avslutstyp="avbruten", orsak_avbruten="flytt", sista_dag="2024-06-20",
        beslut="2024-06-20", kommentar="",
    )  # fmt: skip
    assert MARS in [r[1] for r in _ko(varld, "2024-08-07")]
    assert MARS not in [r[1] for r in _ko(varld, "2024-08-08")]
    with varld.enhet("2024-09-16", "gust") as e:
        bjorken = next(a for a in anordnare_brister(e) if a.anordnare == "Björken")
        assert ("2024-0001", MARS) in [(b.insats, f"{b.kod}:{b.avser}") for b in bjorken.arenden]


# --- A person judges ------------------------------------------------------------------------------------------------


def test_its_row_opens_the_form_and_says_the_rule_and_the_reports(varld: Varld) -> None:
    with varld.enhet("2024-09-16") as e:
        rad = ko.sida(e, KoFilter(slag="brist"), 0, 1, None)[0]
        d = ko_detalj.detalj(e, rad.frist_id)
        assert d is not None
        assert (d.rubrik, d.kalla) == (rad.att_gora, "Kundvalsrutiner 2024, avsnitt 13.5")
        text = " ".join(d.forklaring)
        assert "En rapport eller plan är mer än en månad sen." in text
        assert "Månadsrapport mars 2024 var sen från måndag 8 april 2024 och kom in måndag 10 juni 2024." in text
        assert "Tolkning T11: " in text
        (steg,) = [s for s in arende.hamta(e, "2024-0001").nasta if ("brist", MARS) in s.fyller]
        assert (steg.kod, steg.mal, steg.viktig) == ("brist_bedom", MARS, True)


def test_the_view_is_logged_and_can_be_taken_back(varld: Varld) -> None:
    gjord = varld.gor(
        "2024-09-16", "brist_bedom", "2024-0001", MARS, bedomning="brist", kommentar="Tas upp i oktober."
    )
    assert gjord.insatser == ("2024-0001",)
    assert "brist" in gjord.delar
    with varld.enhet("2024-09-16") as e:
        falt = dict(
            e.session.execute(
                select(Logg.falt, Logg.nytt)
                .join(Handling)
                .where(Handling.id == gjord.handling_id, Logg.tabell == "brist")
            ).all()
        )
        assert falt["bedomning"] == "brist"
        assert falt["kommentar"] == "Tas upp i oktober."
        assert falt["avslutad"] == "2024-09-16"
        assert not [s for s in arende.hamta(e, "2024-0001").nasta if s.kod == "brist_bedom"]
    varld.gor("2024-09-17", "brist_ateroppna", "2024-0001", MARS)
    assert _brister(varld, "2024-0001") == [(MARS, "2024-05-08", False, False)]
    assert "2024-0001" in [r[0] for r in _ko(varld, "2024-09-17")]


def test_one_that_opened_by_time_alone_is_judged_too(varld: Varld) -> None:
    mal = "mer_an_manad_sen:rapport:2024-09"
    varld.gor("2024-12-02", "brist_bedom", "2024-0001", mal, bedomning="brist", kommentar="Påmind två gånger.")
    assert (mal, "2024-11-08", False, True) in _brister(varld, "2024-0001")


def test_the_same_action_twice_is_done_once(varld: Varld) -> None:
    a = varld.gor(
        "2024-09-16", "brist_bedom", "2024-0001", MARS, handling_id="b-1", bedomning="brist", kommentar="Ja."
    )
    b = varld.gor(
        "2024-09-16", "brist_bedom", "2024-0001", MARS, handling_id="b-1", bedomning="brist", kommentar="Ja."
    )
    assert not a.upprepad
    assert b.upprepad


@pytest.mark.parametrize(
    ("mal", "varden", "mening"),
    [
        ("mer_an_manad_sen:rapport:2024-04", {"bedomning": "brist", "kommentar": "x"}, "Bristen finns inte längre"),
        ("", {"bedomning": "brist", "kommentar": "x"}, "Bristen finns inte längre"),
        (MARS, {"bedomning": "", "kommentar": "x"}, "Välj om det är en brist eller inte."),
        (MARS, {"bedomning": "brist", "kommentar": " "}, "Motiveringen behöver fyllas i."),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_changes(
    varld: Varld, mal: str, varden: dict[str, str], mening: str
) -> None:
    fore = _brister(varld, "2024-0001")
    with pytest.raises(Nekad, match=mening):
        varld.gor("2024-09-16", "brist_bedom", "2024-0001", mal, **varden)
    assert _brister(varld, "2024-0001") == fore


def test_refused_for_other_roles_and_when_somebody_was_first(varld: Varld) -> None:
    ja = {"bedomning": "brist", "kommentar": "Ja."}
    with pytest.raises(Nekad, match="roll"):
        varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, som="syss", version=1, **ja)
    with pytest.raises(Nekad, match="Ingen har tagit ställning"):
        varld.gor("2024-09-16", "brist_ateroppna", "2024-0001", MARS, version=1)
    varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, som="gust", **ja)
    with pytest.raises(Konflikt):
        varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, version=1, **ja)
    with pytest.raises(Nekad, match="Någon har redan"):
        varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, version=2, **ja)


# --- Per anordnare --------------------------------------------------------------------------------------------------


def test_per_anordnare_as_a_share_of_its_insatser_with_the_cases(varld: Varld) -> None:
    with varld.enhet("2024-09-16", "gust") as e:
        alla = anordnare_brister(e)
        assert [(a.anordnare, a.insatser, a.med_brist, a.oppna) for a in alla] == [
            ("Björken", 3, 2, 2), ("Zenit", 0, 0, 0), ("Ågården", 0, 0, 0),
        ]  # fmt: skip
        bjorken = alla[0]
        assert bjorken.andel == pytest.approx(2 / 3)
        assert [(b.insats, b.kund, b.skyddad, b.lage) for b in bjorken.arenden] == [
            ("2024-0001", "Đorđević, Dragana", False, "oppen"),
            ("2024-0002", "Ärende 2024-0002 · skyddad", True, "oppen"),
        ]
        assert "Hemlig" not in repr(alla)


def test_one_found_to_be_none_counts_no_more_and_a_confirmed_one_does(varld: Varld) -> None:
    varld.gor("2024-09-16", "brist_bedom", "2024-0001", MARS, bedomning="ingen_brist", kommentar="Vårt fel.")
    varld.gor(
        "2024-09-16",
        "brist_bedom",
        "2024-0002",
        "mer_an_manad_sen:rapport:2024-07",
        bedomning="brist",
        kommentar="Ja.",
    )
    with varld.enhet("2024-09-16") as e:
        bjorken = next(a for a in anordnare_brister(e) if a.anordnare == "Björken")
    assert (bjorken.med_brist, bjorken.oppna) == (1, 0)
    assert [(b.insats, b.lage, b.vem) for b in bjorken.arenden] == [
        ("2024-0001", "ingen_brist", "Anna Lund"),
        ("2024-0002", "brist", "Anna Lund"),
    ]


def test_figures_without_cases_for_the_register_and_nothing_for_others(varld: Varld) -> None:
    with varld.enhet("2024-09-16", "syss") as e:
        assert anordnare_brister(e) == []
    with varld.enhet("2024-09-16", "gust") as e:
        e.aktor = type(e.aktor)("kvali", "Kval", frozenset({"kvalitetsutvecklare"}))
        bjorken = next(a for a in anordnare_brister(e) if a.anordnare == "Björken")
        assert (bjorken.insatser, bjorken.med_brist, bjorken.arenden) == (3, 2, ())
