"""The demo as a database: it imports without a word of complaint, and its queue looks alive on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hog import HOGENS_DAG, lagg_hog
from pypdf import PdfReader
from sqlalchemy import func, select

from kundvalsdesk.models import (
    Anteckning,
    Bilaga,
    Framtidsplan,
    Handlaggare,
    Kartlaggning,
    Meddelande,
    Mote,
    Rapportinnehall,
)
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.fakta import Insatsfakta, Retur
from kundvalsdesk.rules.frister import frister
from kundvalsdesk.rules.granskning import anmarkningar
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.trafikljus import ljus
from kundvalsdesk.services import filtyp, granskning, granskningsunderlag, mottagning
from kundvalsdesk.services.arbetsenhet import Arbetsenhet, aktor_for, enhet, transaktion
from kundvalsdesk.services.demo import INLOGGAD, arendeord, rader, skriv_texter
from kundvalsdesk.services.demo.parkerade import parkera
from kundvalsdesk.services.frister import alla_fakta
from kundvalsdesk.services.granskningsunderlag import Sak
from kundvalsdesk.services.overforing.inlasning import las_in
from kundvalsdesk.services.typer import ROLLER, Aktor

AGARE = Aktor("demo", "demo", frozenset(ROLLER), agare=True)

ALLTID = {
    "avbrottsdokument", "bemanning", "forlangning", "genomforandeplan", "godkann_rapport", "granska_plan",
    "granska_slutrapport", "incident", "incident_bedomning", "incident_vidare", "komplettera_rapport", "lakarintyg",
    "lakarintyg_kv", "lang_ledighet", "lang_sjukskrivning", "manadsrapport", "ogiltig_franvaro", "reviderad_plan",
    "slutdatum", "slutrapport_avbruten", "slutrapport_fortid", "slutrapport_fullfoljd", "slutrapport_sen", "uppdrag",
    "uppfoljning", "uppstartsmote", "vabintyg", "vabintyg_kv",
}  # fmt: skip


@pytest.mark.parametrize("idag", [date(2026, 11, 21), date(2026, 9, 7), date(2025, 12, 25), date(2025, 7, 15)])
def test_demo_imports_clean_and_its_queue_is_alive(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, idag: date
) -> None:
    databas = ny_databas("sqlite")
    ut = las_in(databas, AGARE, regelverk, idag, rader(idag))
    assert ut.fel == ()
    assert len(ut.varningar) <= 2
    assert ut.inlasta["kunder"] == 400

    ljusen: Counter[tuple[str, str]] = Counter()
    koder: Counter[str] = Counter()
    per_kv: Counter[int] = Counter()
    sena: Counter[int] = Counter()
    with enhet(databas, AGARE, regelverk, idag) as e:
        roller = dict(e.session.execute(select(Handlaggare.id, Handlaggare.roll)).all())
        for _, fakta, rad in alla_fakta(e.session):
            for f in frister(fakta, regelverk):
                lyser = ljus(f, idag)
                if lyser not in ("rod", "gul", "gron", "vilande") or lyser is None:
                    continue
                koder[f.kod] += 1
                if f.huvud:
                    ljusen[f.ansvarig, lyser] += 1
                    if f.ansvarig == "KV" and lyser != "vilande":
                        per_kv[rad.kundansvarig_id] += 1
                        sena[rad.kundansvarig_id] += lyser == "rod"
    assert koder.keys() >= ALLTID
    assert {roller[i] for i in per_kv} == {"karriarvagledare"}
    assert len(per_kv) == 6
    # Some two dozen things to do each, more when the reports come in; a fifth late, or fewer.
    assert all(10 <= n <= 60 for n in per_kv.values()), per_kv
    assert sum(sena.values()) <= 0.25 * sum(per_kv.values())
    assert min(sum(sena.values()), ljusen["KV", "gul"], ljusen["KV", "gron"], ljusen["KV", "vilande"]) >= 5
    assert ljusen["ANO", "rod"] <= 0.25 * (ljusen["ANO", "gul"] + ljusen["ANO", "gron"])
    assert ljusen["AL", "gron"] + ljusen["AL", "gul"] >= 2


def _vantar(e: Arbetsenhet) -> dict[Sak, tuple[Any, Any]]:
    """Everything that has come in and is not approved, with its facts and its row of the insats."""
    ut: dict[Sak, tuple[Any, Any]] = {}
    for i, f, rad in alla_fakta(e.session):
        ut |= {(i, "plan", str(p.version)): (f, rad) for p in f.planer if p.inkommen and not p.godkand}
        ut |= {(i, "rapport", r.manad): (f, rad) for r in f.rapporter if r.klarmarkerad and not r.godkand}
        if f.slutrapport and f.slutrapport.inkommen and not f.slutrapport.godkand:
            ut[i, "slutrapport", "slut"] = (f, rad)
    return ut


def _returer(f: Insatsfakta, sak: Sak) -> tuple[Retur, ...]:
    if sak[1] == "plan":
        return next(p.returer for p in f.planer if str(p.version) == sak[2])
    if sak[1] == "rapport":
        return next(r.returer for r in f.rapporter if r.manad == sak[2])
    return f.slutrapport.returer if f.slutrapport else ()


@pytest.mark.parametrize("idag", [date(2026, 11, 21), date(2026, 9, 7), date(2025, 7, 15)])
def test_everything_that_waits_has_a_text_and_a_third_of_it_flags(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling, idag: date
) -> None:
    databas = ny_databas("sqlite")
    las_in(databas, AGARE, regelverk, idag, rader(idag))
    with transaktion(databas, skriv=True) as session:
        assert 300 < skriv_texter(session, regelverk, idag) < 1500
    with enhet(databas, AGARE, regelverk, idag) as e:
        vantar = _vantar(e)
        skrivna = granskningsunderlag.texter(e, list(vantar))
        koder: Counter[str] = Counter()
        rena = granskas = 0
        for sak, (f, rad) in vantar.items():
            u = granskningsunderlag.bygg(e, sak, f, rad.kundval, skrivna)
            assert u is not None, sak
            funna = {a.kod for a in anmarkningar(u)}
            koder.update(funna)
            returer = _returer(f, sak)
            if not returer:
                granskas += 1
                rena += not funna
            elif returer[-1].inkommen_igen is None:
                assert funna, sak  # what was sent back had something to send it back for
        assert 0.55 <= rena / granskas <= 0.8
        assert len(koder) >= 14, koder
        min_id = e.session.scalar(select(Handlaggare.id).where(Handlaggare.anvandare == INLOGGAD))
        mina = Counter(sak[1] for sak, (_, rad) in vantar.items() if rad.kundansvarig_id == min_id)
    assert mina.keys() == {"plan", "rapport", "slutrapport"}
    assert 12 <= sum(mina.values()) <= 40, mina


def test_the_same_day_gives_the_same_texts(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> None:
    idag = date(2026, 11, 21)

    def texter() -> list[str]:
        databas = ny_databas("sqlite")
        las_in(databas, AGARE, regelverk, idag, rader(idag))
        with transaktion(databas, skriv=True) as session:
            skriv_texter(session, regelverk, idag)
            r = Rapportinnehall
            return [*session.scalars(select(r.innehall).order_by(r.insats_id, r.slag, r.avser, r.omgang))]

    assert texter() == texter()


def test_three_hundred_reports_wait_for_one(databas: Databas, regelverk: Regelverkssamling) -> None:
    """The heap that the tests of the review are drawn from; the texts suit both engines."""
    lagg_hog(databas, regelverk)
    with enhet(databas, AGARE, regelverk, HOGENS_DAG) as e:
        vantar = _vantar(e)
        assert Counter(sak[1] for sak in vantar) == {"rapport": 300}
        assert {rad.kundansvarig_id for _, rad in vantar.values()} == {1}
        antal = e.session.scalar(select(func.count()).select_from(Rapportinnehall))
        assert antal == 300 * 3


def test_forms_are_kept_aside_when_the_demo_is_open(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    """One that can be taken in, and one that came too late; both files are as they came."""
    idag = date(2026, 11, 21)
    databas = ny_databas("sqlite")
    las_in(databas, AGARE, regelverk, idag, rader(idag))
    with transaktion(databas, skriv=True) as session:
        skriv_texter(session, regelverk, idag)
        kv = aktor_for(session.connection(), INLOGGAD)
    assert parkera(lambda: enhet(databas, kv, regelverk, idag, skriv=True)) == 2
    with enhet(databas, kv, regelverk, idag) as e:
        assert [p.kan_tas_in for p in granskning.parkerade(e)] == [True, False]
        assert granskning.lista(e).parkerade == 2
        for p in granskning.parkerade(e):
            namn, data = mottagning.original(e, p.inlamning_id)
            assert namn.endswith(".xlsx") and data.startswith(b"PK")


def test_every_tab_of_a_case_has_something_to_show(
    ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling
) -> None:
    databas, idag = ny_databas("sqlite"), date(2026, 11, 18)
    las_in(databas, AGARE, regelverk, idag, rader(idag))
    with transaktion(databas, skriv=True) as s:
        arendeord.skriv(s, idag)
    with transaktion(databas) as s:
        for tabell in (Kartlaggning, Framtidsplan, Meddelande):
            assert (s.scalar(select(func.count()).select_from(tabell)) or 0) > 50
        assert set(s.scalars(select(Mote.lage))) == {"hallet", "planerat"}
        assert {r is None for r in s.scalars(select(Anteckning.signerad))} == {True, False}
        bilagor = s.execute(select(Bilaga.namn, Bilaga.innehall, Bilaga.mediatyp)).all()
    for b in bilagor:
        assert filtyp.filtyp(b.innehall).mediatyp == b.mediatyp
    assert {b.mediatyp for b in bilagor} == {"application/pdf", "image/png"}
    pdf = next(b.innehall for b in bilagor if b.mediatyp == "application/pdf")
    assert "(exempel)" in PdfReader(BytesIO(pdf), strict=True).pages[0].extract_text()
