"""The queue on both engines: counts equal the rows, in every filter and order; protected persons stay masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import func, select

from kundvalsdesk.models import Frist, Handlaggare, Kundidentitet
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.sortering import sortnyckel
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.services import arende, ko, ko_detalj
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, enhet
from kundvalsdesk.services.demo import rader
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.overforing import las_in
from kundvalsdesk.services.typer import GRUPPER, ROLLER, Aktor, KoFilter

IDAG = date(2026, 11, 18)
AGARE = Aktor("provare", "provare", frozenset(ROLLER), agare=True)


Oppna = Callable[..., "Iterator[Arbetsenhet]"]


@pytest.fixture
def oppna(databas: Databas, regelverk: Regelverkssamling) -> Oppna:
    """Opens the demo's queue as somebody with a role, on a day."""
    assert las_in(databas, AGARE, regelverk, IDAG, rader(IDAG)).fel == ()

    @contextmanager
    def oppna(roll: str = "karriarvagledare", idag: date = IDAG, skriv: bool = False) -> Iterator[Arbetsenhet]:
        aktor = AGARE
        if roll:
            with enhet(databas, AGARE, regelverk, idag) as e:
                h = e.session.scalars(select(Handlaggare).where(Handlaggare.roll == roll).order_by(Handlaggare.id))
                rad = h.first()
                assert rad is not None
                aktor = Aktor(rad.anvandare, rad.namn, frozenset({rad.roll}), rad.id)
        with enhet(databas, aktor, regelverk, idag, skriv=skriv) as e:
            yield e

    return oppna


def _alla(e: Arbetsenhet, f: KoFilter) -> list[ko.KoRad]:
    return ko.sida(e, f, 0, 100_000, ko.oversikt(e, f))


def test_counts_equal_the_rows_in_every_filter(oppna: Oppna) -> None:
    with oppna() as e:
        namn = ko.anordnare(e)[0][0]
        for urval, del_, kundval, anordnare, lj, slag in product(
            ("mina", "alla"), ("gora", "bevakas", "alla"), (None, "AMI"), (None, namn),
            (None, "rod", "gul", "gron", "vilande"), (None, "rapport"),
        ):  # fmt: skip
            f = KoFilter(urval, del_, kundval, anordnare, lj, slag)
            o = ko.oversikt(e, f)
            r = _alla(e, f)
            assert o.totalt == len(r)
            assert o.grupper == dict.fromkeys(GRUPPER, 0) | Counter(x.grupp for x in r)
            assert {k: n for k, n in o.ljus.items() if n} == Counter(x.ljus for x in r)
            assert sum(n for *_, n in o.dagar) == len(r)
            if lj:
                assert {x.ljus for x in r} <= {lj}
            if anordnare:
                assert {x.anordnare for x in r} <= {anordnare}
        raknare = ko.raknare(e)
        assert raknare.mina == len(_alla(e, KoFilter()))
        assert raknare.alla == len(_alla(e, KoFilter(urval="alla"))) > raknare.mina > 0
        assert raknare.bevakas == len(_alla(e, KoFilter(del_="bevakas"))) > 0
        assert raknare.forsenat == len(_alla(e, KoFilter(ljus="rod"))) > 0
        assert raknare.arenden == len(arende.lista(e))


def test_the_queue_is_what_the_facts_give_one_row_per_thing_to_do(oppna: Oppna, regelverk: Regelverkssamling) -> None:
    with oppna("") as e:
        vantat = sorted(
            (rad.nyckel, f.kod, f.avser, ljus(f, IDAG))
            for _, fakta, rad in alla_fakta(e.session)
            for f in frister(fakta, regelverk)
            if f.huvud and ljus(f, IDAG) in ("rod", "gul", "gron", "vilande")
        )
        frister_ = [x for x in _alla(e, KoFilter(del_="alla")) if x.kod != "brist"]
        assert sorted((x.insats, x.kod, x.avser, x.ljus) for x in frister_) == vantat


