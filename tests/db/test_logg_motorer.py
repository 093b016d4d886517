"""The log says the same whoever writes it: the services in a local file, the database itself in a shared one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from db.varld import Varld
from sqlalchemy import select, text

from kundvalsdesk.models import Handling, Logg
from kundvalsdesk.models.logginnehall import DIREKT
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.kontroll import kontrollera

MOTE = {"typ": "trepart", "dag": "2024-06-20", "fran": "09.00", "till": "10.00", "plats": "Torget",
        "kunden": "ja", "anordnaren": "nej", "jag": "ja"}  # fmt: skip
STEG: list[tuple[str, str, str, dict[str, str]]] = [
    ("2024-05-02", "valj_anordnare", "", {"anordnare": "Björken", "forvald": "ja"}),
    ("2024-05-03", "aktualisera", "", {"datum": "2024-05-03"}),
    ("2024-05-06", "bemanna", "", {"datum": "2024-05-06", "jobbexpert": "Moa Ceder"}),
    ("2024-05-07", "uppdrag", "", {"datum": "2024-05-07", "start": "2024-05-13", "omfattning": "50",
                                   "deltid_skal": "Läser sfi.", "beskrivning": "Butik."}),
    ("2024-05-14", "kontakt", "", {"typ": "uppstartsmote", "datum": "2024-05-14"}),
    ("2024-06-05", "plan_inkommen", "", {"datum": "2024-06-05"}),  # late: a brist
    ("2024-06-05", "plan_aterremiss", "1", {"datum": "2024-06-05", "skal": "Delmål saknas. ”å”"}),
    ("2024-06-06", "plan_igen", "1", {"datum": "2024-06-06"}),
    ("2024-06-07", "franvaro_registrera", "", {"typ": "sjuk", "fran": "2024-06-06", "till": "2024-06-07"}),
    ("2024-06-10", "franvaro_ta_bort", "sjuk:2024-06-06", {"skal": "Gällde en annan kund."}),
    ("2024-06-10", "rapport_klarmarkera", "2024-05", {"datum": "2024-06-10"}),
    ("2024-06-12", "rapport_aterremiss", "2024-05", {"datum": "2024-06-12", "skal": "Tunn."}),
    ("2024-06-13", "rapport_igen", "2024-05", {"datum": "2024-06-13"}),
    ("2024-06-14", "rapport_aterremiss", "2024-05", {"datum": "2024-06-14", "skal": "Tunn än."}),
    ("2024-06-17", "mote_planera", "", MOTE),
    ("2024-06-20", "avsluta", "", {"avslutstyp": "fortid", "avslutsorsak": "arbete", "sista_dag": "2024-06-28",
                                   "beslut": "2024-06-20", "kommentar": "Anställning."}),
    ("2024-06-20", "avbrottsdokument", "", {}),
]  # fmt: skip


def beratta(databas: Databas, regelverk: Any) -> list[tuple[Any, ...]]:
    v = Varld(databas, regelverk)
    kund = v.gor(
        "2024-05-02", "registrera_kund", fornamn="Nilo", efternamn="Ström", malgrupp="bistand",
        fodelsedatum="1988-08-08", ekonomiskt_bistand="ja",
    ).kunder[0]  # fmt: skip
    insats = v.gor("2024-05-02", "besluta", mal=kund, kod="AMI1", datum="2024-05-02").insatser[0]
    for dag, kod, mal, varden in STEG:
        v.gor(dag, kod, insats, mal, version=1 if kod == "franvaro_ta_bort" else None, **varden)
    with v.enhet("2024-06-20", "syss", skriv=True) as e:
        from kundvalsdesk.services import handlingar, installningar

        nya = {"namn": "Enheten", "enhet": "Norr", "kontakt": "post@exempel.se"}
        sedd = installningar.formular_organisation(e).sedd_version
        handlingar.utfor(e, "organisation", "", "", sedd, nya)
    assert kontrollera(databas).fel == ()
    with transaktion(databas) as s:
        rader = s.execute(
            select(
                Handling.namn, Handling.anvandare, Handling.roll, Logg.tabell, Logg.rad_id, Logg.kund_id,
                Logg.insats_id, Logg.falt, Logg.gammalt, Logg.nytt,
            )
            .join(Logg, Logg.handling_id == Handling.id)
            .where(Handling.namn != "importera")
            .order_by(Logg.id)
        ).all()  # fmt: skip
    return [_utan_slump(r) for r in rader]


def _utan_slump(r: Any) -> tuple[Any, ...]:
    """Without what differs from one time to the next: a number drawn, a moment, the size of what holds a moment."""
    namn, vem, roll, tabell, rad, kund, insats, falt, *varden = r
    stund = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d|\d+ byte|[0-9a-f]{64}|.*@kundvalsdesk.*|[0-9a-f-]{36}.*")
    tal = falt.endswith("_id")
    varden = ["…" if v and (tal or stund.fullmatch(v)) else v for v in varden]
    return namn, vem, roll, tabell, rad is None, kund is None, insats, falt, *varden


def test_a_story_leaves_the_same_rows_on_both(ny_databas: Callable[[str], Databas], regelverk: Any) -> None:
    har, dar = (beratta(ny_databas(motor), regelverk) for motor in ("sqlite", "postgresql"))
    nyckel = str
    assert sorted(har, key=nyckel) == sorted(dar, key=nyckel)
    # Action by action, in the order they were done.
    assert list(dict.fromkeys(r[0] for r in har)) == list(dict.fromkeys(r[0] for r in dar))
    assert {"kund", "insats", "brist", "franvaro", "dokument", "installning"} <= {r[3] for r in har}
    assert {"skal"} <= {r[7] for r in har}


def test_what_anything_else_changes_is_logged_too(ny_databas: Callable[[str], Databas], regelverk: Any) -> None:
    v = Varld(ny_databas("postgresql"), regelverk)
    with v.databas.engine.begin() as c:
        c.execute(text("SET DateStyle = 'German'"))
        c.execute(text("UPDATE kund SET ekonomiskt_bistand = false, version = version + 1 WHERE nyckel = 'K0001'"))
        c.execute(text("UPDATE kundidentitet SET fodelsedatum = '1990-02-04', sortnyckel = 'x' WHERE kund_id = 1"))
        c.execute(text("UPDATE kundidentitet SET fornamn = fornamn"))
        c.execute(text("DELETE FROM auktorisation WHERE avser = 'FAI'"))
    with v.databas.engine.begin() as c:
        c.execute(text("UPDATE kund SET malgrupp = 'kaa' WHERE nyckel = 'K0001'"))
        c.rollback()
    assert kontrollera(v.databas).fel == ()
    with transaktion(v.databas) as s:
        h = s.scalars(select(Handling).where(Handling.namn == DIREKT)).one()
        rader = s.execute(
            select(Logg.tabell, Logg.kund_id, Logg.falt, Logg.gammalt, Logg.nytt)
            .where(Logg.handling_id == h.id)
            .order_by(Logg.id)
        ).all()
    assert h.anvandare == "postgres" and abs((h.tid.date() - date.today()).days) <= 1
    assert [tuple(r) for r in rader] == [
        ("kund", 1, "ekonomiskt_bistand", "ja", "nej"),
        ("kundidentitet", 1, "fodelsedatum", "1990-02-03", "1990-02-04"),
        ("auktorisation", None, "anordnare_id", "3", None),
        ("auktorisation", None, "avser", "FAI", None),
        ("auktorisation", None, "fran", "2021-03-01", None),
    ]
