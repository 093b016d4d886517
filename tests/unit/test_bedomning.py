"""The scale that anordnare are judged on, and when a bedömning differs from those on similar evidence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kundvalsdesk.fel import Nekad
from kundvalsdesk.resurser import resurs
from kundvalsdesk.rules.bedomning import TAL, Domd, Underlag, avviker, liknar, skiljer
from kundvalsdesk.rules.kontrollpunkter import Modellfel
from kundvalsdesk.services.bedomningsmodell import las_fil, skala
from kundvalsdesk.services.kontrollpunktmall import kontrollpunkter

SKALA = skala()
KODER = [s.kod for s in SKALA.steg]
underlag = st.builds(
    Underlag, st.sampled_from(["", "ja", "delvis", "nej"]),
    st.dictionaries(st.sampled_from(TAL[:3]), st.integers(0, 100), max_size=3),
)  # fmt: skip
domda = st.lists(st.builds(Domd, st.text(max_size=3), st.sampled_from(["", *KODER]), underlag), max_size=6)


def test_the_scale_has_the_four_steps_of_t12_and_says_which_are_a_brist() -> None:
    assert [(s.namn, s.brist) for s in SKALA.steg] == [
        ("Tillfredsställande", False), ("Tillfredsställande men kan utvecklas", False), ("Mindre brist", True),
        ("Allvarlig brist", True),
    ]  # fmt: skip
    assert SKALA.namn("borttaget_steg") == "borttaget_steg" and not SKALA.brist("borttaget_steg")


_FEL = {
    'kod = "mindre_brist"': ('kod = "utvecklas"', "redan finns"),
    "brist = true": ("brist = false", "bäst till sämst"),
    "procentenheter = 10\n": ("", "procentenheter"),
    "steg = 2": ('steg = "två"', "heltal"),
}


@pytest.mark.parametrize(("gammalt", "nytt", "mening"), [(k, *v) for k, v in _FEL.items()])
def test_a_scale_that_cannot_be_is_refused_with_file_and_key(
    tmp_path: Path, gammalt: str, nytt: str, mening: str
) -> None:
    text = resurs("uppfoljning", "bedomning.toml").read_text(encoding="utf-8")
    fil = tmp_path / "bedomning.toml"
    fil.write_text(text.replace(gammalt, nytt, 1), encoding="utf-8")
    if "bäst" in mening:  # the last but one is none, the last is one: not in order
        fil.write_text(text[::-1].replace("eurt = tsirb", "eslaf = tsirb", 1)[::-1], encoding="utf-8")
    with pytest.raises(Nekad, match=f"bedomning.toml.*{mening}"):
        las_fil(fil)


def test_a_kontrollpunkt_says_which_figures_belong_beside_it_and_an_own_one_has_those_of_its_part() -> None:
    k = kontrollpunkter()
    assert k.tal("forsakring", "A") == () and "sena" in k.tal("rapportering", "C")
    assert k.tal("egen_1", "D") == ("resultat", "avbrott") and k.tal("egen_2", "A") == ()
    data = tomllib.loads(resurs("uppfoljning", "kontrollpunkter.toml").read_text(encoding="utf-8"))
    data["punkt"][0]["tal"] = ["vinst"]
    from kundvalsdesk.rules.kontrollpunkter import las_kontrollpunkter

    with pytest.raises(Modellfel, match="vinst"):
        las_kontrollpunkter("kontrollpunkter.toml", data, ["arbetsmarknad", "vuxenutbildning"])


@pytest.mark.parametrize(
    ("a", "b", "svar"),
    [
        (Underlag("ja", {}), Underlag("ja", {}), True),
        (Underlag("ja", {}), Underlag("nej", {}), False),
        (Underlag("", {}), Underlag("", {}), False),  # nothing to compare by
        (Underlag("ja", {"sena": 10}), Underlag("ja", {"sena": 20}), True),
        (Underlag("ja", {"sena": 10}), Underlag("ja", {"sena": 21}), False),
        (Underlag("ja", {"sena": 10}), Underlag("", {"returer": 10}), False),
        (Underlag("ja", {"sena": 10, "returer": 90}), Underlag("", {"sena": 10}), True),
    ],
)
def test_evidence_is_similar_when_what_is_known_of_both_is(a: Underlag, b: Underlag, svar: bool) -> None:
    assert liknar(SKALA, a, b) is liknar(SKALA, b, a) is svar


def test_the_odd_one_is_told_of_and_not_the_many() -> None:
    u = Underlag("ja", {"sena": 12})
    bra = [Domd(n, "tillfredsstallande", u) for n in ("Alfa", "Beta", "Gamma")]
    fall = avviker(SKALA, "mindre_brist", u, bra)
    assert fall is not None and fall.lika == ("Alfa", "Beta", "Gamma") and fall.strangare
    assert avviker(SKALA, "tillfredsstallande", u, [*bra[:2], Domd("Delta", "mindre_brist", u)]) is None
    assert avviker(SKALA, "mindre_brist", u._replace(tal={"sena": 40}), bra) is None  # other evidence, another step
    assert avviker(SKALA, "utvecklas", u, bra) is None  # one step, no brist
    mild = avviker(SKALA, "utvecklas", u, [Domd("Alfa", "mindre_brist", u)])
    assert mild is not None and not mild.strangare


@settings(max_examples=60)
@given(st.sampled_from(["", *KODER]), underlag, domda, st.randoms())
def test_the_rule_has_no_favourites(niva: str, u: Underlag, andra: list[Domd], slump: object) -> None:
    svar = avviker(SKALA, niva, u, andra)
    blandat = list(andra)
    slump.shuffle(blandat)  # type: ignore[attr-defined]
    igen = avviker(SKALA, niva, u, blandat)
    assert (svar is None) == (igen is None)
    if svar is not None and igen is not None:
        assert sorted(svar.lika) == sorted(igen.lika) and (svar.niva, svar.strangare) == (igen.niva, igen.strangare)
        assert 2 * len(svar.lika) > svar.av
        # whoever is judged the same on the same evidence takes nobody nearer to being told of
        eniga = [*andra, *(Domd("X", niva, u) for _ in range(len(andra) + 1))]
        lika_sig = liknar(SKALA, u, u)
        assert not lika_sig or avviker(SKALA, niva, u, eniga) is None
    if niva:
        assert avviker(SKALA, niva, u, [d._replace(niva=niva) for d in andra]) is None
    else:
        assert svar is None


@given(st.sampled_from(KODER), st.sampled_from(KODER))
def test_to_differ_goes_both_ways_and_a_brist_is_never_as_good_as_none(a: str, b: str) -> None:
    assert skiljer(SKALA, a, b) is skiljer(SKALA, b, a)
    assert not skiljer(SKALA, a, a)
    assert SKALA.brist(a) == SKALA.brist(b) or skiljer(SKALA, a, b)
