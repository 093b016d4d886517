"""A folder of forms, and the inbox that is emptied as it is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from db.rapportvarld import IDAG, Rapportvarld
from unit.rapportbok import fyll, mall

from kundvalsdesk.fel import Databasfel, Nekad
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import inkorg
from kundvalsdesk.services.arbetsenhet import Arbetsenhet
from kundvalsdesk.services.typer import Framsteg

NyEnhet = Callable[[], AbstractContextManager[Arbetsenhet]]


@pytest.fixture
def v(ny_databas: Callable[[str], Databas], regelverk: Regelverkssamling) -> Rapportvarld:
    return Rapportvarld(ny_databas("sqlite"), regelverk)


@pytest.fixture
def ny_enhet(v: Rapportvarld) -> NyEnhet:
    return lambda: v.enhet(IDAG, skriv=True)


@pytest.fixture
def mapp(v: Rapportvarld, tmp_path: Path) -> Path:
    """One to take in, one to park, two to refuse, and what is none of ours; all of them an hour old."""
    plats = tmp_path / "in"
    plats.mkdir()
    (plats / "a.xlsx").write_bytes(v.ifylld())
    (plats / "b utan andelse").write_bytes(v.ifylld(manad="2024-07", klar=False))
    (plats / "c.xlsx").write_bytes(b"PK trasig")
    (plats / "d.xlsx").write_bytes(fyll(mall(insats="I99")))
    for namn in ("~$a.xlsx", "e.tmp", ".dold", "Thumbs.db", "halv.xlsx.part"):
        (plats / namn).write_bytes(b"x")
    (plats / "undermapp").mkdir()
    for fil in plats.iterdir():
        os.utime(fil, (1, 1))
    return plats


def _utfall(svar: list[Any]) -> list[tuple[str, str, str]]:
    return [(m.fil, m.utfall, m.kod) for m in svar]


VANTAT = [
    ("a.xlsx", "intagen", ""),
    ("b utan andelse", "parkerad", "utkast"),
    ("c.xlsx", "avvisad", "trasig"),
    ("d.xlsx", "avvisad", "okand_insats"),
]


def test_a_folder_is_taken_in_file_by_file_and_left_as_it_was(ny_enhet: NyEnhet, mapp: Path, v: Rapportvarld) -> None:
    fore = {f.name for f in mapp.iterdir()}
    steg: list[Framsteg] = []
    assert _utfall(inkorg.ta_emot_mapp(ny_enhet, mapp, steg.append)) == VANTAT
    assert {f.name for f in mapp.iterdir()} == fore
    assert [(s.klart, s.totalt) for s in steg] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert len(v.texter()) == 1
    # A second time everything is known already, and nothing is written.
    fore_rader = v.rakna()
    assert [m.kod for m in inkorg.ta_emot_mapp(ny_enhet, mapp)] == ["dubblett", "dubblett", "trasig", "okand_insats"]
    assert v.rakna() == fore_rader


def test_stopped_in_between_what_is_in_stays(ny_enhet: NyEnhet, mapp: Path, v: Rapportvarld) -> None:
    steg: list[Framsteg] = []
    svar = inkorg.ta_emot_mapp(ny_enhet, mapp, steg.append, lambda: len(steg) >= 1)
    assert _utfall(svar) == VANTAT[:1]
    assert len(v.texter()) == 1


def test_a_database_out_of_reach_is_told_once_for_each_and_not_tried_again(mapp: Path, v: Rapportvarld) -> None:
    forsok = []

    def ny_enhet() -> AbstractContextManager[Arbetsenhet]:
        forsok.append(1)
        if len(forsok) > 1:
            raise Databasfel("kontakt", "Kontakten med databasen bröts.")
        return v.enhet(IDAG, skriv=True)

    svar = inkorg.ta_emot_mapp(ny_enhet, mapp)
    assert [(m.utfall, m.kod) for m in svar] == [("intagen", ""), *[("avvisad", "kontakt")] * 3]
    assert len(forsok) == 2


def test_a_role_without_cases_is_told_so_at_once(v: Rapportvarld, mapp: Path) -> None:
    with pytest.raises(Nekad) as fel:
        inkorg.ta_emot_mapp(lambda: v.enhet(IDAG, "syss", skriv=True), mapp)
    assert fel.value.kod == "roll"


def test_a_folder_that_is_not_there(ny_enhet: NyEnhet, tmp_path: Path) -> None:
    with pytest.raises(Nekad) as fel:
        inkorg.ta_emot_mapp(ny_enhet, tmp_path / "saknas")
    assert fel.value.kod == "mapp"


def test_a_file_that_goes_away_meanwhile(ny_enhet: NyEnhet, tmp_path: Path) -> None:
    svar = inkorg.ta_emot_filer(ny_enhet, [tmp_path / "borta.xlsx"])
    assert _utfall(svar) == [("borta.xlsx", "avvisad", "olaslig")]


def test_only_so_much_of_a_big_file_is_read_as_tells_that_it_is(tmp_path: Path) -> None:
    fil = tmp_path / "stor.xlsx"
    with fil.open("wb") as strom:
        strom.truncate(40 << 20)
    assert len(inkorg.las_bytes(fil)) == (10 << 20) + 1


# --- The inbox -------------------------------------------------------------------------------------------------------


def test_the_inbox_is_emptied_and_refused_files_are_put_aside(ny_enhet: NyEnhet, mapp: Path) -> None:
    avvisat = {n: (mapp / n).read_bytes() for n in ("c.xlsx", "d.xlsx")}
    (mapp / "Avvisade").mkdir()
    (mapp / "Avvisade" / "c.xlsx").write_bytes(b"en annan")
    assert _utfall(inkorg.tom_inkorg(ny_enhet, mapp)) == VANTAT
    assert {f.name for f in mapp.iterdir() if f.is_file()} == {
        "~$a.xlsx", "e.tmp", ".dold", "Thumbs.db", "halv.xlsx.part",
    }  # fmt: skip
    kvar = {f.name: f.read_bytes() for f in (mapp / "Avvisade").iterdir()}
    assert kvar == {"c.xlsx": b"en annan", "c (2).xlsx": avvisat["c.xlsx"], "d.xlsx": avvisat["d.xlsx"]}
    assert inkorg.tom_inkorg(ny_enhet, mapp) == []


def test_a_file_that_is_still_being_copied_waits(ny_enhet: NyEnhet, mapp: Path) -> None:
    fil = mapp / "a.xlsx"
    nu = fil.stat().st_mtime
    assert fil not in inkorg.vilande_filer(mapp, nu + inkorg.VILA - 1)
    assert fil in inkorg.vilande_filer(mapp, nu + inkorg.VILA)
    assert fil in inkorg.vilande_filer(mapp, nu - 3600)  # the clock has been turned back


def test_a_file_stays_in_the_inbox_until_its_bytes_have_been_read_back(
    ny_enhet: NyEnhet, mapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inkorg, "_finns_i_databasen", lambda *_: False)
    svar = inkorg.tom_inkorg(ny_enhet, mapp)
    assert svar[0].utfall == "intagen"
    assert (mapp / "a.xlsx").exists()


def test_a_newer_file_under_the_same_name_is_not_thrown_away(ny_enhet: NyEnhet, mapp: Path, v: Rapportvarld) -> None:
    nyare = v.ifylld(text="Nyare.")
    riktig = inkorg._finns_i_databasen

    def byt(enhet: NyEnhet, data: bytes) -> bool:
        (mapp / "a.xlsx").write_bytes(nyare)
        return riktig(enhet, data)

    with pytest.MonkeyPatch.context() as m:
        m.setattr(inkorg, "_finns_i_databasen", byt)
        inkorg.tom_inkorg(ny_enhet, mapp)
    assert (mapp / "a.xlsx").read_bytes() == nyare


def test_links_are_left_alone(ny_enhet: NyEnhet, mapp: Path, tmp_path: Path, v: Rapportvarld) -> None:
    utanfor = tmp_path / "utanfor.xlsx"
    utanfor.write_bytes(v.ifylld(insats="I2"))
    (mapp / "lank.xlsx").symlink_to(utanfor)
    assert "lank.xlsx" not in {m.fil for m in inkorg.tom_inkorg(ny_enhet, mapp)}
    assert utanfor.exists()
