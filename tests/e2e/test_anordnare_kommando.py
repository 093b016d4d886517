"""The register of anordnare by command: read as JSON, written field by field, refused in one sentence each."""

from __future__ import annotations

from .conftest import Kor
from .test_kommandorad import nekad

B = "Björkens Jobbcenter"


def test_the_register_is_read_and_written(inlast: Kor) -> None:
    def gor(*arg: str, som: str = "gust") -> None:
        svar = inlast("anordnare", *arg, "--som", som, "--idag", "2024-09-11")
        assert (svar.kod, svar.fel) == (0, "Sparat i registret över anordnare.\n"), svar

    gor("andra", B, "--satt", "telefon=08-123", "--satt", "orgnr=5560125790")
    gor("kontor", B, "Älta", "--satt", "kommundel=Boo")
    gor("kontor", B, "Älta", "--satt", "telefon=1")
    gor("kontor", B, "Sickla", "--satt", "telefon=2")
    gor("kontor", B, "Sickla", "--ta-bort")
    gor("jobbexpert", B, "Örjan Ek", "--satt", "forsta_dag=2024-09-02")
    gor("auktorisera", B, "FAI1", "--satt", "fran=2024-10-01", "--satt", "villkor=Egen lokal.")
    gor("andring", B, "--satt", "slag=ledning", "--satt", "beskrivning=Ny chef.", "--satt", "anmald=2024-09-10")
    gor("andring", B, "1", "--satt", "hanterad=2024-09-11", "--satt", "atgard=Noterat.")
    gor("lagg-till", "Ågårdens Lärcenter", "--satt", "kommunal=ja")
    ut = inlast("anordnare", "visa", B, "--som", "gust", "--idag", "2024-09-11").data
    assert ut["uppgifter"] == {"Telefon": "08-123", "Drift": "Extern", "Org.nummer": "556012-5790"}
    assert [(k["namn"], k["kommundel"], k["telefon"]) for k in ut["kontor"]] == [("Älta", "Boo", "1")]
    assert [(p["namn"], p["behorighet"]) for p in ut["personal"]] == [("Örjan Ek", "saknas")]
    assert [(a["avser"], a["lage"], a["villkor"]) for a in ut["auktorisationer"]] == [
        ("AMI", "galler", ""), ("FAI1", "kommer", "Egen lokal."),
    ]  # fmt: skip
    assert [(a["nummer"], a["hanterad_av"]) for a in ut["andringar"]] == [("1", "Gunnar Strand")]
    assert ut["att_gora"] == ["Behörighet är inte begärd för Örjan Ek, som började 2 september 2024."]
    assert ut["per_manad"]["Pågår vid månadens slut"]["2024-07"] == 2
    rader = inlast("anordnare", "lista", "--som", "anlu", "--idag", "2024-09-11").data
    assert [(r["anordnare"], r["kundval"]) for r in rader] == [("Ågårdens Lärcenter", []), (B, ["AMI"])][::-1]


def test_what_still_runs_is_listed_when_an_auktorisation_ends(inlast: Kor) -> None:
    svar = inlast(
        "anordnare", "avauktorisera", B, "AMI", "--satt", "till=2024-09-30", "--satt", "avslut=aterkallad", "--satt",
        "avslut_skal=Brister.", "--som", "gust", "--idag", "2024-09-11",
    )  # fmt: skip
    assert svar.kod == 0
    kvar = {x["insats"]: (x.get("kund"), x["till"]) for x in svar.data["utan_auktorisation"]}
    assert kvar == {"I1": ("Öberg, Åsa", "2024-09-30"), "I2": ("Ärende I2 · skyddad", "2024-09-30")}
    nekad(inlast("anordnare", "avauktorisera", B, "FAI", "--satt", "till=2024-09-30"), "ingen auktorisation för FAI")


def test_what_is_wrong_is_said_in_one_sentence(inlast: Kor) -> None:
    nekad(inlast("anordnare", "visa"), "vilken anordnare")
    nekad(inlast("anordnare", "visa", "Ingen"), "heter Ingen")
    nekad(inlast("anordnare", "andra", B), "--satt")
    nekad(inlast("anordnare", "andra", B, "--satt", "telefon"), "FÄLT=VÄRDE")
    nekad(inlast("anordnare", "andra", B, "--satt", "skonummer=4"), "skonummer finns inte")
    nekad(inlast("anordnare", "andra", B, "--satt", "telefon=1", "--som", "anlu"), "Det här görs av")
    nekad(inlast("anordnare", "kontor", B, "--satt", "telefon=1"), "namnet")
    nekad(inlast("anordnare", "jobbexpert", B, "Ingen", "--ta-bort"), "Ingen finns inte")
    nekad(inlast("anordnare", "andring", B, "7", "--satt", "atgard=x"), "numret 7")
    assert inlast("anordnare", "flytta", B).kod == 2
