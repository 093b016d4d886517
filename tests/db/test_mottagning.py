"""Forms come in: taken in, in again, in place of what waits, parked, refused; typed by hand. On both engines."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from db.rapportvarld import IDAG, Rapportvarld
from sqlalchemy import select, update
from unit.rapportbok import fyll, mall

from kundvalsdesk.fel import Databasfel, Konflikt, Nekad
from kundvalsdesk.models import Inlamning, Logg, Manadsrapport, Rapportinnehall
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.rapporttyper import Innehall, Kontaktrad
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import mottagning, rapportmall


@pytest.fixture
def v(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


def _rapport(v: Rapportvarld, manad: str = "2024-08") -> Manadsrapport:
    with v.enhet(IDAG) as e:
        return e.session.scalars(select(Manadsrapport).where(Manadsrapport.manad == manad)).one()


def _inlamning(v: Rapportvarld) -> Inlamning:
    with v.enhet(IDAG) as e:
        rad = e.session.scalars(select(Inlamning).order_by(Inlamning.id.desc())).first()
        assert rad is not None
        return rad


def _nekas(v: Rapportvarld, data: bytes, kod: str, **mer: str) -> str:
    """Refused, and nothing at all has been written."""
    fore = v.rakna()
    svar = v.ta_emot(data, **mer)
    assert (svar.utfall, svar.kod) == ("avvisad", kod), svar.mening
    assert v.rakna() == fore
    return svar.mening


# --- The form as it goes out ---------------------------------------------------------------------------------------


def test_a_form_holds_what_is_known_and_nothing_of_the_person(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld("plan", text="Arbete i butik."))
    with v.enhet(IDAG) as e:
        u = rapportmall.underlag(e, "rapport", "I1")
        namn, _ = rapportmall.mall(e, "rapport", "I1")
    assert namn == "manadsrapport-I1-2024-08.xlsx"
    assert (u.avser, u.period, u.kund, u.anordnare) == ("2024-08", "1–31 augusti 2024", "D.Đ.", "Björken")
    assert u.insatsnamn.startswith("AMI 2 · Arbetsträning")
    assert u.kontakter == (Kontaktrad(date(2024, 8, 1), "mote", "Trepartssamtal"), Kontaktrad(date(2024, 8, 8)))
    assert [(f.typ, f.fran, f.till, f.orsak, f.intyg) for f in u.franvaro] == [
        ("sjuk", date(2024, 7, 29), date(2024, 8, 2), "", True),
        ("vab", date(2024, 8, 19), date(2024, 8, 20), "", None),
    ]


def test_the_goals_of_the_approved_plan_stand_in_the_report(v: Rapportvarld) -> None:
    def plan(text: str, delmal: str) -> None:
        data = fyll(v.mall("plan"), {"mal": text}, celler=[("delmal:1", 0, 3, delmal), ("delmal:2", 0, 3, "Cv")])
        assert v.ta_emot(data).utfall == "intagen"

    plan("Arbete i butik.", "Kassan")
    nummer = "2"
    v.gor(IDAG, "plan_godkann", "I1", nummer, datum=IDAG)
    plan("Arbete i kök.", "Disken")
    with v.enhet(IDAG) as e:
        u = rapportmall.underlag(e, "rapport", "I1")
        ny = rapportmall.underlag(e, "plan", "I1")
    assert (u.mal, [(d.nr, d.text) for d in u.delmal]) == ("Arbete i butik.", [(1, "Kassan"), (2, "Cv")])
    # The plan that waits is the one to complete: its own words are in the form.
    assert (ny.avser, dict(ny.texter)["mal"], ny.delmal[0].text) == ("3", "Arbete i kök.", "Disken")
    v.gor(IDAG, "plan_godkann", "I1", "3", datum=IDAG)
    with v.enhet(IDAG) as e:
        ny = rapportmall.underlag(e, "plan", "I1")
    assert (ny.avser, dict(ny.texter)["mal"], dict(ny.texter)["andringar"]) == ("4", "Arbete i kök.", "")


def test_the_first_plan_and_a_protected_kund(v: Rapportvarld) -> None:
    with v.enhet(IDAG) as e:
        u = rapportmall.underlag(e, "plan", "I2")
    assert (u.avser, u.kund) == ("1", "")
    assert dict(u.texter)["andringar"].startswith("Ej aktuellt. ")
    with v.enhet(IDAG) as e:
        assert b"Hemlig" not in rapportmall.mall(e, "rapport", "I2")[1]
        assert "K0002" not in str(rapportmall.underlag(e, "slutrapport", "I2"))


@pytest.mark.parametrize(
    ("slag", "insats", "manad", "kod"),
    [
        ("rapport", "I1", "2024-05", "manad_utanfor"),
        ("rapport", "I1", "2026-01", "manad_utanfor"),
        ("rapport", "I3", None, "ej_startad"),
        ("slutrapport", "I3", None, "ej_startad"),
        ("plan", "I3", None, "inget_uppdrag"),
        ("rapport", "I4", "2022-02", "historik"),
        ("rapport", "I9", None, "okand_insats"),
    ],
)
def test_a_form_that_cannot_be_made(v: Rapportvarld, slag: str, insats: str, manad: str | None, kod: str) -> None:
    with v.enhet(IDAG) as e, pytest.raises(Nekad) as fel:
        rapportmall.underlag(e, slag, insats, manad)
    assert fel.value.kod == kod


def test_the_month_left_out_is_the_latest_that_is_over(v: Rapportvarld) -> None:
    for idag, manad in (("2024-08-31", "2024-07"), ("2024-09-01", "2024-08"), ("2026-01-01", "2025-06")):
        with v.enhet(idag) as e:
            assert rapportmall.underlag(e, "rapport", "I1").avser == manad
    with v.enhet("2024-06-20") as e, pytest.raises(Nekad) as fel:
        rapportmall.underlag(e, "rapport", "I1")
    assert fel.value.kod == "ingen_manad"
    with v.enhet("2025-07-01") as e:  # the insats ended with the second day of a month
        assert rapportmall.underlag(e, "rapport", "I1").period == "1–2 juni 2025"


@pytest.mark.parametrize("som", ["syss", "dass"])
def test_no_right_to_cases_no_forms(v: Rapportvarld, som: str) -> None:
    data = v.ifylld()
    for insats in ("I1", "finns inte"):
        with v.enhet(IDAG, som) as e:
            for gor in (
                lambda e=e, i=insats: rapportmall.underlag(e, "rapport", i),
                lambda e=e: mottagning.prova(e, data),
                lambda e=e: mottagning.ta_emot(e, b"skrap"),
                lambda e=e: mottagning.original(e, 1),
                lambda e=e: mottagning.avfor_parkerad(e, 1, 1),
            ):
                with pytest.raises(Nekad) as fel:
                    gor()
                assert fel.value.kod == "roll"


# --- Taken in ------------------------------------------------------------------------------------------------------


def test_a_report_is_taken_in_and_its_file_is_kept_unchanged(v: Rapportvarld) -> None:
    assert ("manadsrapport", "2024-08") in v.oppna("I1")
    data = v.ifylld()
    svar = v.ta_emot(data)
    assert (svar.utfall, svar.kod, svar.insats, svar.slag, svar.avser) == ("intagen", "", "I1", "rapport", "2024-08")
    assert svar.mening == "Månadsrapporten för augusti 2024 är inläst och väntar på granskning."
    assert _rapport(v).klarmarkerad == date(2024, 9, 5)
    assert ("manadsrapport", "2024-08") not in v.oppna("I1")
    assert ("granska_rapport", "2024-08") in v.oppna("I1")
    assert v.texter() == [("rapport", "2024-08", 1, IDAG, "fil")]
    rad = _inlamning(v)
    assert (rad.lage, rad.skal, rad.storlek, rad.sha256) == (
        "intagen", None, len(data), hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    with v.enhet(IDAG) as e:
        namn, tillbaka = mottagning.original(e, rad.id)
        text = e.session.scalars(select(Rapportinnehall)).one()
        assert (text.rubrik, text.progression, text.formular) == (
            "Månadsrapport, augusti, KLAR", "finns", "rapport/AMI/2",
        )  # fmt: skip
        assert Innehall.fran_json(text.innehall).text("progression") == "Går framåt."
    assert tillbaka == data
    assert namn == f"manadsrapport-2024-08-mottagen-2024-09-05-{rad.id}.xlsx"


def test_the_name_of_the_file_is_kept_nowhere(v: Rapportvarld) -> None:
    with v.skrivande() as e:
        mottagning.ta_emot(e, v.ifylld(), "Dragana Đorđević augusti.xlsx")
    with v.enhet(IDAG) as e:
        loggat = " ".join(str(x) for rad in e.session.execute(select(Logg.gammalt, Logg.nytt)) for x in rad)
    assert "Dragana Đorđević augusti" not in loggat
    # Nor is the text of a report kept twice: the log says only how long it is.
    assert "Går framåt." not in loggat


def test_in_again_after_a_return(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld(text="Tunt."))
    v.gor("2024-09-06", "rapport_aterremiss", "I1", "2024-08", datum="2024-09-06", skal="Skriv mer.")
    with v.enhet("2024-09-07") as e:  # what was sent in stands in a new form, to be completed
        assert dict(rapportmall.underlag(e, "rapport", "I1").texter)["progression"] == "Tunt."
    svar = v.ta_emot(v.ifylld(text="Utförligare."), "2024-09-09")
    assert (svar.utfall, svar.mening) == (
        "intagen", "Månadsrapporten för augusti 2024 har kommit in igen efter återremissen.",
    )  # fmt: skip
    rad = _rapport(v)
    assert (rad.klarmarkerad, rad.klarmarkerad_igen) == (date(2024, 9, 5), date(2024, 9, 9))
    assert v.texter() == [("rapport", "2024-08", 1, IDAG, "fil"), ("rapport", "2024-08", 2, "2024-09-09", "fil")]


def test_a_new_file_in_place_of_one_that_waits_meets_the_reviewer_as_a_conflict(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld(text="Ett."))
    sedd = _rapport(v).version
    svar = v.ta_emot(v.ifylld(text="Två."), "2024-09-06")
    assert (svar.utfall, svar.kod) == ("intagen", "")
    assert "ersatt" in svar.mening
    rad = _rapport(v)
    assert (rad.klarmarkerad, rad.klarmarkerad_igen, rad.version) == (date(2024, 9, 5), None, sedd + 1)
    assert [t[2] for t in v.texter()] == [1, 2]
    with pytest.raises(Konflikt):
        v.gor("2024-09-06", "rapport_godkann", "I1", "2024-08", version=sedd, datum="2024-09-06", bedomning="fortsatt")
    v.gor("2024-09-06", "rapport_godkann", "I1", "2024-08", datum="2024-09-06", bedomning="fortsatt")


def test_a_report_whose_day_was_typed_gets_its_text_from_a_file(v: Rapportvarld) -> None:
    v.gor("2024-09-03", "rapport_klarmarkera", "I1", "2024-08", datum="2024-09-03")
    assert v.ta_emot(v.ifylld()).utfall == "intagen"
    assert _rapport(v).klarmarkerad == date(2024, 9, 3)
    assert v.texter() == [("rapport", "2024-08", 1, IDAG, "fil")]


def test_plans_and_the_slutrapport_go_the_same_way(v: Rapportvarld) -> None:
    assert v.ta_emot(v.ifylld("plan", "I2")).mening == (
        "Version 1 av genomförandeplanen är inläst och väntar på granskning."
    )
    v.gor("2024-09-06", "plan_aterremiss", "I2", "1", datum="2024-09-06", skal="Delmål saknas.")
    assert v.ta_emot(v.ifylld("plan", "I2", text="Nytt."), "2024-09-07").utfall == "intagen"
    v.gor("2024-09-09", "plan_godkann", "I2", "1", datum="2024-09-09")
    assert v.ta_emot(v.ifylld("plan", "I2", text="Mer."), "2024-09-10").avser == "2"
    assert v.ta_emot(v.ifylld("slutrapport", "I2")).utfall == "intagen"
    v.gor("2024-09-06", "slutrapport_aterremiss", "I2", "", datum="2024-09-06", skal="Nästa steg?")
    assert v.ta_emot(v.ifylld("slutrapport", "I2", text="Mer."), "2024-09-07").utfall == "intagen"
    assert v.ta_emot(v.ifylld("slutrapport", "I2", text="Ännu mer."), "2024-09-08").utfall == "intagen"
    assert [t[:3] for t in v.texter("I2")] == [
        ("plan", "1", 1), ("plan", "1", 2), ("plan", "2", 1),
        ("slutrapport", "slut", 1), ("slutrapport", "slut", 2), ("slutrapport", "slut", 3),
    ]  # fmt: skip


def test_the_same_action_twice_gives_the_same_answer(v: Rapportvarld) -> None:
    data = v.ifylld()
    svar = []
    for _ in range(2):
        with v.enhet(IDAG, skriv=True, handling_id="11111111-1111-4111-8111-111111111111") as e:
            svar.append(mottagning.ta_emot(e, data))
    assert svar[0] == svar[1]
    assert len(v.texter()) == 1


# --- Parked --------------------------------------------------------------------------------------------------------


def test_a_draft_is_parked_and_can_be_taken_in_by_a_person(v: Rapportvarld) -> None:
    data = v.ifylld(klar=False)
    svar = v.ta_emot(data)
    assert (svar.utfall, svar.kod) == ("parkerad", "utkast")
    assert v.texter() == [] and ("manadsrapport", "2024-08") in v.oppna("I1")
    rad = _inlamning(v)
    assert (rad.lage, rad.skal) == ("parkerad", "utkast")
    with pytest.raises(Konflikt), v.skrivande() as e:
        mottagning.ta_in_parkerad(e, rad.id, rad.version + 1)
    with v.skrivande("2024-09-06") as e:
        mottagning.ta_in_parkerad(e, rad.id, rad.version)
    v.stammer()
    assert v.texter() == [("rapport", "2024-08", 1, "2024-09-06", "fil")]
    with v.enhet(IDAG) as e:
        assert e.session.scalars(select(Rapportinnehall.rubrik)).one() == "Månadsrapport, augusti, KLAR"
    assert _inlamning(v).lage == "intagen"
    with pytest.raises(Nekad) as fel, v.skrivande() as e:
        mottagning.ta_in_parkerad(e, rad.id, _inlamning(v).version)
    assert fel.value.kod == "ej_parkerad"


def test_a_newer_one_over_an_approved_one_is_parked_until_the_approval_is_undone(v: Rapportvarld) -> None:
    svar = v.ta_emot(v.ifylld(manad="2024-06"))
    assert (svar.utfall, svar.kod) == ("parkerad", "redan_godkand")
    assert svar.mening == "Månadsrapporten är redan godkänd. Det nya formuläret ligger parkerat och ändrar inget."
    rad = _inlamning(v)
    with pytest.raises(Nekad) as fel, v.skrivande() as e:
        mottagning.ta_in_parkerad(e, rad.id, rad.version)
    assert fel.value.kod == "redan_godkand"
    with v.enhet(IDAG) as e:
        from kundvalsdesk.models import Insats

        assert mottagning.parkerad_mening(e, rad, e.session.get_one(Insats, rad.insats_id))[1] is False


@pytest.mark.parametrize(
    ("slag", "insats", "manad", "kod"),
    [("rapport", "I1", "2024-09", "manad_ej_slut"), ("plan", "I1", None, "plan_granskas")],
)
def test_what_the_flow_does_not_allow_yet_is_parked(
    v: Rapportvarld, slag: str, insats: str, manad: str | None, kod: str
) -> None:  # fmt: skip
    if slag == "plan":
        v.ta_emot(v.ifylld("plan"))
        data = fyll(mall("plan", avser="3", insats="I1"))
    else:
        data = v.ifylld(slag, insats, manad)
    svar = v.ta_emot(data)
    assert (svar.utfall, svar.kod) == ("parkerad", kod)


def test_a_parked_one_goes_in_when_its_time_has_come(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld(manad="2024-09"))
    rad = _inlamning(v)
    with v.skrivande("2024-10-01") as e:
        mottagning.ta_in_parkerad(e, rad.id, rad.version)
    assert _rapport(v, "2024-09").klarmarkerad == date(2024, 10, 1)


def test_one_that_is_put_away_may_come_again(v: Rapportvarld) -> None:
    data = v.ifylld(klar=False)
    v.ta_emot(data)
    rad = _inlamning(v)
    with v.skrivande() as e:
        mottagning.avfor_parkerad(e, rad.id, rad.version)
    assert _inlamning(v).lage == "avford"
    assert v.ta_emot(data).utfall == "parkerad"
    assert (_inlamning(v).id, _inlamning(v).lage) == (rad.id, "parkerad")


def test_a_draft_gives_way_to_the_report_itself(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld(klar=False))
    rad = _inlamning(v)
    v.ta_emot(v.ifylld(insats="I2"))  # of another case: the draft stays
    with v.enhet(IDAG) as e:
        assert e.session.get_one(Inlamning, rad.id).lage == "parkerad"
    v.ta_emot(v.ifylld(text="Färdig."))
    with v.enhet(IDAG) as e:
        assert e.session.get_one(Inlamning, rad.id).lage == "avford"


def test_parked_ones_are_decided_on_through_the_door_of_forms(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld(klar=False))
    rad = _inlamning(v)
    v.gor(IDAG, "parkerad_avfor", "I1", str(rad.id), version=rad.version)
    assert v.ta_emot(v.ifylld(klar=False, text="Igen.")).utfall == "parkerad"
    rad = _inlamning(v)
    v.gor(IDAG, "parkerad_ta_in", "I1", str(rad.id), version=rad.version)
    assert len(v.texter()) == 1
    with pytest.raises(Nekad) as fel:
        v.gor(IDAG, "parkerad_ta_in", "I1", "x", version=1)
    assert fel.value.kod == "okant_mal"


# --- Refused -------------------------------------------------------------------------------------------------------


def test_the_same_file_twice(v: Rapportvarld) -> None:
    data = v.ifylld()
    v.ta_emot(data)
    mening = _nekas(v, data, "dubblett")
    assert mening.startswith("Samma fil togs emot torsdag 5 september 2024 klockan ")
    utkast = v.ifylld(klar=False, text="Annat.")
    v.ta_emot(utkast)
    assert "ligger parkerad" in _nekas(v, utkast, "dubblett")


def test_what_can_never_go_in_is_refused_and_leaves_nothing(v: Rapportvarld) -> None:
    _nekas(v, fyll(mall(insats="I99")), "okand_insats")
    _nekas(v, fyll(mall(insats="I1", avser="2024-05")), "manad_utanfor")
    _nekas(v, fyll(mall(insats="I1", avser="2025-07")), "manad_utanfor")
    _nekas(v, fyll(mall(insats="I1"), celler=[("rubrik", 0, 2, "Månadsrapport, juli")], klar=False), "fel_manad")
    _nekas(v, fyll(mall(kundval="ISA", insats="I1")), "fel_kundval")
    _nekas(v, fyll(mall(insats="I4", avser="2022-03")), "historik")
    assert "nästa version är 2" in _nekas(v, fyll(mall("plan", avser="5", insats="I1")), "fel_version")
    _nekas(v, b"skrap", "trasig")
    _nekas(v, b"PK" + b"0" * (11 << 20), "for_stor")


def test_an_original_that_has_been_changed_is_not_handed_out(v: Rapportvarld) -> None:
    v.ta_emot(v.ifylld())
    rad = _inlamning(v)
    with v.skrivande() as e:
        e.session.execute(update(Inlamning).values(original=b"annat"))
    with v.enhet(IDAG) as e, pytest.raises(Databasfel) as fel:
        mottagning.original(e, rad.id)
    assert fel.value.kod == "skadat_original"


# --- Looked at -----------------------------------------------------------------------------------------------------


def test_a_check_says_what_is_missing_and_changes_nothing(v: Rapportvarld) -> None:
    fore = v.rakna()
    with v.enhet(IDAG) as e:
        svar = mottagning.prova(e, fyll(v.mall(), {"progression": "Bra.", "utmaningar": "Ej aktuellt"}, klar=False))
    assert v.rakna() == fore
    assert {k: svar[k] for k in ("insats", "typ", "avser", "rubrik", "klarmarkerad", "formular")} == {
        "insats": "I1", "typ": "manadsrapport", "avser": "2024-08", "rubrik": "Månadsrapport, augusti",
        "klarmarkerad": False, "formular": "rapport/AMI/2",
    }  # fmt: skip
    assert svar["hinder"].endswith("så formuläret skulle sparas som utkast.")
    assert svar["saknas"]["Utmaningar och behov av stöd"]
    assert "Progression mot mål och delmål" not in svar["saknas"]
    assert svar["saknas"]["Kontakter med kunden"]
    assert {a["kod"] for a in svar["anmarkningar"]} >= {"tomt", "ej_aktuellt_utan_motivering", "vecka_utan_kontakt"}
    assert all(set(a) == {"kod", "avsnitt", "text", "kalla"} and a["text"] for a in svar["anmarkningar"])
    with v.enhet(IDAG) as e, pytest.raises(Nekad) as fel:
        mottagning.prova(e, fyll(mall(insats="I99")))
    assert fel.value.kod == "okand_insats"


# --- By hand -------------------------------------------------------------------------------------------------------

TEXT = Innehall(
    "",
    (("utmaningar", " Få.\r\n"), ("progression", "Går framåt."), ("lage_nu", "4")),
    kontakter=(Kontaktrad(None, "mote"),),
)


def _skriv(v: Rapportvarld, innehall: Innehall = TEXT, version: int = 1, **mer: Any) -> None:
    sak = {"insats": "I1", "slag": "rapport", "avser": "2024-08", "datum": date(2024, 9, 4)} | mer
    with v.skrivande() as e:
        mottagning.skriv_in(
            e, sak["insats"], sak["slag"], sak["avser"], version, innehall, sak["datum"],
        )  # fmt: skip
    v.stammer()


def test_a_report_typed_in_by_hand(v: Rapportvarld) -> None:
    _skriv(v)
    assert v.texter() == [("rapport", "2024-08", 1, "2024-09-04", "hand")]
    assert _rapport(v).klarmarkerad == date(2024, 9, 4)
    with v.enhet(IDAG) as e:
        i = Innehall.fran_json(e.session.scalars(select(Rapportinnehall.innehall)).one())
    assert i.rubrik == "Månadsrapport, augusti, KLAR"
    assert i.texter[:3] == (("progression", "Går framåt."), ("lage_nu", "4"), ("utmaningar", "Få."))
    assert i.kontakter == (Kontaktrad(None, "mote"),)
    with pytest.raises(Konflikt):
        _skriv(v, version=7)
    _skriv(v, replace(TEXT, texter=(("progression", "Mer."),)), _rapport(v).version)
    assert [t[2] for t in v.texter()] == [1, 2]


@pytest.mark.parametrize(
    ("andring", "kod", "falt"),
    [
        ({"texter": (("progression", "x" * 20_001),)}, "lang", "progression"),
        ({"texter": (("progression", "a\x07"),)}, "styrtecken", "progression"),
        ({"texter": (("horoskop", "a"),)}, "okant_avsnitt", "horoskop"),
        ({"kontakter": (Kontaktrad(date(2999, 1, 1)),)}, "datum", "kontakter"),
        ({"kontakter": (Kontaktrad(None, "brev"),)}, "okant_val", "kontakter"),
    ],
)
def test_the_same_rules_hold_for_what_is_typed(v: Rapportvarld, andring: Any, kod: str, falt: str) -> None:
    fore = v.rakna()
    with pytest.raises(Nekad) as fel:
        _skriv(v, replace(TEXT, **andring))
    assert (fel.value.kod, fel.value.falt) == (kod, falt)
    assert v.rakna() == fore


def test_what_would_be_parked_is_refused_when_typed(v: Rapportvarld) -> None:
    for mer, kod in (({"avser": "2024-06"}, "redan_godkand"), ({"avser": "2024-09"}, "manad_ej_slut")):
        with pytest.raises(Nekad) as fel:
            _skriv(v, **mer)
        assert fel.value.kod == kod
