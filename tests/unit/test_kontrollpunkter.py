"""The template of kontrollpunkter, who answers which, and what differs between two versions."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest

from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.kontrollpunkter import (
    Punkt,
    las_kontrollpunkter,
    numrerade,
    ny_kod,
    skillnad,
    svarar,
)
from kundvalsdesk.rules.uppfoljning import Modellfel

DATA = tomllib.loads(resurs("uppfoljning", "kontrollpunkter.toml").read_text("utf-8"))
MALLAR = ("arbetsmarknad", "vuxenutbildning", "allman")
INSATSER = {"AMI1": "AMI", "AMI2": "AMI", "FAI1": "FAI"}


def test_a_plan_gets_what_is_for_its_template_and_its_kundval() -> None:
    k = las_kontrollpunkter("k.toml", DATA, MALLAR)
    alla = {p.kod for p in k.for_mall("arbetsmarknad", ("FAI", "AMI", "ISA"))}
    assert alla - {p.kod for p in k.for_mall("arbetsmarknad", ("AMI",))} == {"forberedande", "sprak"}
    assert "undervisning" in {p.kod for p in k.for_mall("vuxenutbildning", ())} - alla
    assert {p.delen for p in k.for_mall("allman", ())} == set("ABCD")
    assert k.namn("D") == "Insatskrav och måluppfyllelse"


@pytest.mark.parametrize(
    ("andra", "mening"),
    [
        (lambda d: d["punkt"][0].update(kod="Å"), r"punkt\[1\].kod ska vara små bokstäver"),
        (lambda d: d["punkt"][1].update(kod="juridik"), "som redan finns"),
        (lambda d: d["punkt"][0].update({"del": "E"}), "ska vara något av A, B, C, D"),
        (lambda d: d["punkt"][0].update(galler="XYZ"), "galler"),
        (lambda d: d["punkt"][0].update(mallar=["x"]), "mallar har ett okänt värde"),
        (lambda d: d["punkt"][0].update(extra=1), "okänd nyckel"),
        (lambda d: d["del"].pop(), "delarna A, B, C och D"),
        (lambda d: d.pop("punkt"), "punkt saknas"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_its_key(andra: Any, mening: str) -> None:
    data = copy.deepcopy(DATA)
    andra(data)
    with pytest.raises(Modellfel, match=mening):
        las_kontrollpunkter("k.toml", data, MALLAR)


def test_who_answers_what() -> None:
    assert svarar("", {"AMI"}, INSATSER) and not svarar("", set(), INSATSER)
    assert svarar("AMI", {"AMI"}, INSATSER) and svarar("AMI", {"AMI2"}, INSATSER) and svarar("AMI2", {"AMI"}, INSATSER)
    assert not svarar("AMI", {"FAI1"}, INSATSER) and not svarar("AMI2", {"AMI1"}, INSATSER)


def test_what_differs_between_two_versions() -> None:
    a, b, c = (Punkt(k, "A", k, "?") for k in "abc")
    s = skillnad([a, b], [b._replace(fraga="!"), c])
    assert s.hur == {"b": "andrad", "c": "ny"} and s.borta == (a,)
    assert skillnad([a, b], [b, a]).hur == {}  # another order is no other question


def test_numbers_and_codes() -> None:
    assert numrerade([("x", "A"), ("y", "A"), ("z", "D")]) == {"x": "A1", "y": "A2", "z": "D1"}
    assert ny_kod([]) == "egen_1" and ny_kod(["egen_2", "egen_x", "skatt"]) == "egen_3"