def test_any_page_is_the_same_as_that_part_of_the_whole(oppna: Oppna) -> None:
    with oppna("") as e:
        for sortering, fallande in product(
            ("frist", "kund", "insats", "anordnare", "att_gora", "kundansvarig"), (False, True)
        ):
            f = KoFilter(urval="alla", del_="alla", sortering=sortering, fallande=fallande)
            o = ko.oversikt(e, f)
            hela = ko.sida(e, f, 0, 100_000, o)
            assert len({x.frist_id for x in hela}) == o.totalt
            for fran in (0, 1, 7, o.totalt // 2, o.totalt - 3, o.totalt, o.totalt + 5):
                assert ko.sida(e, f, fran, 20, o) == hela[fran : fran + 20], (sortering, fallande, fran)
                assert ko.sida(e, f, fran, 20, None) == hela[fran : fran + 20], (sortering, fallande, fran)


def test_the_order_is_that_of_the_groups_and_of_swedish(oppna: Oppna) -> None:
    with oppna("") as e:
        r = _alla(e, KoFilter(urval="alla", del_="alla"))
        assert [GRUPPER.index(x.grupp) for x in r] == sorted(GRUPPER.index(x.grupp) for x in r)
        assert [(x.vilande, x.forfaller) for x in r] == sorted((x.vilande, x.forfaller) for x in r)
        namn = [x.kund for x in _alla(e, KoFilter(urval="alla", sortering="kund")) if not x.skyddad]
        assert namn == sorted(namn, key=lambda n: sortnyckel(n.replace(",", "")))
        anordnare = [x.anordnare for x in _alla(e, KoFilter(urval="alla", sortering="anordnare"))]
        assert anordnare == sorted(anordnare, key=sortnyckel)


def test_protected_persons_are_masked_and_not_found_by_name(oppna: Oppna) -> None:
    with oppna("") as e:
        skyddade = e.session.scalars(select(Kundidentitet).where(Kundidentitet.skydd.is_not(None))).all()
        oskyddade = {
            (i.efternamn, i.fornamn)
            for i in e.session.scalars(select(Kundidentitet).where(Kundidentitet.skydd.is_(None)))
        }
        assert len(skyddade) >= 3
        sedda = 0
        for x in _alla(e, KoFilter(urval="alla", del_="alla")):
            if x.skyddad:
                sedda += 1
                assert x.kund == f"Ärende {x.insats} · skyddad"
                d = ko_detalj.detalj(e, x.frist_id)
                assert d is not None
                assert d.underrubrik.startswith(x.kund)
        assert sedda > 0
        for s in skyddade:
            assert s.fornamn and s.efternamn
            if (s.efternamn, s.fornamn) not in oskyddade:
                for rad in _alla(e, KoFilter(urval="alla", del_="alla", sok=f"{s.fornamn} {s.efternamn}")):
                    assert not rad.skyddad


def test_search_finds_names_without_accents_case_numbers_and_anordnare(oppna: Oppna) -> None:
    with oppna("") as e:
        alla = _alla(e, KoFilter(urval="alla"))
        x = next(r for r in alla if not r.skyddad and any(t in r.kund for t in "åäöÅÄÖéçłđ"))
        utan = ko.sokform(x.kund.split(",")[0])
        assert x in _alla(e, KoFilter(urval="alla", sok=utan))
        assert {r.insats for r in _alla(e, KoFilter(urval="alla", sok=x.insats))} == {x.insats}
        assert {r.anordnare for r in _alla(e, KoFilter(urval="alla", sok=x.anordnare))} >= {x.anordnare}
        assert _alla(e, KoFilter(urval="alla", sok="100%_finns' inte")) == []


def test_each_role_sees_what_it_answers_for(oppna: Oppna) -> None:
    with oppna("arbetsledare") as e:
        assert {x.kod for x in _alla(e, KoFilter())} == {"forlangning"}
        assert len(_alla(e, KoFilter(urval="alla"))) > 50
    with oppna("dataskyddssamordnare") as e:
        assert {x.kod for x in _alla(e, KoFilter())} == {"incident_bedomning"}
    for roll in ("systemspecialist", "kvalitetsutvecklare", "kundkoordinator"):
        with oppna(roll) as e:
            for urval, del_ in product(("mina", "alla"), ("gora", "bevakas", "alla")):
                assert _alla(e, KoFilter(urval, del_)) == []


def test_tomorrow_needs_no_night_job(oppna: Oppna, regelverk: Regelverkssamling) -> None:
    """The stored rows answer for any later day without being rewritten."""
    for n in (1, 3, 12, 40):
        dag = IDAG + timedelta(days=n)
        with oppna("", dag) as e:
            vantat = sum(
                f.huvud and ljus(f, dag) in ("rod", "gul", "gron", "vilande")
                for _, fakta, _ in alla_fakta(e.session)
                for f in frister(fakta, regelverk)
            )
            alla, brister = (ko.oversikt(e, KoFilter("alla", "alla", slag=s)).totalt for s in (None, "brist"))
            assert alla - brister == vantat


def test_a_frist_says_why_in_the_panel(oppna: Oppna) -> None:
    with oppna("") as e:
        for x in _alla(e, KoFilter(urval="alla", del_="alla"))[:150]:
            d = ko_detalj.detalj(e, x.frist_id)
            assert d is not None
            assert d.rubrik == x.att_gora
            assert d.forklaring
            assert all(s.endswith(".") for s in d.forklaring)
            if x.kod == "granska_rapport" and not x.vilande:
                assert any("Godkänn månadsrapport" in s for s in d.inuti)
        sista = e.session.scalar(select(func.max(Frist.id))) or 0
        assert ko_detalj.detalj(e, sista + 1) is None


def test_a_protected_name_is_shown_only_to_whom_it_may_and_that_is_logged(oppna: Oppna) -> None:
    from kundvalsdesk.models import Insats, Logg

    with oppna("arbetsledare", skriv=True) as e:
        i = e.session.scalars(select(Insats).where(Insats.skydd.is_not(None))).first()
        assert i is not None
        identitet = e.session.get_one(Kundidentitet, i.kund_id)
        dold = arende.hamta(e, i.nyckel)
        assert identitet.efternamn and identitet.efternamn not in repr(replace(dold, anordnare=""))
        assert dold.far_avsloja
        visad = arende.hamta(e, i.nyckel, avsloja=True)
        assert visad.kund == f"{identitet.efternamn}, {identitet.fornamn}"
    with oppna("") as e:
        assert e.session.scalars(select(Logg.falt).where(Logg.insats_id == i.id)).all() == ["visad"]


def test_the_first_page_says_what_it_knows_and_no_more(oppna: Oppna) -> None:
    with oppna("") as e:
        for f in (KoFilter(), KoFilter(ljus="rod"), KoFilter(sortering="kund"), KoFilter(fallande=True)):
            o = ko.oversikt(e, f)
            rader_, hela = ko.forsta_sida(e, f, o.totalt + 1)
            assert not hela.preliminar
            assert (hela.totalt, hela.grupper, hela.ljus) == (o.totalt, o.grupper, o.ljus)
            assert len(rader_) == o.totalt
            del_, forst = ko.forsta_sida(e, f, 10)
            assert forst.preliminar and forst.totalt == 10
            assert del_ == rader_[:10]
