"""Taking an offline package in: every decision once, none over somebody else's, and every refusal in its own words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from db.paketvarld import ANNAS, FALSK, FRAS, IDAG, VANTAR, Offline, Paketvarld
from sqlalchemy import Connection, delete, select, update

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models import (
    Genomforandeplan,
    Granskningsutkast,
    Handlaggare,
    Handling,
    Insats,
    Installning,
    Logg,
    Manadsrapport,
    Paket,
    Paketbeslut,
)
from kundvalsdesk.models import migrera as migrering
from kundvalsdesk.models.motor import Databas, oppna_motor
from kundvalsdesk.models.schema import SCHEMA_VERSION, databasens_version
from kundvalsdesk.services import aterremiss, granskning, handlingar
from kundvalsdesk.services.arbetsenhet import lasning, transaktion
from kundvalsdesk.services.documents import bestallning
from kundvalsdesk.services.frister import rakna_om
from kundvalsdesk.services.granskningstyper import STEG
from kundvalsdesk.services.paket import fil as paketfil
from kundvalsdesk.services.paket.intag import avsluta, ta_in
from kundvalsdesk.services.paket.typer import Paketresultat
from kundvalsdesk.services.utkast import spara_utkast


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Paketvarld:
    return Paketvarld(databas, regelverk)


@pytest.fixture
def lokal(ny_databas: Callable[[str], Databas], regelverk: Any) -> Paketvarld:
    return Paketvarld(ny_databas("sqlite"), regelverk)


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    return tmp_path / "resa.kvpaket"


def _in(v: Paketvarld, fil: Path, som: str = "anlu", fras: str = FRAS, idag: str = "2024-09-12") -> Paketresultat:
    return ta_in(v.ny_enhet(som, idag), fil, fras)


def _handlingar(v: Paketvarld, *namn: str) -> list[tuple[str, str]]:
    with transaktion(v.databas) as s:
        q = (
            select(Handling.namn, Handling.anvandare)
            .where(Handling.namn.in_(namn))
            .order_by(Handling.tid, Handling.id)
        )
        return [(r.namn, r.anvandare) for r in s.execute(q)]


# --- The road there and back ------------------------------------------------------------------------------------


def test_fem_granskade_offline_med_en_konflikt(varld: Paketvarld, regelverk: Any, fil: Path) -> None:
    varld.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        for i in ("2024-01", "2024-02", "2024-03"):
            o.godkann(i)
        o.aterremittera("2024-04", "Beskriv frånvaron i vecka 34.")
        o.aterremittera("2024-05", "Beskriv progressionen mot delmål 2.")
    varld.gor("2024-09-11", "rapport_godkann", "2024-03", "2024-08", som="gust", datum="2024-09-11",
              bedomning="justera")  # fmt: skip
    innan = varld.rapport("2024-03")
    ut = _in(varld, fil)
    varld.stammer()
    assert (ut.inlasta, ut.redan, len(ut.konflikter), ut.nekade) == (4, 0, 1, ())
    k = ut.konflikter[0]
    assert (k.insats, k.slag, k.avser, k.titel) == ("2024-03", "rapport", "2024-08", "Månadsrapport, augusti 2024")
    assert (k.mitt.vad, str(k.mitt.datum), k.mitt.text) == (
        "Godkänd",
        "2024-09-11",
        "Insatsen fortsätter",
    )
    assert k.deras is not None
    assert (k.deras.vad, k.deras.vem) == ("Godkänd", "Gun Stål")
    assert k.deras.text != k.mitt.text and k.deras.nar is not None
    efter = varld.rapport("2024-03")
    assert (efter.version, efter.bedomning) == (innan.version, "justera")
    assert str(varld.rapport("2024-01").godkand) == "2024-09-11"
    atersand = varld.rapport("2024-04")
    assert (str(atersand.aterremitterad), atersand.aterremiss_skal) == ("2024-09-11", "Beskriv frånvaron i vecka 34.")
    assert _handlingar(varld, "rapport_aterremiss") == [("rapport_aterremiss", "anlu")] * 2
    avsluta(varld.ny_enhet(), fil, FRAS, ut)
    assert not fil.exists()
    with transaktion(varld.databas) as s:
        p = s.scalars(select(Paket)).one()
    assert p.lage == "inlast" and p.inlast is not None


def test_en_aterremiss_mot_nagon_annans(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.aterremittera("2024-01", "Mitt skäl.")
        o.godkann("2024-05")
    lokal.gor("2024-09-11", "rapport_aterremiss", "2024-01", "2024-08", som="gust", datum="2024-09-11", skal="Deras.")
    lokal.gor("2024-09-11", "rapport_aterremiss", "2024-05", "2024-08", som="gust", datum="2024-09-11", skal="Fler.")
    ut = _in(lokal, fil)
    assert [(k.mitt.vad, k.mitt.text, k.deras and (k.deras.vad, k.deras.text)) for k in ut.konflikter] == [
        ("Återremitterad", "Mitt skäl.", ("Återremitterad", "Deras.")),
        ("Godkänd", "Insatsen fortsätter", ("Återremitterad", "Fler.")),
    ]
    assert lokal.rapport("2024-01").aterremiss_skal == "Deras."


def test_nagot_annat_har_hant_med_rapporten(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
    lokal.gor("2024-09-11", "underlag", "2024-01", "2024-08", som="gust", datum="2024-09-11")
    (k,) = _in(lokal, fil).konflikter
    assert k.deras is not None
    assert (k.deras.vad, k.deras.vem) == ("Faktureringsunderlag registrerat", "Gun Stål")
    assert "2024-09-11" in k.deras.text
    assert lokal.rapport("2024-01").godkand is None


def test_tva_ganger_gor_ingenting_tva_ganger(varld: Paketvarld, regelverk: Any, fil: Path) -> None:
    varld.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
        o.aterremittera("2024-02")
    forsta = _in(varld, fil)
    versioner = [varld.version(i) for i in ANNAS]
    andra = _in(varld, fil)
    assert (forsta.inlasta, forsta.redan, andra.inlasta, andra.redan) == (2, 0, 0, 2)
    assert andra.konflikter == andra.nekade == ()
    assert [varld.version(i) for i in ANNAS] == versioner
    assert len(_handlingar(varld, "rapport_godkann", "rapport_aterremiss")) == 2


class Stromavbrott(BaseException):
    pass


@pytest.mark.parametrize("efter", [0, 1, 2, 3])
def test_strommen_gar_mitt_i(efter: int, varld: Paketvarld, regelverk: Any, fil: Path) -> None:
    """Whenever it happens: what was done is done, the rest is done the next time, and nothing twice."""
    varld.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        for i in ("2024-01", "2024-02", "2024-03"):
            o.godkann(i)
    skrivna = 0
    hemma = varld.ny_enhet()

    def som_dor(skriv: bool, handling_id: str | None) -> AbstractContextManager[Any]:
        nonlocal skrivna
        if skriv and (skrivna := skrivna + 1) > efter:
            raise Stromavbrott
        return hemma(skriv, handling_id)

    if efter < 3:
        with pytest.raises(Stromavbrott):
            ta_in(som_dor, fil, FRAS)
    else:
        ut = ta_in(som_dor, fil, FRAS)
        with pytest.raises(Stromavbrott):  # between the mark in the package and the one at home
            avsluta(som_dor, fil, FRAS, ut)
    assert fil.exists()
    ut = _in(varld, fil)
    assert (ut.inlasta, ut.redan) == (3 - efter, efter)
    avsluta(hemma, fil, FRAS, ut)
    assert not fil.exists()
    assert len(_handlingar(varld, "rapport_godkann")) == 3


def test_inlast_men_filen_blev_kvar(
    lokal: Paketvarld, regelverk: Any, fil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
    ut = _in(lokal, fil)

    def gar_inte(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as m, pytest.raises(Databasfel) as fel:
        m.setattr(Path, "unlink", gar_inte)
        avsluta(lokal.ny_enhet(), fil, FRAS, ut)
    assert fel.value.kod == "finns_kvar" and fil.exists()
    igen = _in(lokal, fil)
    assert (igen.inlasta, igen.redan, igen.konflikter) == (0, 1, ())
    avsluta(lokal.ny_enhet(), fil, FRAS, igen)
    assert not fil.exists()


# --- In the package ---------------------------------------------------------------------------------------------


def test_ett_angrat_beslut_fors_aldrig_hem(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
        o.angra("2024-01")
        o.godkann("2024-02")
    ut = _in(lokal, fil)
    assert ut.inlasta == 1
    assert lokal.rapport("2024-01").godkand is None
    assert _handlingar(lokal, "rapport_godkann", "granskning_angra") == [("rapport_godkann", "anlu")]


def test_andrat_sig_flera_ganger_bar_hemmets_version(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    """In the package the row's version goes up with each change of mind; home has never heard of them."""
    hemma = {i: lokal.version(i) for i in ANNAS}
    assert hemma["2024-01"] == 1
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
        o.angra("2024-01")
        o.aterremittera("2024-01", "Först så.")
        o.angra("2024-01")
        o.aterremittera("2024-01", "Sedan så.")
        with transaktion(o.databas) as s:
            q = select(Manadsrapport.version).join(Insats, Insats.id == Manadsrapport.insats_id)
            borta = s.scalars(q.where(Insats.nyckel == "2024-01", Manadsrapport.manad == "2024-08")).one()
            beslut = s.scalars(select(Paketbeslut).order_by(Paketbeslut.id)).all()
    assert borta > hemma["2024-01"]
    assert [b.sedd_version for b in beslut] == [hemma["2024-01"]] * 3
    assert [b.angrad is None for b in beslut] == [False, False, True]
    ut = _in(lokal, fil)
    assert (ut.inlasta, ut.konflikter, ut.nekade) == (1, (), ())
    assert lokal.rapport("2024-01").aterremiss_skal == "Sedan så."


