"""References of a report to the cells of its tables: what stands in the text is what stands in the table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.test_statistik import VALDA, statistik

from kundvalsdesk.rules import kvalitetsrapport as k
from kundvalsdesk.rules.rapporttal import skrivna_tal
from kundvalsdesk.rules.regelverk import Regelverkssamling
from kundvalsdesk.rules.statistik import Period
from kundvalsdesk.rules.statistiktabeller import Rad, Tabell
from kundvalsdesk.texter import statistik as ord_

ORD = k.Ord(ord_.kolumn_ord, ord_.rad_ord, ord_.cell_ord)
ENKAT = Tabell(
    "12", "anordnare", ("anordnare", "kundval", "svar", "svarsfrekvens"),
    ({"anordnare": "Björken", "kundval": "FAI", "svar": 7, "svarsfrekvens": 70},
     {"anordnare": "Björken", "kundval": "AMI", "svar": 9, "svarsfrekvens": None}),
    {"kundval": "", "svar": 16, "svarsfrekvens": 80},
)  # fmt: skip


def underlag(*tabeller: Tabell, **mer: object) -> k.Underlag:
    varden = {"period": "1 januari – 31 december 2024", "ar": "2024", "aret_fore": "2023", "glesa": frozenset({"12"})}
    return k.Underlag(tabeller, ORD, **{**varden, **mer})  # type: ignore[arg-type]


def rapportens(regelverk: Regelverkssamling, period: Period | None = None) -> k.Underlag:
    s = statistik(VALDA, regelverk, period) if period else statistik(VALDA, regelverk)
    fore = statistik(VALDA, regelverk, Period(date(2023, 1, 1), date(2023, 12, 31)))
    alla = (*s.alla, ENKAT)
    return underlag(*alla, fore=fore.alla, diagram={k.kallas(t): 1 for t in alla})


def text(u: k.Underlag, *avsnitt: str) -> str:
    return "\n".join(k.fylld_text(a) for a in k.fyll(avsnitt, u).avsnitt)


def meningar(u: k.Underlag, *avsnitt: str) -> list[str]:
    f = k.fyll(avsnitt, u)
    return [b.mening for _, b in (*f.fel, *f.skrivna)]


def test_a_reference_is_made_of_the_words_of_the_table_and_filled_in_with_its_cell(
    regelverk: Regelverkssamling,
) -> None:
    u = rapportens(regelverk)
    assert text(
        u, "Av {Tabell 4; AMI2; Avslutade} blev {tabell 4;ami2; andel egen försörjning, %} procent klara."
    ) == ("Av 10 blev 50 procent klara.")
    assert text(u, "{4; AMI2; avbrott}, {Tabell AMI2; Björken; Avbrott}, {Tabell 8; Totalt; Avslutade}") == "3, 1, 13"
    assert text(u, "{Tabell 4; AMI2; Totalt} mot {Tabell 4; AMI2; Totalt; året före}") == "18 mot 60"
    assert text(u, "{Period}: {År} mot {året före}") == "1 januari – 31 december 2024: 2024 mot 2023"
    assert text(u, "Dagar {Tabell 5; AMI2; Dagar i medeltal}") == "Dagar 81,6"
    # With a space as it is printed, or without as in the files.
    assert (
        text(u, "{Tabell 4; AMI 2; Totalt} mot {tabell 4; ami 2; totalt; ÅRET FÖRE}, {AMI 2; Björken; avbrott}")
        == "18 mot 60, 1"
    )
    assert meningar(u, "Från FAI 1 och FAI 2 till AMI 2, och i AMI 1 eller 2.") == []


def test_another_period_changes_them_all(regelverk: Regelverkssamling) -> None:
    mening = "{Tabell 4; AMI2; Avslutade}/{Tabell AMI2; Björken; Totalt}/{Tabell 2; Björken; Totalt}"
    assert text(rapportens(regelverk), mening) == "10/16/16"
    assert text(rapportens(regelverk, Period(date(2023, 1, 1), date(2023, 12, 31))), mening) == "50/60/60"


@settings(max_examples=12)
@given(st.lists(st.tuples(
    st.sampled_from(("Björken", "björken", "Å; {vid} ån", "Totalt", "AMI2", "Nord, Syd AB")), st.integers(0, 20_000),
    st.sampled_from(("totalt", "avbrott", "andel_avbrott", "andel", "AMI2", "2024")),
    st.one_of(st.none(), st.integers(0, 30_000), st.decimals(0, 900, places=1)),
), max_size=6))  # fmt: skip
def test_what_is_filled_in_is_always_the_cell(rader: list[tuple[str, int, str, int | Decimal | None]]) -> None:
    """Whatever things are called; or it is said that there are several of the name."""
    kolumner = tuple(dict.fromkeys(r[2] for r in rader)) or ("totalt",)
    namn = list(dict.fromkeys(r[0] for r in rader))
    celler: list[Rad] = [
        {"anordnare": n, **{c: next((v for a, _, b, v in rader if (a, b) == (n, c)), i) for c in kolumner}}
        for i, n in enumerate(namn)
    ]
    t = Tabell("8", "anordnare", ("anordnare", *kolumner), tuple(celler), dict.fromkeys(kolumner, 17))
    u = underlag(t)
    for nr, r in [*enumerate(celler), (None, t.totalt)]:
        for c in kolumner:
            (bit,) = k.fyll([k.hanvisning(u, t, nr, c)], u).avsnitt[0][0].bitar  # type: ignore[union-attr]
            if "Totalt" in namn and (nr is None or r["anordnare"] == "Totalt"):
                assert bit.slag == k.FEL and "flera rader" in bit.mening
            else:
                assert (bit.slag, bit.text) == (k.TAL, ord_.cell_ord(r[c])), (namn, c)


def test_every_cell_of_every_table_can_be_referred_to(regelverk: Regelverkssamling) -> None:
    u = rapportens(regelverk)
    for t in u.tabeller:
        for nr, r in [*enumerate(t.rader), (None, t.totalt)]:
            for c in t.kolumner[1:]:
                kalla = k.hanvisning(u, t, nr, c)
                (bit,) = k.fyll([kalla], u).avsnitt[0][0].bitar  # type: ignore[union-attr]
                gles = r.get(c) is None and k.kallas(t) in u.glesa
                assert bit.text == (kalla if gles else ord_.cell_ord(r.get(c))), kalla


@pytest.mark.parametrize(("hanvisning", "mening"), [
    ("{Tabell 44; AMI2; Avbrott}", "Det finns ingen tabell 44 för perioden."),
    ("{Tabell 4; ISA1; Avbrott}", "Tabell 4 har ingen rad ISA1 för perioden."),
    ("{Tabell 4; AMI2; Väntetid}", "Tabell 4 har ingen kolumn Väntetid."),
    ("{Tabell 4; AMI2}", "En hänvisning är tabell; rad; kolumn, och får sluta med året före."),
    ("{Tabell 4; JPG; Totalt; året före; nu}", "En hänvisning är tabell; rad; kolumn"),
    ("{Tabell 12; Björken; Svar}", "Tabell 12 har flera rader som heter Björken."),
    ("{Tabell 12; Ågården; Svar}", "den är färre än fem"),
    ("{Tabell 12; AMI · Björken; Svarsfrekvens}", "det är dolt eller finns inte"),
    ("{Tabell 12; Totalt; Svar; året före}", "Tabell 12 finns inte för året före."),
    ("{Tabell 10; Björken; Avbrott}", "Skriv Tabell AMI 2 i stället."),
    ("{Tabell 4}", "Tabell 4 visas inte i rapporten."),
    ("{Diagram 4; AMI2; Avbrott}", "Hänvisa till tabellen."),
    ("{Visa tabell 4} så", "visas på en egen rad"),
    ("{}", "Hänvisningen säger inte vilken tabell."),
    ("{Tabell 4; AMI2", "En klammer { har inget slut }."),
    ("{Visa tabell 4; Utfall}\n{Visa tabell 4}", "Tabell 4 visas redan tidigare i rapporten."),
    ("{Visa diagram 4 (3)}", "Tabell 4 har inget sådant diagram för perioden."),
])  # fmt: skip
def test_what_cannot_be_filled_in_is_told_and_nothing_stands_in_its_place(
    regelverk: Regelverkssamling, hanvisning: str, mening: str
) -> None:
    u = rapportens(regelverk)
    assert [m for m in meningar(u, hanvisning) if mening in m], meningar(u, hanvisning)
    if "Visa" not in hanvisning:
        assert text(u, f"Det var {hanvisning} av dem.") == f"Det var {hanvisning} av dem."


def test_tables_and_diagrams_have_their_number_in_the_report(regelverk: Regelverkssamling) -> None:
    u = rapportens(regelverk)
    f = k.fyll(["Se {Tabell 8} och {Diagram 4}.", "{Visa tabell 4}\n{visa diagram 4; Utfallet}\n{Visa tabell 8}"], u)
    assert k.fylld_text(f.avsnitt[0]) == "Se tabell 2 och diagram 1."
    assert [(v.slag, v.tabell, v.nummer, v.rubrik) for v in f.visade] == [
        ("tabell", "4", 1, ""), ("diagram", "4", 1, "Utfallet"), ("tabell", "8", 2, ""),
    ]  # fmt: skip


def test_a_typed_number_that_is_in_no_table_of_the_report_is_marked(regelverk: Regelverkssamling) -> None:
    u = rapportens(regelverk)
    assert meningar(u, "Av 10 insatser blev 4711 avbrutna.") == [
        "Talet 10 står inte i någon av rapportens tabeller.", "Talet 4711 står inte i någon av rapportens tabeller.",
    ]  # fmt: skip
    f = k.fyll(["Av 10 insatser blev 4711 avbrutna, {Tabell 4; AMI2; Avbrott} här.", "{Visa tabell 4}"], u)
    assert [(a, b.text) for a, b in f.skrivna] == [(0, "4711")] and not f.fel
    stycket = f.avsnitt[0][0]
    assert isinstance(stycket, k.Stycke)
    assert next(b.forslag[0] for b in stycket.bitar if b.text == "10") == "{Tabell 4; AMI 2; Avslutade}"
    assert "".join(b.kalla or b.text for b in stycket.bitar) == (
        "Av 10 insatser blev 4711 avbrutna, {Tabell 4; AMI2; Avbrott} här."
    )


@pytest.mark.parametrize(("rad", "tal"), [
    ("År 2024 och 2022–2023, 2024/25 och den 12 mars 2024, 1–31 maj, 2024-05-01, mars 2024.", []),
    ("Enligt 4 kap. 2 § och 12 a § lagen (2017:30), §§ 3 och 4, KFKS 2021/1150, NAF-2023-00317, § 118.", []),
    ("Se avsnitt 3.1, bilaga 2, stegen 3 och 4, tabell 3a, sidan 12 och AMI2, covid-19, den 1:a kl. 13.00.", []),
    ("3.1 Resultat", []),
    ("1. Anordnaren ska", []),
    ("Av 120 insatser, 63 procent (12,5 %) och 1 234 dagar", ["120", "63", "12,5", "1 234"]),
    ("2000 kunder,12st och 5–10 av 2,5", ["2000", "12", "5", "10", "2,5"]),
    ("se tabell 4, 45 kunder; del 7", ["45", "7"]),
    ("12 kunder", ["12"]),
    ("I AMI 2 och FAI 1 eller 2 fanns 3, i AMI 2 kunder", ["3", "2"]),
])  # fmt: skip
def test_years_days_law_and_numbers_of_sections_are_no_figures(rad: str, tal: list[str]) -> None:
    assert [s.text for s in skrivna_tal(rad)] == tal


@settings(max_examples=40)
@given(st.text(alphabet="{}; Tabell4AMI2\nVisa12,%§-", max_size=60))
def test_no_text_is_lost_whatever_is_written(skrivet: str) -> None:
    u = underlag(ENKAT)
    for rad, block in zip(skrivet.splitlines(), k.fyll([skrivet], u).avsnitt[0], strict=True):
        if isinstance(block, k.Stycke):
            egen = rad.lstrip()[2:] if block.punkt else rad
            assert "".join(b.kalla or b.text for b in block.bitar) == egen
