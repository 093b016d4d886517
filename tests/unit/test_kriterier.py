"""Ages, target groups and criteria (regelverk §2)."""

from __future__ import annotations

from datetime import date

import pytest

from kundvalsdesk.rules.kriterier import Avvikelse, alder, alder_avvikelse, malgrupp_avvikelse
from kundvalsdesk.rules.parallella import parallellt
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.texter.meningar import avvikelse_ord
from kundvalsdesk.texter.ny_insats import bredvid_ord

DAG = date(2024, 9, 11)


@pytest.mark.parametrize(
    ("fodd", "dag", "ar"),
    [
        (date(2006, 9, 11), DAG, 18),
        (date(2006, 9, 12), DAG, 17),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
    ],
)
def test_an_age_is_reached_on_the_birthday(fodd: date, dag: date, ar: int) -> None:
    assert alder(fodd, dag) == ar


@pytest.mark.parametrize(
    ("malgrupp", "ar", "vantat"),
    [
        ("bistand", 17, Avvikelse("alder", True, 17)),
        ("bistand", 18, None),
        ("bistand", 66, None),
        ("bistand", 67, Avvikelse("alder", True, 67)),
        ("kaa", 15, Avvikelse("alder", True, 15)),
        ("kaa", 16, Avvikelse("alder_varning", False, 16, ("T3",))),
        ("kaa", 17, Avvikelse("alder_varning", False, 17, ("T3",))),
        ("kaa", 20, None),
        ("kaa", 21, Avvikelse("alder", True, 21)),
        ("ung_vuxen", 25, Avvikelse("alder", True, 25)),
        ("etablering", 80, None),
    ],
)
def test_the_age_of_a_target_group(
    regelverk: Regelverkssamling, malgrupp: str, ar: int, vantat: Avvikelse | None
) -> None:
    assert alder_avvikelse(regelverk.malgrupper()[malgrupp], date(2024 - ar, 1, 1), DAG) == vantat


def test_nothing_is_said_of_what_is_not_known(regelverk: Regelverkssamling) -> None:
    assert alder_avvikelse(None, date(1900, 1, 1), DAG) is None
    assert alder_avvikelse(regelverk.malgrupper()["bistand"], None, DAG) is None
    assert malgrupp_avvikelse(regelverk.insatskoder()["ISA1"], None) is None


def test_isa1_is_for_the_etableringsprogram_and_isa2_for_the_others(regelverk: Regelverkssamling) -> None:
    regler, grupper = regelverk.insatskoder(), regelverk.malgrupper()
    for malgrupp in grupper:
        isa1, isa2 = (malgrupp_avvikelse(regler[k], malgrupp) for k in ("ISA1", "ISA2"))
        assert (isa1 is None) == (malgrupp == "etablering")
        assert (isa2 is None) == (malgrupp != "etablering")
        assert malgrupp_avvikelse(regler["AMI2"], malgrupp) is None


def test_each_deviation_has_its_sentence(regelverk: Regelverkssamling) -> None:
    grupp = regelverk.malgrupper()["kaa"]
    for a in (
        Avvikelse("alder", True, 30),
        Avvikelse("alder_varning", False, 16),
        Avvikelse("malgrupp_kravs", True),
        Avvikelse("malgrupp_utesluten", True),
    ):
        mening = avvikelse_ord(a, grupp, "ISA1")
        assert mening.endswith(".")
        assert "None" not in mening


def test_what_an_insats_beside_another_takes(regelverk: Regelverkssamling) -> None:
    regel = regelverk.parallella(DAG)
    assert parallellt(regel, "ISA2", "AMI2") == parallellt(regel, "FAI2", "FAI1") == "bedomning"
    assert parallellt(regel, "AMI1", "FAI1") == parallellt(regel, "FAI1", "AMI1") == "motsager"
    assert parallellt(regel, "AMI2", "AMI2") == "samma"
    assert parallellt(regel._replace(samma_insats=True), "AMI2", "AMI2") == "bedomning"
    for utfall in ("bedomning", "motsager", "samma"):
        assert bredvid_ord(utfall, "AMI1", "FAI1").endswith(".")