def test_slutrapport_och_plan_ocksa(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    with lokal.enhet(IDAG, skriv=True) as e:
        i = e.session.scalars(select(Insats.id).where(Insats.nyckel == "2024-04")).one()
        e.session.add(Genomforandeplan(insats_id=i, nummer=2, inkommen=e.idag))
        rakna_om(e.session, e.regelverk, [i])
    assert lokal.ta_ut(fil).antal == VANTAR + 1
    with Offline(fil, regelverk) as o:
        o.gor("slutrapport_godkann", "2024-06", "", nasta_steg="Prövas för AMI 1")
        o.gor("granskning_angra", "2024-06", "slutrapport:slut")
    with Offline(fil, regelverk) as o, o.enhet() as e:
        vy = granskning.hamta(e, "2024-06", "slutrapport", "slut")
        assert vy.nasta_steg_kravs and vy.nasta_steg == "AMI 1" and not vy.hinder
        assert not granskning.hamta(e, "2024-04", "plan", "2").hinder
    with Offline(fil, regelverk) as o:
        o.gor("slutrapport_godkann", "2024-06", "", nasta_steg="Prövas för AMI 1")
        o.gor("plan_aterremiss", "2024-04", "2", skal="Delmålen saknas.")
    ut = _in(lokal, fil)
    assert (ut.inlasta, ut.konflikter, ut.nekade) == (2, (), ())
    lokal.stammer()
    with lokal.enhet("2024-09-12") as e:
        assert granskning.hamta(e, "2024-06", "slutrapport", "slut").lage == "godkand"
        assert granskning.hamta(e, "2024-04", "plan", "2").lage == "returnerad"


@pytest.mark.parametrize(
    ("kod", "mal", "varden"),
    [("kontakt", "", {"typ": "trepart", "datum": "2024-09-10"}), ("rapport_igen", "2024-08", {"datum": "2024-09-10"}),
     ("avsluta", "", {"avslutstyp": "fortid", "avslutsorsak": "arbete", "beslut": "2024-09-10"}),
     ("underlag", "2024-08", {"datum": "2024-09-10"}),
     ("registrera_kund", "", {"fornamn": "Ny", "efternamn": "Kund"})],
)  # fmt: skip
def test_andra_steg_gar_inte_i_ett_paket(
    kod: str, mal: str, varden: dict[str, str], lokal: Paketvarld, regelverk: Any, fil: Path
) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        with pytest.raises(Nekad) as fel:
            o.gor(kod, "2024-01", mal, **varden)
        assert fel.value.kod == "offline" and "offlinepaket" in fel.value.mening
        with transaktion(o.databas) as s:
            assert s.scalars(select(Handling)).all() == []


def test_beslutet_och_anteckningen_star_och_faller_ihop(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    """Power that goes in the package leaves the decision with its note, or neither."""
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        with pytest.raises(Stromavbrott), o.enhet(skriv=True) as e:
            handlingar.utfor(e, "rapport_godkann", "2024-01", "2024-08", 1, {"datum": IDAG, "bedomning": "fortsatt"})
            raise Stromavbrott
        with transaktion(o.databas) as s:
            assert s.scalars(select(Paketbeslut)).all() == []
            assert s.scalars(select(Handling)).all() == []
        o.godkann("2024-01")
    assert _in(lokal, fil).inlasta == 1


def test_utkast_foljer_med_at_bada_hall(varld: Paketvarld, regelverk: Any, fil: Path) -> None:
    with varld.enhet(IDAG, skriv=True) as e:
        spara_utkast(e, "2024-01", "rapport", "2024-08", "Hemifrån")
        spara_utkast(e, "2024-02", "rapport", "2024-08", "Orört")
    varld.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        with o.enhet() as e:
            assert granskning.hamta(e, "2024-01", "rapport", "2024-08").utkast == "Hemifrån"
        for i, text in (("2024-01", "Hemifrån, och mer"), ("2024-03", "Borta"), ("2024-04", "Borta")):
            with o.enhet(skriv=True) as e:
                spara_utkast(e, i, "rapport", "2024-08", text)
    with varld.enhet(IDAG, skriv=True) as e:
        spara_utkast(e, "2024-02", "rapport", "2024-08", "Ändrat hemma")
        spara_utkast(e, "2024-04", "rapport", "2024-08", "Hemma, senare")
    for vantat in (3, 0):
        assert _in(varld, fil).utkast == vantat
        with varld.enhet("2024-09-12") as e:
            texter = {i: granskning.hamta(e, i, "rapport", "2024-08").utkast for i in ANNAS}
        assert texter == {
            "2024-01": "Hemifrån, och mer", "2024-02": "Ändrat hemma", "2024-03": "Borta",
            "2024-04": "Hemma, senare\n\nUr offlinepaketet:\nBorta", "2024-05": "",
        }  # fmt: skip


def test_utkast_till_nasta_steg_foljer_med_och_forsvinner_med_beslutet(
    lokal: Paketvarld, regelverk: Any, fil: Path
) -> None:
    def steg(e: Any) -> str:
        return granskning.hamta(e, "2024-06", "slutrapport", "slut").nasta_steg

    with lokal.enhet(IDAG, skriv=True) as e:
        assert steg(e) == "AMI 1"
        spara_utkast(e, "2024-06", STEG, "slut", "AMI 2")
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o, o.enhet(skriv=True) as e:
        assert steg(e) == "AMI 2"
        spara_utkast(e, "2024-06", STEG, "slut", "AMI 2 i höst")
    assert _in(lokal, fil).utkast == 1
    with lokal.enhet("2024-09-12") as e:
        assert steg(e) == "AMI 2 i höst"
    lokal.gor("2024-09-12", "slutrapport_godkann", "2024-06", datum="2024-09-12", nasta_steg="AMI 2")
    with lokal.enhet("2024-09-12") as e:
        assert steg(e) == "AMI 2"
        assert e.session.scalars(select(Granskningsutkast)).all() == []


def test_ett_gammalt_paket_galler_an(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk, "2026-03-01") as o:
        o.godkann("2024-01")
    assert _in(lokal, fil, idag="2026-03-02").inlasta == 1
    assert str(lokal.rapport("2024-01").godkand) == "2026-03-01"


def test_ett_paket_som_en_aterstalld_databas_inte_minns(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
    with transaktion(lokal.databas, skriv=True) as s:
        s.execute(delete(Paket))
    ut = _in(lokal, fil)
    avsluta(lokal.ny_enhet(), fil, FRAS, ut)
    assert ut.inlasta == 1 and not fil.exists()
    with transaktion(lokal.databas) as s:
        assert s.scalars(select(Paket.lage)).all() == ["inlast"]


# --- Refusals ---------------------------------------------------------------------------------------------------


def _nekas(v: Paketvarld, fil: Path, **mer: str) -> tuple[str, str]:
    """(code, sentence) of the refusal, after having made sure that nothing was done."""
    innan = [v.version(i) for i in ANNAS]
    with pytest.raises((Nekad, Databasfel)) as fel:
        _in(v, fil, **mer)
    assert [v.version(i) for i in ANNAS] == innan
    return fel.value.kod, fel.value.mening  # type: ignore[attr-defined]


@pytest.fixture
def granskat(lokal: Paketvarld, regelverk: Any, fil: Path) -> Path:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
        o.aterremittera("2024-04")
    return fil


def test_en_annan_databas(
    granskat: Path, regelverk: Any, ny_databas: Callable[[str], Databas], lokal: Paketvarld, tmp_path: Path
) -> None:  # fmt: skip
    annan = Paketvarld(ny_databas("sqlite"), regelverk)
    assert _nekas(annan, granskat)[0] == "annan_databas"  # one that has never been asked
    annan.ta_ut(tmp_path / "annat.kvpaket")
    assert _nekas(annan, granskat)[0] == "annan_databas"


def test_redan_inlast(granskat: Path, lokal: Paketvarld, tmp_path: Path) -> None:
    kopia = tmp_path / "kopia.kvpaket"
    shutil.copyfile(granskat, kopia)
    avsluta(lokal.ny_enhet(), granskat, FRAS, _in(lokal, granskat))
    kod, mening = _nekas(lokal, kopia)
    assert kod == "redan_inlast" and "lästes in" in mening
    assert kopia.exists()


def test_fel_fras(granskat: Path, lokal: Paketvarld) -> None:
    kod, mening = _nekas(lokal, granskat, fras=FALSK)
    assert kod == "fras_fel" and "Lösenfrasen" in mening and FALSK not in mening


def test_ingen_fil(lokal: Paketvarld, tmp_path: Path) -> None:
    assert _nekas(lokal, tmp_path / "borta.kvpaket") == ("saknas", "Filen borta.kvpaket finns inte.")


@pytest.mark.parametrize(
    "innehall", [b"", b"PK\x03\x04" + b"x" * 9000, b"SQLite format 3\x00" + b"\x00" * (4096 * 3 - 16), b"x" * 4096]
)
def test_inte_ett_paket(innehall: bytes, lokal: Paketvarld, tmp_path: Path) -> None:
    fil = tmp_path / "annat"
    fil.write_bytes(innehall)
    assert _nekas(lokal, fil) == ("inte_paket", paketfil.INTE_PAKET)
    assert _nekas(lokal, tmp_path) == ("inte_paket", paketfil.INTE_PAKET)


def test_en_databas_med_samma_fras_ar_inget_paket(lokal: Paketvarld, tmp_path: Path) -> None:
    from kundvalsdesk.services.databas import blivande

    fil = tmp_path / "vanlig.db"
    with blivande(paketfil.adress_for(fil), paketfil._nyckel(FRAS)):
        pass
    assert _nekas(lokal, fil) == ("inte_paket", paketfil.INTE_PAKET)


@pytest.mark.parametrize("var", [5000, 40_000, -100])
def test_andrad_fil(var: int, granskat: Path, lokal: Paketvarld) -> None:
    data = bytearray(granskat.read_bytes())
    data[var] ^= 1
    granskat.write_bytes(data)
    kod, mening = _nekas(lokal, granskat)
    assert kod == "skadat" and "ändrats" in mening


def test_andrad_forsta_sida_gar_inte_att_skilja_fran_fel_fras(granskat: Path, lokal: Paketvarld) -> None:
    data = bytearray(granskat.read_bytes())
    data[40] ^= 1
    granskat.write_bytes(data)
    kod, mening = _nekas(lokal, granskat)
    assert kod == "fras_fel" and "skadad" in mening


@pytest.mark.parametrize("sidor", [1, 5])
def test_avhuggen_fil(sidor: int, granskat: Path, lokal: Paketvarld) -> None:
    granskat.write_bytes(granskat.read_bytes()[: -4096 * sidor])
    assert _nekas(lokal, granskat)[0] == "skadat"
    granskat.write_bytes(granskat.read_bytes()[:-17])
    assert _nekas(lokal, granskat)[0] == "inte_paket"


def test_nyare_schema(granskat: Path, lokal: Paketvarld, regelverk: Any) -> None:
    with Offline(granskat, regelverk) as o, transaktion(o.databas, skriv=True) as s:
        s.connection().exec_driver_sql("UPDATE schemaversion SET version_num = '9999'")
    kod, mening = _nekas(lokal, granskat)
    assert kod == "nyare" and "nyare version" in mening


def test_aldre_schema_uppgraderas(
    lokal: Paketvarld, regelverk: Any, fil: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package may lie until the program is a newer one: it is brought up to it when it is opened."""
    with monkeypatch.context() as m:
        # The oldest schema that holds every column a package is filled from.
        m.setattr(migrering, "migrera", partial(migrering.migrera, till="0003"))
        lokal.ta_ut(fil)
    with lasning_av(fil) as anslutning:
        assert databasens_version(anslutning) == "0003"
    with Offline(fil, regelverk) as o:
        o.godkann("2024-01")
    with lasning_av(fil) as anslutning:
        assert databasens_version(anslutning) == SCHEMA_VERSION > "0003"
    assert _in(lokal, fil).inlasta == 1


@contextmanager
def lasning_av(fil: Path) -> Iterator[Connection]:
    """The package as it lies, without being brought up to anything."""
    databas = oppna_motor(paketfil.adress_for(fil), paketfil._nyckel(FRAS), ensam=True)
    with lasning(databas) as anslutning:
        yield anslutning
    databas.stang()


def test_annan_person(granskat: Path, lokal: Paketvarld) -> None:
    assert _nekas(lokal, granskat, som="boek")[0] == "annan_person"
    assert _nekas(lokal, granskat, som="gust")[0] == "annan_person"


def test_roll_borta(granskat: Path, lokal: Paketvarld) -> None:
    with transaktion(lokal.databas, skriv=True) as s:
        s.execute(update(Handlaggare).where(Handlaggare.anvandare == "anlu").values(roll="systemspecialist"))
    kod, mening = _nekas(lokal, granskat)
    assert kod == "roll_borta" and "Anna Lund" in mening


def test_inte_langre_handlaggare(granskat: Path, lokal: Paketvarld) -> None:
    """In a local file an unknown login owns everything: the package still belongs to somebody who is gone."""
    with transaktion(lokal.databas, skriv=True) as s:
        s.execute(update(Handlaggare).where(Handlaggare.anvandare == "anlu").values(anvandare="nyan"))
    kod, mening = _nekas(lokal, granskat)
    assert kod == "handlaggare_borta" and "Anna Lund" in mening


def test_arbetsledaren_som_inte_langre_ar_det(lokal: Paketvarld, fil: Path) -> None:
    lokal.ta_ut(fil, "gust")
    with transaktion(lokal.databas, skriv=True) as s:
        s.execute(update(Handlaggare).where(Handlaggare.anvandare == "gust").values(roll="karriarvagledare"))
    assert _nekas(lokal, fil, som="gust")[0] == "arbetsledare_borta"
    with transaktion(lokal.databas, skriv=True) as s:
        s.execute(update(Handlaggare).where(Handlaggare.anvandare == "gust").values(roll="kundkoordinator"))
    assert _nekas(lokal, fil, som="gust")[0] == "roll"


def test_inte_langre_kundansvarig_nekas_var_for_sig(granskat: Path, lokal: Paketvarld) -> None:
    with transaktion(lokal.databas, skriv=True) as s:
        bo = s.scalars(select(Handlaggare.id).where(Handlaggare.anvandare == "boek")).one()
        s.execute(update(Insats).where(Insats.nyckel == "2024-01").values(kundansvarig_id=bo))
    ut = _in(lokal, granskat)
    assert (ut.inlasta, ut.konflikter) == (1, ())
    (n,) = ut.nekade
    assert (n.insats, n.mening) == ("2024-01", "Anna Lund har inte längre ärende 2024-01.")
    assert n.mitt.vad == "Godkänd" and n.deras is None
    assert lokal.rapport("2024-01").godkand is None
    assert lokal.rapport("2024-04").aterremitterad is not None


def test_ett_datum_i_framtiden_nekas(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk, "2024-10-30") as o:
        o.godkann("2024-01")
    (n,) = _in(lokal, fil, idag="2024-09-12").nekade
    assert "framtiden" in n.mening


def test_nya_beslut_efter_inlasningen_kastas_inte(granskat: Path, lokal: Paketvarld, regelverk: Any) -> None:
    ut = _in(lokal, granskat)
    with Offline(granskat, regelverk) as o:
        o.godkann("2024-02")
    with pytest.raises(Nekad) as fel:
        avsluta(lokal.ny_enhet(), granskat, FRAS, ut)
    assert fel.value.kod == "nya_beslut" and granskat.exists()
    ut = _in(lokal, granskat)
    assert (ut.inlasta, ut.redan) == (1, 2)
    avsluta(lokal.ny_enhet(), granskat, FRAS, ut)


def test_ett_annat_paket_kastas_inte(granskat: Path, lokal: Paketvarld, tmp_path: Path) -> None:
    ut = _in(lokal, granskat)
    lokal.ta_ut(tmp_path / "annat.kvpaket")
    with pytest.raises(Nekad) as fel:
        avsluta(lokal.ny_enhet(), tmp_path / "annat.kvpaket", FRAS, ut)
    assert fel.value.kod == "annat_paket"
    assert granskat.exists() and (tmp_path / "annat.kvpaket").exists()


def test_i_ett_inlast_paket_beslutas_inget_mer(granskat: Path, lokal: Paketvarld, regelverk: Any) -> None:
    """A window that still has the file open cannot write decisions that nobody will ever take home."""
    ut = _in(lokal, granskat)
    with Offline(granskat, regelverk) as o:
        avsluta(lokal.ny_enhet(), granskat, FRAS, ut)
        with pytest.raises((Nekad, Databasfel)):
            o.godkann("2024-02")


def test_det_som_star_i_loggen_hemma_ar_inte_paketets_innehall(granskat: Path, lokal: Paketvarld) -> None:
    avsluta(lokal.ny_enhet(), granskat, FRAS, _in(lokal, granskat))
    with transaktion(lokal.databas) as s:
        allt = json.dumps([[r.tabell, r.falt, r.gammalt, r.nytt] for r in s.scalars(select(Logg))])
        installningar = s.scalars(select(Installning.nyckel)).all()
    assert FRAS not in allt and str(granskat) not in allt
    assert installningar == ["databas.id"]


def test_no_door_issues_a_document_in_a_package(lokal: Paketvarld, regelverk: Any, fil: Path) -> None:
    lokal.ta_ut(fil)
    with Offline(fil, regelverk) as o:
        o.aterremittera("2024-01")
        for utfarda in (
            lambda e: aterremiss.meddelande(e, "2024-01", "rapport", "2024-08"),
            lambda e: bestallning.utfarda(e, "2024-01", "manadsrapport", {"avser": "2024-08"}),
        ):
            with pytest.raises(Nekad, match="offlinepaket"), o.enhet(skriv=True) as e:
                utfarda(e)
