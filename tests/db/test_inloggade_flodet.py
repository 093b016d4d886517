"""The work of a unit on a shared database, each by a login of their own: every step goes for who may take it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from kundvalsdesk import cli
from kundvalsdesk.fel import Nekad
from kundvalsdesk.models import Frist, Incident
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.services import (
    arbetslage,
    arende,
    forlangningar,
    handlingar,
    incidentregister,
    ko,
    ko_detalj,
    kunder,
    notislista,
    sok,
)
from kundvalsdesk.services.typer import KoFilter

from .inloggade import Inloggade, Inloggadvarld
from .varld import fragade


@pytest.fixture
def v(ny_databas: object, regelverk: Regelverkssamling) -> Iterator[Inloggadvarld]:
    databas = ny_databas("postgresql")  # type: ignore[operator]
    with Inloggade(databas) as inloggade:
        yield Inloggadvarld(databas, regelverk, inloggade)


def _lamna(v: Inloggadvarld, i: str, hur: str, dag: str, ater: str = "", som: str = "anlu") -> None:
    v.gor(dag, "overlamna", i, som=som, till="boek", hur=hur, fran=dag, ater=ater, skal="")


def _uppdrag(v: Inloggadvarld, kund: str) -> str:
    i = v.gor("2024-05-02", "besluta", mal=kund, kod="AMI2", datum="2024-05-02", motivering="Ja.").insatser[0]
    v.gor("2024-05-02", "valj_anordnare", i, anordnare="Björken", forvald="nej")
    v.gor("2024-05-03", "aktualisera", i, datum="2024-05-03")
    v.gor("2024-05-06", "bemanna", i, datum="2024-05-06", jobbexpert="Moa Ceder")
    v.gor("2024-05-07", "uppdrag", i, datum="2024-05-07", start="2024-05-13", omfattning="100", deltid_skal="")
    return i


def test_a_case_from_the_kund_to_the_end(v: Inloggadvarld) -> None:
    kund = v.gor(
        "2024-05-02", "registrera_kund", fornamn="Moa", efternamn="Ek", malgrupp="bistand", kundansvarig="anlu",
        personnummer="19900203-2382",
    ).kunder[0]  # fmt: skip
    i = _uppdrag(v, kund)
    v.gor("2024-05-20", "plan_inkommen", i, datum="2024-05-20")
    v.gor("2024-05-21", "plan_godkann", i, "1", datum="2024-05-21")
    v.gor("2024-06-03", "rapport_klarmarkera", i, "2024-05", datum="2024-06-03")
    v.gor("2024-06-04", "rapport_aterremiss", i, "2024-05", datum="2024-06-04", skal="Beskriv progressionen.")
    v.gor("2024-06-05", "rapport_igen", i, "2024-05", datum="2024-06-05")
    v.gor("2024-06-06", "rapport_godkann", i, "2024-05", datum="2024-06-06", bedomning="fortsatt")
    v.gor("2024-06-07", "anteckning_skriv", i, datum="2024-06-07", text="Om praktik.", spara_som="signerad")
    v.gor("2024-06-07", "forlangning_begar", i, datum="2024-06-07", motivering="Nära arbete", malet="Anställning")
    with pytest.raises(Nekad, match="görs av"):
        v.gor("2024-06-08", "forlangning_besluta", i, "2024-06-07", som="boek", datum="2024-06-08", beslut="beviljad")
    v.gor("2024-06-10", "forlangning_besluta", i, "2024-06-07", som="gust", datum="2024-06-10", beslut="beviljad",
          skal="")  # fmt: skip
    v.gor("2024-06-11", "incident_registrera", i, upptackt="2024-06-11 08.00", kv_underrattad="2024-06-11 08.10",
          beskrivning="Fel mottagare", vidare="ja")  # fmt: skip


def test_the_queue_of_a_dataskyddssamordnare_asks_for_nothing_that_is_not_theirs(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0001")
    v.gor("2024-06-11", "incident_registrera", i, upptackt="2024-06-11 08.00", kv_underrattad="2024-06-11 08.10",
          beskrivning="Fel mottagare", vidare="ja")  # fmt: skip
    with v.enhet("2024-06-12", "dass") as e:
        assert ko.raknare(e).mina == len(ko.sida(e, KoFilter(), 0, 10)) == 1


def test_a_protected_kund_is_handed_over_and_is_gone_for_who_had_them(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0002")
    with v.enhet("2024-06-03", "boek") as e, pytest.raises(Nekad, match="ingen insats med numret"):
        arende.hamta(e, i)
    _lamna(v, i, "vikarie", "2024-06-03", ater="2024-06-10")
    # The policies go by the day of the server, on which this is long over: only who hands over sees it.
    v.gor("2024-06-04", "overlamna", i, till="boek", hur="tillsvidare", skal="")
    with v.enhet("2024-06-04") as e, pytest.raises(Nekad, match="ingen insats med numret"):
        arende.hamta(e, i)
    with v.enhet("2024-06-04", "boek") as e:
        assert arende.hamta(e, i).far_avsloja
    v.gor("2024-06-05", "overlamna", i, som="gust", till="anlu", hur="tillsvidare", skal="")
    with v.enhet("2024-06-05") as e:
        assert arende.hamta(e, i).far_avsloja
    v.stammer()


def test_a_kundansvarig_hands_over_a_kund_for_good(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0001")
    v.gor("2024-06-03", "overlamna", i, till="boek", hur="tillsvidare", skal="")
    with v.enhet("2024-06-04", "boek") as e:
        assert "Lämna över ärendet" in [s.rubrik for s in arende.hamta(e, i).nasta]
    with v.enhet("2024-06-04") as e:
        assert "overlamna" not in [s.kod for s in arende.hamta(e, i).nasta]
    v.gor("2024-06-05", "overlamna", i, som="boek", till="anlu", hur="tillsvidare", skal="")
    v.stammer()


def test_a_vikarie_has_a_kund_and_gives_it_back(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0001")
    _lamna(v, i, "vikarie", "2024-06-03", ater="2024-06-10")
    with v.enhet("2024-06-04", "boek") as e:
        assert "Du vikarierar" in notislista.hamta(e)[0].mening
        (steg,) = [s for s in arende.hamta(e, i).nasta if s.kod == "overlamning_ater"]
    v.gor("2024-06-05", steg.kod, i, steg.mal, som="boek", version=steg.sedd_version)
    with v.enhet("2024-06-11", "boek") as e:
        assert not any("inte längre för" in n.mening for n in notislista.hamta(e))
    with v.enhet("2024-06-11") as e:
        assert not any("Åter hos dig" in n.mening for n in notislista.hamta(e))


def test_a_protected_kund_is_given_back_and_is_gone_for_who_had_them_for_a_while(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0002")
    _lamna(v, i, "vikarie", "2024-06-03", ater="2030-01-07")  # the policies go by the day of the server
    with v.enhet("2024-06-04", "boek") as e:
        (steg,) = [s for s in arende.hamta(e, i).nasta if s.kod == "overlamning_ater"]
    v.gor("2024-06-05", steg.kod, i, steg.mal, som="boek", version=steg.sedd_version)
    with v.enhet("2024-06-05", "boek") as e, pytest.raises(Nekad, match="ingen insats med numret"):
        arende.hamta(e, i)
    with v.enhet("2030-01-08") as e:
        assert not any("Åter hos dig" in n.mening for n in notislista.hamta(e))
        assert not [s for s in arende.hamta(e, i).nasta if s.kod == "overlamning_ater"]


def test_search_and_lists_by_login(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0001")
    hemlig = _uppdrag(v, "K0002")
    with v.enhet("2024-06-03", "boek") as e:
        assert [t.mal for g in sok.sok(e, "dragana").grupper for t in g.traffar] == [i]
        assert sok.sok(e, hemlig).grupper == ()
        assert [r.insats for r in arende.lista(e, urval="alla")] == [i]
    with v.enhet("2024-06-03", "gust") as e:
        assert len(arende.lista(e, urval="alla")) == 2 and sok.sok(e, hemlig).grupper
        assert arbetslage.hamta(e).rader and forlangningar.lista(e) is not None
    with v.enhet("2024-06-03", "syss") as e:
        assert arende.lista(e, urval="alla") == [] and sok.sok(e, "dragana").grupper == ()
        with pytest.raises(Nekad, match="inte tillgång"):
            arende.hamta(e, i)


def test_an_incident_is_assessed_by_who_knows_nothing_of_the_kund(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0002")
    v.gor("2024-06-11", "incident_registrera", i, upptackt="2024-06-11 08.00", kv_underrattad="2024-06-11 08.10",
          beskrivning="Fel mottagare", vidare="ja")  # fmt: skip
    with v.enhet("2024-06-11", "dass") as e:
        (rad,) = ko.sida(e, KoFilter(), 0, 10)
        assert (rad.kund, rad.kod) == (f"Ärende {i}", "incident_bedomning")
        assert ko_detalj.detalj(e, rad.frist_id) is not None
        assert [n.insats for n in notislista.hamta(e)] == [i]
        assert incidentregister.hamta(e)[0].insats == i
        vy = arende.hamta(e, i)
        steg = next(s for s in vy.nasta if s.kod == "incident_bedomd")
    v.gor("2024-06-12", steg.kod, i, steg.mal, som="dass", tid="2024-06-12 09.00", bedomning="Låg risk.",
          anmals="nej", berorda_informeras="nej")  # fmt: skip
    with v.enhet("2024-06-12", "dass") as e:
        assert ko.sida(e, KoFilter(), 0, 10) == []


def _ny_kund(v: Inloggadvarld, som: str, **mer: str) -> str:
    varden = {"fornamn": "Moa", "efternamn": "Ek", "malgrupp": "bistand", "kundansvarig": som} | mer
    return v.gor("2024-05-02", "registrera_kund", som=som, **varden).kunder[0]


def test_whose_kund_is_registered_twice_is_told_to_the_arbetsledare_alone(v: Inloggadvarld) -> None:
    _ny_kund(v, "anlu", personnummer="19900203-2382", skydd="sekretessmarkering")
    ny = _ny_kund(v, "boek", personnummer="19900203-2382")
    _ny_kund(v, "boek", personnummer="19820411-2380")
    with v.enhet("2024-05-02", "boek") as e:
        assert not any(n.kod == "dubbel_kund" for n in notislista.hamta(e))
    for som in ("gust", "hara"):
        with v.enhet("2024-05-02", som) as e:
            (n,) = [n for n in notislista.hamta(e) if ny in n.mening]
            assert "personnummer" in n.mening.lower()


def test_the_database_is_not_asked_for_the_keys_that_it_gives(v: Inloggadvarld) -> None:
    i = _uppdrag(v, "K0001")
    with v.enhet("2024-06-11", "anlu", skriv=True) as e:
        version = arende.hamta(e, i).version
        varden = {"upptackt": "2024-06-11 08.00", "kv_underrattad": "2024-06-11 08.10", "beskrivning": "Fel"}
        with fragade(e) as fragor:
            handlingar.utfor(e, "incident_registrera", i, "", version, varden)
    assert not [f for f in fragor if "incident" in f and ("LIKE" in f or "LIMIT 1" in f)]
    with v.enhet("2024-06-11") as e:
        nyckel = e.session.scalars(select(Incident.nyckel)).one()
        avser = e.session.scalars(select(Frist.avser).where(Frist.kod.startswith("incident"))).all()
    assert nyckel.startswith("I2024-") and set(avser) == {nyckel}


def test_a_brist_is_told_once_and_not_when_another_has_seen_to_it(v: Inloggadvarld) -> None:
    """The notices are the kundansvarig's, and whoever acts reads none of them."""

    def brister(dag: str) -> int:
        with v.enhet(dag) as e:
            return sum("sen plan" in n.mening for n in notislista.hamta(e))

    i = _uppdrag(v, "K0001")
    assert (brister("2024-06-27"), brister("2024-06-28")) == (0, 1)
    v.gor("2024-06-29", "kontakt", i, som="gust", datum="2024-06-29", typ="veckokontakt")
    assert brister("2024-06-29") == 1
    i = _uppdrag(v, "K0002")
    assert brister("2024-06-28") == 2
    v.gor("2024-06-20", "plan_inkommen", i, som="gust", datum="2024-06-20")
    assert brister("2024-06-28") == 1


