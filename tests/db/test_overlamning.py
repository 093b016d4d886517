"""A kund handed over: by the day it is the vikarie's, and by the day it is back, with nothing written in between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select, update

from kundvalsdesk.fel import FleraFel, Konflikt, Nekad
from kundvalsdesk.models import Frist, Insats, Kund, Logg, Overlamning
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import arbetslage, arende, granskning, handlingar, ko, notislista, overlamning
from kundvalsdesk.services.typer import KoFilter

from .rapportvarld import IDAG, Rapportvarld
from .varld import vantar_pa_las

ATER = "2024-09-20"
"""After IDAG: the day on which it is back."""


@pytest.fixture
def varld(databas: Databas, regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(databas, regelverk)


def _lamna(v: Rapportvarld, *insatser: str, till: str = "boek", som: str = "anlu", idag: str = IDAG,
           fran: str = "", ater: str = ATER, hur: str = "vikarie", av: str = "", skal: str = "") -> None:  # fmt: skip
    with v.enhet(idag, som, skriv=True) as e:
        versioner = [(n, e.session.query(Insats.version).filter_by(nyckel=n).scalar()) for n in insatser]
        handlingar.utfor(
            e, "overlamna", "", overlamning.som_mal(versioner, av), 0,
            {"till": till, "hur": hur, "fran": fran or idag, "ater": ater, "skal": skal},
        )  # fmt: skip


def _ko(v: Rapportvarld, som: str, idag: str = IDAG, **f: str) -> dict[str, str]:
    with v.enhet(idag, som) as e:
        rader = ko.sida(e, KoFilter(**f), 0, 200)
        assert ko.oversikt(e, KoFilter(**f)).totalt == len(rader)
        return {r.insats: r.vikarie for r in rader}


def _lista(v: Rapportvarld, som: str, idag: str = IDAG) -> dict[str, str]:
    with v.enhet(idag, som) as e:
        rader = arende.lista(e)
        assert ko.raknare(e).arenden == len(rader)
        return {r.insats: r.vikarie for r in rader}


def test_a_vikarie_has_the_kund_until_the_day_and_it_returns_by_itself(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "plan_inkommen", "I2", datum=IDAG)
    assert "I2" in _ko(varld, "anlu")
    _lamna(varld, "I2", skal="Ring på fredag")
    assert "I2" not in _ko(varld, "anlu")
    assert _ko(varld, "boek")["I2"] == "vikarierar för Anna Lund till 20 sep"
    assert _ko(varld, "anlu", del_="bevakas")["I2"] == "hos Bo Ek till 20 sep"
    assert _lista(varld, "anlu")["I2"] == "hos Bo Ek till 20 sep"
    assert _lista(varld, "boek")["I2"] == "vikarierar för Anna Lund till 20 sep"
    assert set(_ko(varld, "gust", kundansvarig="boek", urval="alla")) == set(_ko(varld, "boek"))
    with varld.enhet(IDAG) as e:
        assert "I2" not in {r.insats for r in granskning.lista(e).rader}
    with varld.enhet(IDAG, "boek") as e:
        assert "I2" in {r.insats for r in granskning.lista(e).rader}
        assert arende.hamta(e, "I2").far_avsloja  # a protected kund, and the vikarie answers for them
        assert ko.raknare(e).mina == len(ko.sida(e, KoFilter(), 0, 200))
        vy = arende.hamta(e, "I2")
        assert ("Vikariat", "vikarierar för Anna Lund till 20 sep") in vy.kundfakta
        assert any((h.rubrik, h.text) == ("Hos Bo Ek som vikarie", "Ring på fredag") for h in vy.handelser)
        assert e.session.query(Logg).filter_by(falt="overlamnad").one().insats_id is not None
    assert "I2" in _ko(varld, "boek", "2024-09-19")
    assert "I2" not in _ko(varld, "boek", ATER)
    assert _ko(varld, "anlu", ATER)["I2"] == ""


def test_a_case_that_is_over_goes_along_while_something_is_left_to_do(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "plan_inkommen", "I2", datum=IDAG)
    with varld.enhet(IDAG, skriv=True) as e:
        e.session.execute(update(Insats).where(Insats.nyckel.in_(("I1", "I2"))).values(sista_dag=date(2024, 9, 1)))
        # Nothing of I1 is left to do after its last day.
        e.session.execute(
            update(Frist)
            .where(Frist.insats_id.in_(select(Insats.id).where(Insats.nyckel == "I1")))
            .values(stangs=e.idag)
        )
    assert "I2" in _ko(varld, "anlu") and "I1" not in _ko(varld, "anlu")
    assert "I2" in _lista(varld, "anlu") and "I1" not in _lista(varld, "anlu")
    with varld.enhet(IDAG, "gust") as e:
        assert "I2" in dict(arbetslage.arenden_hos(e, "anlu")) and "I1" not in dict(arbetslage.arenden_hos(e, "anlu"))


def test_a_period_may_be_planned_and_taken_back_early(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "plan_inkommen", "I1", datum=IDAG)
    _lamna(varld, "I1", fran="2024-09-10")
    assert "I1" in _ko(varld, "anlu")
    assert "I1" in _ko(varld, "boek", "2024-09-10")
    for dag in (IDAG, "2024-09-10"):
        with varld.enhet(dag, "boek") as e:
            (steg,) = [s for s in arende.hamta(e, "I1").nasta if s.kod == "overlamning_ater"]
            assert steg.rubrik == "Lämna tillbaka ärendet"
    with varld.enhet("2024-09-11", "hara") as e:
        (steg,) = [s for s in arende.hamta(e, "I1").nasta if s.kod == "overlamning_ater"]
        assert steg.rubrik == "Ta tillbaka ärendet"
    with pytest.raises(Konflikt):
        varld.gor("2024-09-11", steg.kod, "I1", steg.mal, version=steg.sedd_version + 1)
    varld.gor("2024-09-11", steg.kod, "I1", steg.mal, version=steg.sedd_version)
    assert "I1" not in _ko(varld, "boek", "2024-09-11")
    assert "I1" in _ko(varld, "anlu", "2024-09-11")
    with pytest.raises(Nekad, match="redan tillbaka"):
        varld.gor("2024-09-11", steg.kod, "I1", steg.mal, version=steg.sedd_version + 1)


def test_a_vikarie_passes_on_within_the_period_only(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "plan_inkommen", "I1", datum=IDAG)
    _lamna(varld, "I1")
    with pytest.raises(Nekad, match="hos Bo Ek"):
        _lamna(varld, "I1", till="gust", som="boek", ater="2024-09-25")
    with pytest.raises(Nekad, match="Ta tillbaka det först"):
        _lamna(varld, "I1", till="gust", ater="2024-09-12")
    with pytest.raises(Nekad, match="Lämna tillbaka"):
        _lamna(varld, "I1", till="anlu", som="boek", ater="2024-09-12")
    with pytest.raises(Nekad, match="tills vidare"):
        _lamna(varld, "I1", till="gust", som="boek", hur="tillsvidare")
    _lamna(varld, "I1", till="gust", som="boek", ater="2024-09-12")
    assert "I1" in _ko(varld, "gust")  # the vikarie is an arbetsledare
    assert "I1" not in _ko(varld, "boek")
    assert _ko(varld, "boek", del_="bevakas")["I1"] == "hos Gun Stål till 12 sep"
    assert _ko(varld, "boek", "2024-09-12")["I1"] == "vikarierar för Anna Lund till 20 sep"
    with varld.enhet(IDAG) as e:
        (steg,) = [s for s in arende.hamta(e, "I1").nasta if s.kod == "overlamning_ater"]
    varld.gor(IDAG, steg.kod, "I1", steg.mal, version=steg.sedd_version)
    assert "I1" in _ko(varld, "anlu")
    assert "I1" not in {**_ko(varld, "gust"), **_ko(varld, "boek")}


def _tillbaka(v: Rapportvarld, som: str, idag: str) -> dict[str, tuple[str, str, int]]:
    """What `som` is offered to end: by the words of it, what it is and its version."""
    with v.enhet(idag, som) as e:
        steg = [s for s in arende.hamta(e, "I2").nasta if s.kod == "overlamning_ater"]
        return {f"{s.rubrik}: {s.hjalp}": (s.kod, s.mal, s.sedd_version) for s in steg}


def test_of_several_periods_the_one_of_the_day_counts(varld: Rapportvarld) -> None:
    _lamna(varld, "I2", ater="2024-09-25")
    _lamna(varld, "I2", till="gust", som="boek", fran="2024-09-10", ater="2024-09-12")
    _lamna(varld, "I2", till="hara", som="boek", fran="2024-09-16", ater="2024-09-18")
    (mitt,) = _tillbaka(varld, "anlu", IDAG)
    assert "hos Bo Ek" in mitt and "till 25 september" in mitt
    (forst, *planerat) = _tillbaka(varld, "boek", IDAG)
    assert forst.startswith("Lämna tillbaka") and len(planerat) == 2
    assert [p.split(":")[0] for p in planerat] == [
        "Ta tillbaka tiden hos Gun Stål från 10 sep", "Ta tillbaka tiden hos Hanna Rask från 16 sep",
    ]  # fmt: skip
    (forst,) = _tillbaka(varld, "gust", "2024-09-10")
    assert forst.startswith("Lämna tillbaka ärendet: Det gäller till 12 september")
    # Whoever has it gives it back to the vikarie it came from, not to the kundansvarig.
    kod, mal, version = _tillbaka(varld, "gust", "2024-09-10")[forst]
    with pytest.raises(Nekad, match="lämnat över"):
        varld.gor("2024-09-10", kod, "I2", mal, som="hara", version=version)
    varld.gor("2024-09-10", kod, "I2", mal, som="gust", version=version)
    assert "I2" in _ko(varld, "boek", "2024-09-10")
    assert "I2" in _ko(varld, "hara", "2024-09-16")


def test_taken_back_while_it_is_being_passed_on(motor: str, varld: Rapportvarld) -> None:
    """Two at once: what was passed on meanwhile goes with it."""
    if motor == "sqlite":
        pytest.skip("a file has one writer at a time")
    _lamna(varld, "I2")
    (fore,) = _tillbaka(varld, "anlu", IDAG).values()
    kod, mal, version = fore
    with ThreadPoolExecutor(1) as pool:
        with varld.enhet(IDAG, "boek", skriv=True) as e:
            seddes = e.session.query(Insats.version).filter_by(nyckel="I2").scalar()
            vidare = {"till": "gust", "hur": "vikarie", "fran": IDAG, "ater": "2024-09-12"}
            handlingar.utfor(e, "overlamna", "I2", "", seddes, vidare)
            tillbaka = pool.submit(varld.gor, IDAG, kod, "I2", mal, version=version)
            vantar_pa_las(e)
        tillbaka.result(10)
    assert _ko(varld, "anlu")["I2"] == ""
    assert not {"I2"} & {*_ko(varld, "boek"), *_ko(varld, "gust")}


def test_only_who_has_it_or_an_arbetsledare_hands_over_and_only_to_who_may(varld: Rapportvarld) -> None:
    varld.gor(IDAG, "plan_inkommen", "I1", datum=IDAG)
    with pytest.raises(Nekad, match="arbetsledare"):
        _lamna(varld, "I1", till="gust", som="boek")
    for till in ("syss", "dass", "ingen"):
        with pytest.raises(Nekad, match="karriärvägledare eller arbetsledare"):
            _lamna(varld, "I1", till=till)
    with pytest.raises(Nekad, match="inte tillgång"):
        _lamna(varld, "I1", som="syss")
    with pytest.raises(Nekad, match="dagen efter"):
        _lamna(varld, "I1", ater=IDAG)
    with pytest.raises(Nekad, match="har passerat"):
        _lamna(varld, "I1", fran="2024-09-01")
    _lamna(varld, "I1", som="gust")
    assert "I1" in _ko(varld, "boek")


def test_for_good_the_colleague_is_kundansvarig_everywhere(varld: Rapportvarld) -> None:
    _lamna(varld, "I2", till="gust")
    _lamna(varld, "I2", hur="tillsvidare", som="hara")
    assert _ko(varld, "boek")["I2"] == ""
    with varld.enhet(IDAG, "boek") as e:
        i = e.session.query(Insats).filter_by(nyckel="I2").one()
        kund = e.session.get_one(Kund, i.kund_id)
        alla = {x.kundansvarig_id for x in e.session.query(Insats).filter_by(kund_id=kund.id)}
        assert alla == {kund.kundansvarig_id} == {e.aktor.handlaggare_id}
        assert e.session.query(Overlamning).filter(Overlamning.aterford.is_not(None)).count() == 1
    with varld.enhet(IDAG, "gust") as e:
        assert "gäller inte längre" in notislista.hamta(e)[0].mening
    varld.stammer()


def test_many_at_once_is_all_or_nothing_and_names_what_stood_in_the_way(varld: Rapportvarld) -> None:
    mina = sorted(_lista(varld, "anlu"))
    _lamna(varld, "I2", ater="2024-09-10")
    with pytest.raises(FleraFel) as fel:
        _lamna(varld, *mina)
    assert fel.value.meningar[0].startswith(f"Inget av {len(mina)} ärenden")
    assert any(m.startswith("I2: ") for m in fel.value.meningar)
    with varld.enhet(IDAG) as e:
        assert e.session.query(Overlamning).count() == 1
    with varld.enhet(IDAG, skriv=True) as e, pytest.raises(Konflikt):
        handlingar.utfor(e, "overlamna", "", overlamning.som_mal([("I1", 99)]), 0,
                         {"till": "boek", "hur": "vikarie", "fran": IDAG, "ater": ATER})  # fmt: skip


def test_all_that_an_ill_colleague_has_goes_and_what_is_lent_goes_with_its_own_day(varld: Rapportvarld) -> None:
    _lamna(varld, "I2")
    bos = sorted(_lista(varld, "boek"))
    _lamna(varld, *bos, till="hara", som="gust", hur="tillsvidare", av="boek")
    assert not _ko(varld, "boek")
    assert _ko(varld, "hara", "2024-09-19").get("I2") == "vikarierar för Bo Ek till 20 sep"
    assert "I2" in _ko(varld, "anlu", ATER)


@pytest.mark.parametrize("mal", ["[" * 9999, '{"arenden": [["\\u0000", 1]], "fran": ""}', '{"arenden": [["I1", 1]]}'])
def test_what_is_no_choice_of_cases_is_refused(varld: Rapportvarld, mal: str) -> None:
    with varld.enhet(IDAG, skriv=True) as e, pytest.raises(Nekad, match="Urvalet går inte att läsa"):
        handlingar.utfor(e, "overlamna", "", mal, 0, {"till": "boek", "hur": "tillsvidare"})
