"""A package into which somebody who has its phrase has written with another tool: it is not believed blindly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from db.paketvarld import FRAS, IDAG, Offline, Paketvarld
from sqlalchemy import func, select, text

from kundvalsdesk.fel import Databasfel
from kundvalsdesk.models import Granskningsutkast, Handling, Insats, Paket
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services.arbetsenhet import transaktion
from kundvalsdesk.services.paket.fil import oppna_paket
from kundvalsdesk.services.paket.intag import avsluta, ta_in
from kundvalsdesk.services.utkast import UTKAST_HOGST, spara_utkast

GODKANN = {"datum": "2024-09-11", "bedomning": "fortsatt"}
AVSLUT = {"avslutstyp": "avbruten", "orsak_avbruten": "flytt", "sista_dag": "2024-09-20", "beslut": "2024-09-11"}


@pytest.fixture
def lokal(ny_databas: Callable[[str], Databas], regelverk: Any) -> Paketvarld:
    return Paketvarld(ny_databas("sqlite"), regelverk)


@pytest.fixture
def fil(lokal: Paketvarld, tmp_path: Path) -> Path:
    plats = tmp_path / "med.kvpaket"
    lokal.ta_ut(plats)
    return plats


def skriv(fil: Path, sats: str, **varden: object) -> None:
    databas, _ = oppna_paket(fil, FRAS)
    try:
        with transaktion(databas, skriv=True) as s:
            s.execute(text(sats), varden)
    finally:
        databas.stang()


def beslut(fil: Path, **mer: object) -> None:
    """A decision that nobody has taken in the program."""
    rad = {
        "hid": str(uuid4()), "kod": "rapport_godkann", "insats": "2024-01", "mal": "2024-08", "version": 1,
        "varden": json.dumps(GODKANN),
    } | mer  # fmt: skip
    skriv(
        fil,
        "INSERT INTO paketbeslut (handling_id, kod, insats, mal, sedd_version, varden, tid) "
        "VALUES (:hid, :kod, :insats, :mal, :version, :varden, '2024-09-11 10:00:00')",
        **rad,
    )


def antal(v: Paketvarld) -> int:
    with transaktion(v.databas) as s:
        return s.scalar(select(func.count()).select_from(Handling)) or 0


@pytest.mark.parametrize(
    "mer",
    [
        {"kod": "avsluta", "mal": "", "varden": json.dumps(AVSLUT)},
        {"kod": "organisation", "varden": '{"namn": "x", "enhet": "x", "kontakt": "x"}'},
        {"kod": "granskning_angra", "mal": "rapport:2024-08", "varden": "{}"},
        {"kod": "hej"},
        {"insats": "2024-09"},
        {"insats": ""},
        {"varden": "{{"},
        {"varden": "[]"},
        {"varden": '{"datum": 5}'},
        {"varden": '{"datum": null}'},
        {"hid": "x" * 500},
        {"version": "ett"},
    ],
    ids=lambda m: ", ".join(f"{k} {v}"[:30] for k, v in m.items()),
)
def test_ett_beslut_som_programmet_inte_kan_ha_antecknat(mer: dict[str, Any], lokal: Paketvarld, fil: Path) -> None:
    beslut(fil, insats="2024-02")
    with lokal.enhet(IDAG) as e:
        version = e.session.scalars(select(Insats.version).where(Insats.nyckel == "2024-01")).one()
    beslut(fil, **{"version": version} | mer)
    fore = antal(lokal)
    with pytest.raises(Databasfel) as fel:
        ta_in(lokal.ny_enhet(), fil, FRAS)
    assert fel.value.kod == "skadat"
    assert antal(lokal) == fore
    assert lokal.rapport("2024-02").godkand is None
    assert fil.exists()


def test_ett_id_som_hor_till_nagot_annat_raknas_inte_som_gjort(
    lokal: Paketvarld, fil: Path, regelverk: Any
) -> None:  # fmt: skip
    with Offline(fil, regelverk) as p:
        p.godkann("2024-01")
    assert ta_in(lokal.ny_enhet(), fil, FRAS).inlasta == 1
    with transaktion(lokal.databas) as s:
        gjort = s.scalars(select(Handling.id).where(Handling.namn == "rapport_godkann")).one()
    skriv(fil, "DELETE FROM paketbeslut")
    beslut(fil, hid=gjort, insats="2024-02")
    ut = ta_in(lokal.ny_enhet(), fil, FRAS)
    assert (ut.inlasta, ut.redan, len(ut.nekade)) == (0, 0, 1)
    assert lokal.rapport("2024-02").godkand is None


@pytest.mark.parametrize(
    ("nyckel", "varde"),
    [("$.id", "inte ett id"), ("$.id", 5), ("$.antal", "fem"), ("$.handlaggare_id", "x"), ("$.handlaggare", 7),
     ("$.namn", 7), ("$.aktor.roller", 7), ("$.databas", None)],
)  # fmt: skip
def test_vad_paketet_sager_om_sig_sjalvt(nyckel: str, varde: Any, lokal: Paketvarld, fil: Path) -> None:
    skriv(fil, "UPDATE installning SET varde = json_set(varde, :k, :v) WHERE nyckel = 'paket'", k=nyckel, v=varde)
    with pytest.raises(Databasfel) as fel:
        ta_in(lokal.ny_enhet(), fil, FRAS)
    assert fel.value.kod == "inte_paket"


def test_handlaggaren_i_registret_ar_den_hemma(lokal: Paketvarld, fil: Path) -> None:
    skriv(fil, "UPDATE installning SET varde = json_set(varde, '$.id', :i, '$.handlaggare_id', 99999)", i=str(uuid4()))
    ut = ta_in(lokal.ny_enhet(), fil, FRAS)
    avsluta(lokal.ny_enhet(), fil, FRAS, ut)
    with transaktion(lokal.databas) as s:
        assert len({p.handlaggare_id for p in s.scalars(select(Paket))}) == 1


def test_en_tabell_saknas(lokal: Paketvarld, fil: Path) -> None:
    skriv(fil, "DROP TABLE paketbeslut")
    with pytest.raises(Databasfel) as fel:
        ta_in(lokal.ny_enhet(), fil, FRAS)
    assert fel.value.kod == "skadat"


def test_tva_utkast_som_inte_ryms_ihop_hindrar_inte_och_visas(lokal: Paketvarld, fil: Path, regelverk: Any) -> None:
    """Both are kept as long as there is room for both; what has none is shown before the package goes."""
    hemma, borta = "h" * (UTKAST_HOGST - 10), "b" * 100
    with Offline(fil, regelverk) as p:
        p.godkann("2024-02")
        with p.enhet(skriv=True) as e:
            spara_utkast(e, "2024-01", "rapport", "2024-08", borta)
    with lokal.enhet(IDAG, skriv=True) as e:
        spara_utkast(e, "2024-01", "rapport", "2024-08", hemma)
    ut = ta_in(lokal.ny_enhet(), fil, FRAS)
    assert (ut.inlasta, ut.utkast, [n.mitt.text for n in ut.nekade]) == (1, 0, [borta])
    avsluta(lokal.ny_enhet(), fil, FRAS, ut)
    assert not fil.exists()
    with transaktion(lokal.databas) as s:
        assert s.scalars(select(Granskningsutkast.text)).all() == [hemma]
