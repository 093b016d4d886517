"""Absence by the door of forms: registered, ended, corrected, taken away, certified from day one (K 9.2, K 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.fel import Konflikt, Nekad
from kundvalsdesk.models import Franvaro, Insats, Logg, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Franvarorad, Innehall
from kundvalsdesk.services import franvaro
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.franvarotyper import Franvarovy, Periodvy
from kundvalsdesk.services.typer import KoFilter

I1, I2, I3 = "2024-0001", "2024-0002", "2024-0003"


def _insats(nyckel: str, kund: str, **mer: str) -> dict[str, str]:
    return {
        "insats": nyckel, "kund": kund, "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-04-20",
        "aktualiserad": "2024-04-22", "bemannad": "2024-04-23", "uppdrag": "2024-04-24", "start": "2024-05-06", **mer,
    }  # fmt: skip


@pytest.fixture
def v(databas: Databas, regelverk: Any) -> Varld:
    return Varld(
        databas,
        regelverk,
        {
            "insatser": [
                _insats(I1, "K0001"),
                _insats(I2, "K0003", slut="2024-09-30"),
                {"insats": I3, "kund": "K0002", "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-04-29"},
            ],
            "kontakter": [{"insats": I1, "datum": "2024-05-14", "typ": "uppstartsmote"}],
        },
    )


def vy(v: Varld, idag: str, insats: str = I1) -> Franvarovy:
    with v.enhet(idag) as e:
        return franvaro.hamta(e, insats)


def period(v: Varld, idag: str, insats: str = I1) -> Periodvy:
    (p,) = vy(v, idag, insats).perioder
    return p


def steg(p: Periodvy, kod: str) -> Stegval:
    return next(s for s in p.steg if s.kod == kod)


def sjuk(v: Varld, idag: str, fran: str, till: str = "", insats: str = I1, **mer: str) -> None:
    v.gor(idag, "franvaro_registrera", insats, typ="sjuk", fran=fran, till=till, registrerad=idag, **mer)


def andra(v: Varld, idag: str, kod: str, mal: str, insats: str = I1, **varden: str) -> None:
    """A step of the tab, with the version that the tab shows."""
    s = next(s for p in vy(v, idag, insats).perioder for s in p.steg if (s.kod, s.mal) == (kod, mal))
    v.gor(idag, kod, insats, mal, version=s.sedd_version, **varden)


# --- Registering ---------------------------------------------------------------------------------------------------


def test_sickness_from_today_opens_the_certificate_on_day_eight_and_the_queue_opens_its_form(v: Varld) -> None:
    sjuk(v, "2024-05-15", "2024-05-15")
    assert {(k, a) for k, a in v.oppna(I1) if k.startswith(("lakarintyg", "lang_"))} == {
        ("lakarintyg", "2024-05-15"), ("lakarintyg_kv", "2024-05-15"), ("lang_sjukskrivning", "2024-05-15"),
    }  # fmt: skip
    assert period(v, "2024-05-16").intyg == ()
    p = period(v, "2024-05-22")
    assert [(i.namn, i.ljus, i.datum) for i in p.intyg] == [
        ("Läkarintyg från dag åtta", "gul", date(2024, 5, 22)),
        # It opens on the day that the certificate was due at the anordnare.
        ("Läkarintyg hos karriärvägledaren", "gron", date(2024, 5, 29)),
    ]
    assert (p.steg[0].kod, p.steg[0].mal) == ("intyg", "sjuk:2024-05-15:ano") and p.steg[0].viktig
    with v.enhet("2024-05-22") as e:
        from kundvalsdesk.services import arende, ko

        rader = ko.sida(e, KoFilter(del_="bevakas"), 0, 50, None)
        rad = next(r for r in rader if r.kod == "lakarintyg")
        nasta = arende.hamta(e, I1).nasta
        assert any((rad.kod, rad.avser) in s.fyller and s.kod == "intyg" for s in nasta)


def test_adjoining_sickness_is_one_period(v: Varld) -> None:
    sjuk(v, "2024-05-17", "2024-05-15", "2024-05-17")
    sjuk(v, "2024-05-20", "2024-05-18")
    p = period(v, "2024-05-22")
    assert (p.fran, p.till) == (date(2024, 5, 15), None)
    assert p.rubrik == "Sjukfrånvaro från 15 maj 2024"
    assert "Registrerad 15–17 maj 2024" in p.rader
    assert steg(p, "franvaro_slut").mal == "sjuk:2024-05-18"
    assert ("lakarintyg", "2024-05-15") in v.oppna(I1)
    andra(v, "2024-05-22", "franvaro_slut", "sjuk:2024-05-18", till="2024-05-20")
    assert v.oppna(I1).isdisjoint({("lakarintyg", "2024-05-15")})


@pytest.mark.parametrize(
    ("varden", "kod", "falt", "ord_"),
    [
        ({"typ": "sjuk", "fran": "2024-05-16"}, "overlappar", "fran", "15–17 maj 2024 är redan registrerat som sjuk."),
        ({"typ": "vab", "fran": "2024-05-14", "till": "2024-05-15"}, "overlappar", "fran", "sjuk"),
        ({"typ": "sjuk", "fran": "2024-05-03"}, "fore_start", "fran", "Insatsen började 6 maj 2024."),
        ({"typ": "sjuk", "fran": "2024-05-21"}, "framtid", "fran", "Bara ledighet"),
        ({"typ": "sjuk", "fran": "2024-05-20", "till": "2024-05-18"}, "baklanges", "till", "före den första"),
        ({"typ": "vab", "fran": "2024-05-20", "till": "2025-05-06"}, "efter_slut", "till", "5 maj 2025"),
        ({"typ": "annan", "fran": "2024-05-20"}, "saknas", "orsak_annan", "Orsak behöver fyllas i."),
        ({"typ": "flyg", "fran": "2024-05-20"}, "typ", "typ", "Välj vad"),
        ({"typ": "sjuk", "fran": "2024-05-20", "registrerad": "2024-05-21"}, "framtid", "registrerad", "framtiden"),
        ({"typ": "ogiltig", "dag": "2024-05-20"}, "ogiltig_vad", "ogiltig_vad", "Välj vad som hände."),
        ({"typ": "sjuk", "fran": "2024-05-20", "dag_ett": "ja"}, "saknas", "intyg_skal", "Skäl"),
        (
            {"typ": "ogiltig", "ogiltig_vad": "uteblev", "dag": "2024-05-16", "orsak_ogiltig": "Möte"},
            "overlappar", "dag", "redan registrerat",
        ),
        (
            {"typ": "ogiltig", "ogiltig_vad": "uteblev", "dag": "2024-05-20", "till_ogiltig": "2024-05-21",
             "orsak_ogiltig": "Möte"},
            "framtid", "till_ogiltig", "framtiden",
        ),
    ],
)  # fmt: skip
def test_refused_with_one_sentence_at_its_field(
    v: Varld, varden: dict[str, str], kod: str, falt: str, ord_: str
) -> None:
    sjuk(v, "2024-05-20", "2024-05-15", "2024-05-17")
    fore = v.oppna(I1)
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-20", "franvaro_registrera", I1, **varden)
    assert (fel.value.kod, fel.value.falt) == (kod, falt)
    assert ord_ in fel.value.mening and "\n" not in fel.value.mening
    assert v.oppna(I1) == fore and len(vy(v, "2024-05-20").perioder) == 1


def test_nothing_is_registered_while_somebody_is_still_absent(v: Varld) -> None:
    sjuk(v, "2024-05-15", "2024-05-15")
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-20", "franvaro_registrera", I1, typ="vab", fran="2024-05-20")
    assert fel.value.mening == (
        "Kunden är redan registrerad som frånvarande (sjuk) från 15 maj 2024. Avsluta den frånvaron först."
    )


def test_a_case_that_has_not_begun_says_why(v: Varld) -> None:
    ut = vy(v, "2024-05-02", I3)
    assert (ut.registrera, ut.manader, ut.perioder) == (None, (), ())
    assert ut.hinder == "Insatsen har inget startdatum ännu."
    with pytest.raises(Nekad, match="startdatum"):
        v.gor("2024-05-02", "franvaro_registrera", I3, typ="sjuk", fran="2024-05-02")


def test_an_expected_end_may_lie_ahead(v: Varld) -> None:
    sjuk(v, "2024-05-15", "2024-05-15", "2024-05-24")
    p = period(v, "2024-05-16")
    assert p.langd == "tio dagar, åtta arbetsdagar, pågår"
    assert steg(p, "franvaro_slut").falt[1].varde == "2024-05-24"


# --- Ogiltig frånvaro ----------------------------------------------------------------------------------------------


def test_three_contact_attempts_with_their_days(v: Varld) -> None:
    v.gor("2024-05-23", "franvaro_registrera", I1, typ="ogiltig", ogiltig_vad="forsok", forsok_1="2024-05-20",
          forsok_2="2024-05-21", forsok_3="2024-05-22")  # fmt: skip
    p = period(v, "2024-05-23")
    assert (p.fran, p.till, p.rader[0]) == (
        date(2024, 5, 22),
        date(2024, 5, 22),
        "Kontaktförsök 20, 21 och 22 maj 2024.",
    )
    assert [(i.namn, i.datum) for i in p.intyg] == [("Meddela ogiltig frånvaro", date(2024, 5, 23))]
    with v.enhet("2024-05-23") as e:
        assert e.session.scalars(select(Franvaro.kontaktforsok)).all() == [3]
    andra(v, "2024-05-23", "ogiltig_meddelad", "ogiltig:2024-05-22", datum="2024-05-23")
    p = period(v, "2024-05-23")
    assert p.intyg[0].ord == "klar i tid" and "ogiltig_meddelad" not in [s.kod for s in p.steg]


@pytest.mark.parametrize(
    ("forsok", "kod"),
    [
        (("2024-05-22", "2024-05-21", "2024-05-20"), "forsok"),
        (("2024-05-20", "2024-05-21", ""), "saknas"),
        (("2024-05-20", "2024-05-21", "2024-05-24"), "framtid"),
    ],
)
def test_contact_attempts_are_three_and_in_order(v: Varld, forsok: tuple[str, ...], kod: str) -> None:
    with pytest.raises(Nekad) as fel:
        v.gor("2024-05-23", "franvaro_registrera", I1, typ="ogiltig", ogiltig_vad="forsok",
              **{f"forsok_{n}": d for n, d in enumerate(forsok, 1)})  # fmt: skip
    assert (fel.value.kod, fel.value.falt) == (kod, "forsok_3")


# --- Leave ---------------------------------------------------------------------------------------------------------


def test_leave_for_one_who_may_and_too_long_a_leave(v: Varld) -> None:
    """K0003 belongs to KAA and has no ekonomiskt bistånd."""
    ledig = {"typ": "ledighet", "fran": "2024-07-01", "registrerad": "2024-06-03"}
    v.gor("2024-06-03", "franvaro_registrera", I2, som="boek", till="2024-07-14", **ledig)
    assert not any(k == "lang_ledighet" for k, _ in v.oppna(I2))
    assert period(v, "2024-06-03", I2).langd == "14 dagar, tio arbetsdagar, planerad"
    andra(v, "2024-06-03", "franvaro_slut", "ledighet:2024-07-01", I2, till="2024-07-15")
    assert ("lang_ledighet", "2024-07-01") in v.oppna(I2)
    p = period(v, "2024-06-03", I2)
    assert p.steg[0].kod == "bedom_franvaro" and "Avsluta insatsen" in p.steg[0].falt[1].hjalp
    # It is decided on when it is planned, not when it has begun.
    andra(v, "2024-06-04", "bedom_franvaro", "ledighet:2024-07-01", I2, datum="2024-06-04", bedomning="Avslutas.")
    assert ("lang_ledighet", "2024-07-01") not in v.oppna(I2)


def test_leave_against_the_routines_needs_a_motivation_which_is_logged(v: Varld) -> None:
    """K0001 has ekonomiskt bistånd: the criterion is shown, a person decides."""
    ut = vy(v, "2024-06-03")
    assert ut.registrera is not None
    falt = {f.namn: f for f in ut.registrera.falt}
    assert falt["_ledighet"].varde.startswith("Kunden har ekonomiskt bistånd") and falt["motivering"].kravs
    ledig = {"typ": "ledighet", "fran": "2024-07-01", "till": "2024-07-07"}
    with pytest.raises(Nekad) as fel:
        v.gor("2024-06-03", "franvaro_registrera", I1, **ledig)
    assert (fel.value.kod, fel.value.falt) == ("ledighet", "motivering")
    v.gor("2024-06-03", "franvaro_registrera", I1, motivering="Begravning utomlands.", **ledig)
    assert "Godtas ändå: Begravning utomlands." in period(v, "2024-06-03").rader
    with v.enhet("2024-06-03") as e:
        q = select(Logg.nytt).where(Logg.tabell == "franvaro", Logg.falt == "motivering")
        assert e.session.scalars(q).all() == ["Begravning utomlands."]
    assert vy(v, "2024-06-03").upplysningar == (
        "Kunden har ekonomiskt bistånd, och då ger rutinerna inte rätt till ledighet.",
    )


# --- Ending, correcting, taking away -------------------------------------------------------------------------------


def test_ended_prolonged_and_open_again(v: Varld) -> None:
    sjuk(v, "2024-05-15", "2024-05-15")
    mal = "sjuk:2024-05-15"
    andra(v, "2024-05-17", "franvaro_slut", mal, till="2024-05-17")
    assert period(v, "2024-05-20").till == date(2024, 5, 17)
    assert not any(k.startswith("lakarintyg") for k, _ in v.oppna(I1))
    v.gor("2024-05-20", "franvaro_slut", I1, mal, version=2, till="2024-05-24")
    assert ("lakarintyg", "2024-05-15") in v.oppna(I1)
    v.gor("2024-05-20", "franvaro_slut", I1, mal, version=3, till="")
    assert period(v, "2024-05-20").till is None
    with pytest.raises(Nekad, match="redan den sista dagen"):
        v.gor("2024-05-20", "franvaro_slut", I1, mal, version=4, till="")
    with pytest.raises(Konflikt) as fel:
        v.gor("2024-05-20", "franvaro_slut", I1, mal, version=2, till="2024-05-21")
    assert fel.value.vem == "Anna Lund" and fel.value.skillnader[0].falt == "Sista frånvarodag"


def test_prolonging_into_another_absence_is_refused(v: Varld) -> None:
    sjuk(v, "2024-05-20", "2024-05-15", "2024-05-16")
    v.gor("2024-05-22", "franvaro_registrera", I1, typ="vab", fran="2024-05-20", till="2024-05-21")
    with pytest.raises(Nekad, match="20–21 maj 2024 är redan registrerat som vård av barn"):
        v.gor("2024-05-22", "franvaro_slut", I1, "sjuk:2024-05-15", version=1, till="2024-05-22")


def test_corrected_with_what_stood_there_in_the_log(v: Varld) -> None:
    sjuk(v, "2024-05-22", "2024-05-13", intyg_skal="Upprepat.", dag_ett="ja", orsak="Förkyld")
    v.gor("2024-05-22", "intyg", I1, "sjuk:2024-05-13:ano", datum="2024-05-21")
    rattat = {
        "typ": "vab",
        "fran": "2024-05-14",
        "till": "2024-05-20",
        "orsak": "Förkyld",
        "registrerad": "2024-05-15",
    }
    andra(v, "2024-05-22", "franvaro_ratta", "sjuk:2024-05-13", **rattat)
    with v.enhet("2024-05-22") as e:
        rad = e.session.scalars(select(Franvaro)).one()
        assert (rad.typ, rad.fran, rad.till, rad.registrerad) == (
            "vab", date(2024, 5, 14), date(2024, 5, 20), date(2024, 5, 15),
        )  # fmt: skip
        # A certificate from day one is asked for of sickness only; the certificate itself stays.
        assert (rad.intyg_fran_dag_ett, rad.intyg_skal, rad.intyg_anordnare) == (None, None, date(2024, 5, 21))
        logg = dict(e.session.execute(select(Logg.falt, Logg.gammalt).where(Logg.gammalt.is_not(None))).all())
        assert (logg["typ"], logg["fran"], logg["intyg_skal"]) == ("sjuk", "2024-05-13", "Upprepat.")
    with pytest.raises(Nekad) as fel:
        andra(v, "2024-05-22", "franvaro_ratta", "vab:2024-05-14", typ="vab", fran="2024-05-22")
    assert (fel.value.kod, fel.value.falt) == ("ordning", "fran")


def test_taken_away_and_all_it_held_is_in_the_log(v: Varld) -> None:
    fore = v.oppna(I1)
    sjuk(v, "2024-05-15", "2024-05-15", orsak="Fel ärende")
    andra(v, "2024-05-16", "franvaro_ta_bort", "sjuk:2024-05-15", skal="Gällde en annan kund.")
    assert v.oppna(I1) == fore and vy(v, "2024-05-16").perioder == ()
    with v.enhet("2024-05-16") as e:
        q = select(Logg.falt, Logg.gammalt).where(Logg.tabell == "franvaro", Logg.nytt.is_(None))
        borta = dict(e.session.execute(q).all())
        assert (borta["typ"], borta["fran"], borta["orsak"]) == ("sjuk", "2024-05-15", "Fel ärende")
        assert e.session.scalars(select(Logg.nytt).where(Logg.falt == "borttagen")).all() == ["Gällde en annan kund."]
    with pytest.raises(Nekad, match="finns inte längre"):
        v.gor("2024-05-16", "franvaro_ta_bort", I1, "sjuk:2024-05-15", version=1)


# --- Certificates --------------------------------------------------------------------------------------------------


def test_a_certificate_asked_for_from_day_one_shows_what_it_does(v: Varld) -> None:
    sjuk(v, "2024-05-15", "2024-05-15")
    s = steg(period(v, "2024-05-16"), "intyg_dag_ett")
    assert s.falt[0].varde == (
        "Intyget ska finnas hos anordnaren senast 15 maj 2024 (utan begäran 22 maj 2024).\n"
        "Intyget ska finnas hos karriärvägledaren senast 22 maj 2024 (utan begäran 29 maj 2024)."
    )
    with pytest.raises(Nekad, match="Skäl behöver fyllas i"):
        andra(v, "2024-05-16", "intyg_dag_ett", "sjuk:2024-05-15", skal=" ")
    andra(v, "2024-05-16", "intyg_dag_ett", "sjuk:2024-05-15", skal="Upprepad korttidsfrånvaro.")
    p = period(v, "2024-05-16")
    assert [(i.ljus, i.datum) for i in p.intyg] == [("rod", date(2024, 5, 15)), ("gron", date(2024, 5, 22))]
    assert "Läkarintyg från dag ett begärt: Upprepad korttidsfrånvaro." in p.rader
    assert "intyg_dag_ett" not in [x.kod for x in p.steg]
    andra(v, "2024-05-16", "intyg_dag_ett_aterta", "sjuk:2024-05-15")
    assert period(v, "2024-05-16").intyg == ()


def test_vard_av_barn_is_never_asked_from_day_one(v: Varld) -> None:
    v.gor("2024-05-20", "franvaro_registrera", I1, typ="vab", fran="2024-05-20", dag_ett="ja", intyg_skal="x")
    assert "intyg_dag_ett" not in [s.kod for s in period(v, "2024-05-21").steg]
    with pytest.raises(Nekad, match="bara vid sjukfrånvaro"):
        v.gor("2024-05-21", "intyg_dag_ett", I1, "vab:2024-05-20", version=1, skal="x")
    with v.enhet("2024-05-21") as e:
        assert e.session.scalars(select(Franvaro.intyg_fran_dag_ett)).all() == [None]


# --- The view ------------------------------------------------------------------------------------------------------


def test_the_month_in_days_and_sums(v: Varld) -> None:
    sjuk(v, "2024-05-20", "2024-05-15", "2024-05-17")
    ut = vy(v, "2024-05-31")
    maj = ut.manader[0]
    assert (maj.rubrik, len(maj.dagar), ut.manader[ut.visa].manad) == ("Maj 2024", 31, "2024-05")
    assert ut.manader[-1].manad == "2025-05"
    dag = {d.datum.day: d for d in maj.dagar}
    assert (dag[3].slag, dag[15].slag, dag[11].slag, dag[20].slag) == ("utanfor", "sjuk", "helg", "")
    assert dag[14].kontakt and dag[14].ord == "uppstartsmöte"
    # 6–31 May 2024: 19 arbetsdagar (Kristi himmelsfärdsdag on the 9th).
    assert (maj.summa, maj.narvaro) == ("19 arbetsdagar, frånvaro 3 (sjukfrånvaro 3), närvaro 84 %", "84 %")
    assert ut.summa == (
        ("Insatsen hittills", "26 dagar, varav 19 arbetsdagar"),
        ("Närvaro", "84 % av arbetsdagarna"),
        ("Sjukfrånvaro", "tre dagar, tre arbetsdagar"),
    )
    assert ut.manader[1].summa == "Inga arbetsdagar ännu"


def test_where_the_report_differs_from_what_is_registered(v: Varld) -> None:
    sjuk(v, "2024-05-20", "2024-05-15", "2024-05-17")
    rapport = Innehall(
        "Månadsrapport, maj, KLAR",
        franvaro=(
            Franvarorad("sjuk", date(2024, 5, 16), date(2024, 5, 18)),
            Franvarorad("vab", date(2024, 5, 27), date(2024, 5, 27)),
        ),
    )
    with v.enhet("2024-06-03", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.nyckel == I1)).one()
        e.session.add(
            Rapportinnehall(insats_id=i.id, slag="rapport", avser="2024-05", omgang=1, inkommen=date(2024, 6, 3),
                            rubrik=rapport.rubrik, formular="rapport/AMI/2024", innehall=rapport.till_json(),
                            kalla="hand")
        )  # fmt: skip
    dag = {d.datum.day: d for d in vy(v, "2024-06-03").manader[0].dagar}
    assert {n for n, d in dag.items() if d.skiljer} == {15, 27}
    assert dag[15].ord == "sjukfrånvaro, månadsrapporten nämner inte frånvaron"
    assert dag[27].ord == "månadsrapporten säger vård av barn, inte registrerat"


def test_repeated_sickness_is_said_in_words(v: Varld) -> None:
    for dag in ("2024-05-13", "2024-05-21", "2024-06-04"):
        sjuk(v, dag, dag, dag)
    (ord_,) = vy(v, "2024-06-05").upplysningar
    assert ord_.startswith("Tre sjukperioder på tre månader: upprepad sjukfrånvaro.")
    registrera = vy(v, "2024-06-05").registrera
    assert registrera is not None and registrera.varning == (ord_,)
    v.gor("2024-06-10", "kontakt", I1, typ="trepart", datum="2024-06-10")
    assert vy(v, "2024-06-10").upplysningar == ("Tre sjukperioder på tre månader. Trepartssamtal hölls 10 juni 2024.",)
    assert vy(v, "2024-08-21").upplysningar == ()


def test_only_those_who_work_with_cases_see_it(v: Varld) -> None:
    for som in ("syss", "dass"):
        with v.enhet("2024-05-20", som) as e, pytest.raises(Nekad, match="ger inte tillgång"):
            franvaro.hamta(e, I1)
        with pytest.raises(Nekad, match="ger inte tillgång"):
            v.gor("2024-05-20", "franvaro_registrera", I1, som=som, version=1, typ="sjuk", fran="2024-05-20")