def test_the_whole_database_is_gone_through_by_its_owner(v: Inloggadvarld, capsys: pytest.CaptureFixture[str]) -> None:
    with v.enhet("2024-06-12", "dass"):
        pass
    url = make_url(v.databas.adress.url).set(username="dass").render_as_string(hide_password=False)
    assert cli.kor(cli.tolka(["databas", "kontrollera", "--db", url])) == 1
    assert "av den som äger den" in capsys.readouterr().err
    assert cli.kor(cli.tolka(["databas", "status", "--db", url])) == 0
    assert json.loads(capsys.readouterr().out)["antal"] is None


def test_a_protected_kund_is_registered_for_a_colleague(v: Inloggadvarld) -> None:
    ny = _ny_kund(v, "anlu", kundansvarig="boek", skydd="sekretessmarkering", personnummer="19900203-2382")
    for som, sedd in (("anlu", False), ("boek", True)):
        with v.enhet("2024-05-02", som) as e:
            assert [k for k, _ in kunder.sok_kunder(e, ny)] == [ny] * sedd


def test_of_a_hidden_case_a_command_says_what_it_says_of_one_that_is_not_there(
    v: Inloggadvarld, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    hemlig = _uppdrag(v, "K0002")

    def sagt(som: str, *arg: str) -> tuple[int, str]:
        kod = cli.kor(cli.tolka([*arg, "--db", v.inloggade.som(som).adress.url, "--idag", "2024-06-05"]))
        ut = capsys.readouterr()
        return kod, ut.err.replace(hemlig, "X").replace("2024-9999", "X")

    fil = str(tmp_path / "ut.pdf")
    for arg in (("forklara", hemlig, "bemanning"), ("dokument", "avbrottsdokument", hemlig, "--ut", fil)):
        kod, mening = sagt("boek", *arg)
        assert (kod, mening) == sagt("boek", *(a.replace(hemlig, "2024-9999") for a in arg)) and kod == 1
        assert sagt("anlu", *arg)[1] != mening
        for som in ("syss", "dass"):
            assert sagt(som, *arg) == (1, "Din roll ger inte tillgång till ärenden.\n")
