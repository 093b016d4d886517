"""Every action by each role on a shared database, by their rights alone: it goes as in a file, and none is left out.

A test that owns the database is met by no policy. Here the rows that an action needs are made by the owner, and then
whoever acts is who they are for the server, in the same transaction, which is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from kundvalsdesk import models as m
from kundvalsdesk.fel import KundvalsdeskFel, Nekad
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import handlingar, logglista
from kundvalsdesk.services.arbetsenhet import enhet
from kundvalsdesk.services.bedomningsformular import KLAR, OPPNA, SATT
from kundvalsdesk.services.typer import Aktor

from .handlingsscener import ARENDETS, DAG, OVRIGA, REGISTRENS, Lage, Scen
from .inloggade import Inloggade, Inloggadvarld
from .varld import AGARE, BLAD, Varld, skriv_loggen

_ARENDE = {"kod": "AMI2", "anordnare": "Björken", "beslut": "2024-05-20", "aktualiserad": "2024-05-21",
           "bemannad": "2024-05-22", "uppdrag": "2024-05-24", "start": "2024-06-03", "omfattning": "100"}  # fmt: skip
MER = {
    "handlaggare": [
        *BLAD["handlaggare"],
        {"anvandare": "kval", "namn": "Kvalle Ro", "roll": "kvalitetsutvecklare"},
        {"anvandare": "vika", "namn": "Vilma Kall", "roll": "karriarvagledare"},
    ],
    "insatser": [{"insats": f"I{n}", "kund": f"K000{n}", **_ARENDE} for n in (1, 2)],
}
ANNORSTADES = {
    "uppfoljning_": "test_uppfoljning.py",
    "uppfoljningssteg_": "test_uppfoljning.py",
    "uppfoljningskrav": "test_uppfoljning.py",
    "uppfoljningspunkt": "test_kontrollpunkter.py",
    "uppfoljningsredovisning_": "test_redovisningar.py",
    "besok": "test_besok.py",
    "atgard": "test_atgarder.py",
    "stickprov_": "test_stickprov.py",
    "kvalitetsrapport_": "test_kvalitetsrapport.py",
    "rapportavsnitt_": "test_kvalitetsrapport.py",
    "avsnittskommentar": "test_kvalitetsrapport.py",
    "kundenkat_dra": "test_kundenkat.py",
    "gallring_uppratta": "test_gallring.py",
    "stickprov": "test_alla_handlingar.py",
}
"""What has a test by logins of its own: how the code begins, and where it is."""
BEDOMNINGENS = {SATT, KLAR, OPPNA}
"""Tried in test_bedomningar by these names."""
DELAR = 4
"""Several processes share them."""
OPPET, SKYDDAT = "I1", "I2"
OPPNAS = ("anlu", "boek", "gust", "kval", "syss", "dass")
ARENDENAS = ("anlu", "boek", "anlu*", "boek*", "vika*", "gust*", "kval", "syss", "dass")
"""Whose kund it is, a colleague, whoever has a protected (*) one for a while, and the other roles."""


class _Tillbaka(Exception):
    pass


def hinder(v: Varld, kod: str, scen: Scen, vem: str) -> str:
    """Why it is not done; nothing if it is. Nothing stays."""
    try:
        _gor(v, kod.split()[0], scen, vem.rstrip("*"), SKYDDAT if vem.endswith("*") else OPPET)
    except _Tillbaka:
        return ""
    except Nekad as fel:
        return f"nekad: {fel.kod}"
    except KundvalsdeskFel as fel:
        return f"{type(fel).__name__}: {fel.mening}"
    raise AssertionError


def _gor(v: Varld, kod: str, scen: Scen, som: str, insats: str) -> None:
    with enhet(v.databas, AGARE, v.regelverk, date.fromisoformat(DAG), skriv=True) as e:
        s = e.session
        s.execute(text("SET LOCAL session_replication_role = replica"))
        i = s.scalars(select(m.Insats).where(m.Insats.nyckel == insats)).one()
        jag = s.scalars(select(m.Handlaggare).where(m.Handlaggare.anvandare == som)).one()
        kund = s.get_one(m.Kund, i.kund_id)
        if som == "vika":
            s.add(m.Overlamning(kund_id=kund.id, fran_id=i.kundansvarig_id, till_id=jag.id, datum=date(2024, 9, 1),
                                ater=date(2099, 1, 1)))  # fmt: skip
            s.flush()
        rad = scen.innan(Lage(s, i, jag, v.regelverk))
        s.flush()
        mal = scen.mal.replace("{id}", str(rad.id)).replace("{kund}", kund.nyckel)
        sedd = scen.sedd(e) if callable(scen.sedd) else getattr(rad, "version", 0) if scen.sedd is None else scen.sedd
        e.aktor = Aktor(jag.anvandare, jag.namn, frozenset({jag.roll}), jag.id)
        s.expunge_all()
        s.execute(text("SET LOCAL session_replication_role = origin"))
        s.execute(text(f"SET SESSION AUTHORIZATION {som}"))
        arende = insats if scen.arende and kod != "besluta" else ""
        if scen.forst:
            handlingar.utfor(
                e, scen.forst[0], arende, scen.forst[1], 0 if scen.sedd is not None else sedd, scen.forst[2]
            )
            skriv_loggen(e)
            e.handling_id = str(uuid4())
            if scen.sedd is None:
                sedd = s.get_one(type(rad), rad.id).version
        if scen.gor:
            scen.gor(e, insats)
        else:
            handlingar.utfor(e, kod, arende, mal, sedd, scen.varden)
        s.flush()
        for sats, varden in e.sist:
            s.execute(text(sats), varden)
        skriv_loggen(e)
        raise _Tillbaka


@pytest.fixture
def v(ny_databas: object, regelverk: Regelverkssamling) -> Iterator[Inloggadvarld]:
    databas = ny_databas("postgresql")  # type: ignore[operator]
    with Inloggade(databas) as inloggade:
        varld = Inloggadvarld(databas, regelverk, inloggade, MER)
        for h in MER["handlaggare"]:
            inloggade.som(h["anvandare"])
        yield varld


def _prova(v: Varld, scener: dict[str, Scen], alla: tuple[str, ...]) -> None:
    fel = []
    for kod, scen in scener.items():
        for vem in alla:
            varfor = hinder(v, kod, scen, vem)
            if (varfor == "") != (vem in scen.vem.split()) or (varfor and not varfor.startswith("nekad")):
                fel.append(f"{kod}, {vem}: {varfor or 'gick'}")
    assert not fel, "\n".join(fel)


@pytest.mark.parametrize("del_", range(DELAR))
def test_of_a_case_by_whoever_may_and_nobody_else(v: Varld, del_: int) -> None:
    _prova(v, dict(list((ARENDETS | OVRIGA).items())[del_::DELAR]), ARENDENAS)


def test_of_the_unit_by_whoever_may_and_nobody_else(v: Varld) -> None:
    _prova(v, REGISTRENS, OPPNAS)


def test_a_sample_of_the_log_by_login(v: Inloggadvarld) -> None:
    """Only what has been read, in a transaction that is over, is there to be signed for."""
    v.gor(DAG, "kontakt", OPPET, version=1, typ="trepart", datum=DAG)
    fraga = logglista.Loggfraga()
    with v.enhet(DAG, "dass", skriv=True) as e:
        rader = list(logglista.las(e, fraga, logglista.anteckna_lasning(e, fraga)))
    with v.enhet(DAG, "dass", skriv=True) as e:
        handlingar.utfor(e, "stickprov", "", str(rader[0].nummer), 0, {"utfall": "inget", "fynd": ""})


def test_no_action_is_left_out() -> None:
    har = {k.split()[0] for k in (*ARENDETS, *REGISTRENS)}
    for kod in handlingar.HANDLINGAR:
        if kod in har | BEDOMNINGENS:
            continue
        borjan = max((b for b in ANNORSTADES if kod.startswith(b)), key=len, default=None)
        assert borjan is not None, f"{kod} has no scene and no test by logins"
        prov = (Path(__file__).parent / ANNORSTADES[borjan]).read_text(encoding="utf-8")
        sagd = (f'"{kod}"', f'"{kod.removeprefix("uppfoljnings")}"', kod.replace("_", ".", 1) + "(")
        assert any(x in prov for x in sagd) and ("enhetens(" in prov or "Inloggade(" in prov), kod
