"""Ten forms the whole way: made by the program, filled in by others, taken in, reviewed, returned, completed,
approved; five of them offline, one of which somebody else has decided meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from db.ifyllnad import fyll_i, koder
from db.varld import Varld
from sqlalchemy import select

from kundvalsdesk.models import Inlamning, Insats, Manadsrapport
from kundvalsdesk.models.motor import Databas
from kundvalsdesk.services import aterremiss, granskning, handlingar
from kundvalsdesk.services.arbetsenhet import enhet, transaktion
from kundvalsdesk.services.granskningstyper import Mottaget
from kundvalsdesk.services.mottagning import original, ta_emot
from kundvalsdesk.services.paket.fil import oppna_paket
from kundvalsdesk.services.paket.intag import avsluta, ta_in
from kundvalsdesk.services.paket.uttag import ta_ut
from kundvalsdesk.services.rapportmall import mall

INSATSER = [f"2024-{n:02d}" for n in range(1, 11)]
FRAS = "kratta vulkan pelikan snickare"
BLAD = {
    "kunder": [
        {"kund": "K0001", "fornamn": "Dragana", "efternamn": "Đorđević", "malgrupp": "bistand",
         "karriarvagledare": "anlu"},
        {"kund": "K0002", "fornamn": "Hemlig", "efternamn": "Person", "skydd": "sekretessmarkering",
         "malgrupp": "bistand", "karriarvagledare": "anlu"},
        *({"kund": f"K00{n}", "fornamn": "Åke", "efternamn": "Öman", "malgrupp": "bistand",
           "karriarvagledare": "anlu"} for n in range(13, 21)),
    ],
    "insatser": [
        {"insats": i, "kund": k, "kod": "AMI2", "anordnare": "Björken", "beslut": "2024-07-20",
         "aktualiserad": "2024-07-21", "bemannad": "2024-07-22", "uppdrag": "2024-07-23", "start": "2024-08-01",
         "omfattning": "100"}
        for i, k in zip(INSATSER, ["K0001", "K0002", *(f"K00{n}" for n in range(13, 21))], strict=True)
    ],
}  # fmt: skip


@pytest.fixture
def varld(databas: Databas, regelverk: Any) -> Varld:
    return Varld(databas, regelverk, BLAD)


def formular(v: Varld, insats: str, idag: str = "2024-09-02") -> bytes:
    with v.enhet(idag) as e:
        namn, data = mall(e, "rapport", insats, "2024-08")
    assert "Dragana" not in namn and insats in namn
    return data


def ifyllt(data: bytes, **avsnitt: str) -> bytes:
    """Everything answered; `avsnitt` says otherwise."""
    svar: dict[str, Any] = {"rubrik": "Månadsrapport, augusti, KLAR"}
    for kod in koder(data):
        slag, _, namn = kod.partition(":")
        if slag == "avsnitt":
            svar[kod] = avsnitt.get(namn, f"Det går framåt, och det här är skrivet om {namn}.")
    svar["kontakt"] = [{0: date(2024, 8, d), 1: "Möte"} for d in (1, 8, 15, 22, 29)]
    svar["franvaro"] = [{0: date(2024, 8, 19), 1: date(2024, 8, 20), 2: "Vård av barn", 3: "Barnet sjukt"}]
    return fyll_i(data, svar)


def ta_in_fil(v: Varld, data: bytes, idag: str = "2024-09-03") -> Mottaget:
    with v.enhet(idag, skriv=True) as e:
        return ta_emot(e, data)


def besluta(v: Varld, insats: str, kod: str, idag: str, som: str = "anlu", **varden: str) -> None:
    with v.enhet(idag, som) as e:
        sedd = granskning.hamta(e, insats, "rapport", "2024-08").version
    v.gor(idag, f"rapport_{kod}", insats, "2024-08", som=som, version=sedd, datum=idag, **varden)


def lage(v: Varld) -> dict[str, str]:
    with v.enhet("2024-09-10") as e:
        return {r.insats: r.lage for r in granskning.lista(e).rader if r.slag == "rapport"}


def test_ten_forms_the_whole_way(varld: Varld, tmp_path: Path) -> None:
    tomma = {i: formular(varld, i) for i in INSATSER}
    fyllda = {i: ifyllt(d, progression="Ej aktuellt" if i == "2024-03" else f"Kunden i {i} har gjort framsteg.")
              for i, d in tomma.items()}  # fmt: skip
    # An unfinished one is kept aside, and does not count as klarmarkerad.
    utkast = fyll_i(tomma["2024-01"], {"avsnitt:progression": "Mer kommer."})
    assert (m := ta_in_fil(varld, utkast)).utfall == "parkerad" and m.kod == "utkast"

    for i, data in fyllda.items():
        svar = ta_in_fil(varld, data)
        assert (svar.utfall, svar.insats, svar.avser) == ("intagen", i, "2024-08"), svar.mening
        assert ta_in_fil(varld, data).utfall == "avvisad"  # the same file twice
    assert lage(varld) == dict.fromkeys(INSATSER, "vantar")
    with varld.enhet("2024-09-03") as e:
        vy = granskning.hamta(e, "2024-03", "rapport", "2024-08")
        assert vy.inlamning_id is not None and original(e, vy.inlamning_id)[1] == fyllda["2024-03"]
        skyddad = granskning.hamta(e, "2024-02", "rapport", "2024-08")
    assert "progression_ej_aktuellt" in {x.kod for a in vy.avsnitt for x in a.anmarkningar}
    assert vy.innehall is not None and [k.datum and k.datum.day for k in vy.innehall.kontakter] == [1, 8, 15, 22, 29]
    assert vy.innehall.franvaro[0].typ == "vab"
    assert "Hemlig" not in repr(skyddad) and b"Hemlig" not in tomma["2024-02"]

    # At the desk: three approved, two returned, with a message ready to send; they come back completed.
    for i in ("2024-01", "2024-02", "2024-04"):
        besluta(varld, i, "godkann", "2024-09-05", bedomning="fortsatt")
    for i in ("2024-03", "2024-05"):
        besluta(varld, i, "aterremiss", "2024-09-05", skal="Beskriv progressionen.")
        with varld.enhet("2024-09-05", skriv=True) as e:
            assert "Beskriv progressionen." in aterremiss.meddelande(e, i, "rapport", "2024-08").text
    assert lage(varld)["2024-03"] == "returnerad"
    for i in ("2024-03", "2024-05"):
        svar = ta_in_fil(varld, ifyllt(formular(varld, i, "2024-09-06"), progression="Utförligt."), "2024-09-09")
        assert svar.utfall == "intagen" and "igen" in svar.mening
        with varld.enhet("2024-09-09") as e:
            assert granskning.hamta(e, i, "rapport", "2024-08").avsnitt[0].text == "Utförligt."
        besluta(varld, i, "godkann", "2024-09-09", bedomning="justera")
    # A newer form over an approved report is kept aside.
    sen = ta_in_fil(varld, ifyllt(formular(varld, "2024-03", "2024-09-09"), progression="Ännu mer."), "2024-09-10")
    assert (sen.utfall, sen.kod) == ("parkerad", "redan_godkand")

    # Five go along on the road; one of them is decided by somebody else meanwhile.
    fil = tmp_path / "resa.kvpaket"
    with varld.enhet("2024-09-10", skriv=True) as e:
        assert ta_ut(e, fil, FRAS, "anlu").antal == 5
    _pa_resan(varld, fil)
    besluta(varld, "2024-08", "godkann", "2024-09-10", som="gust", bedomning="avsluta")

    def ny(skriv: bool, handling_id: str | None) -> Any:
        return varld.enhet("2024-09-11", skriv=skriv, handling_id=handling_id)

    resultat = ta_in(ny, fil, FRAS)
    assert resultat.inlasta == 4
    (konflikt,) = resultat.konflikter
    assert konflikt.insats == "2024-08" and konflikt.deras is not None and konflikt.deras.vem == "Gun Stål"
    avsluta(ny, fil, FRAS, resultat)
    assert not fil.exists()
    with transaktion(varld.databas) as s:
        rader = dict(
            s.execute(
                select(Insats.nyckel, Manadsrapport).join(Manadsrapport, Manadsrapport.insats_id == Insats.id)
            ).all()
        )
        assert {i for i, r in rader.items() if r.godkand} == set(INSATSER) - {"2024-10"}
        assert rader["2024-08"].bedomning == "avsluta" and rader["2024-10"].aterremitterad == date(2024, 9, 11)
        intagna = s.scalars(select(Inlamning).where(Inlamning.lage == "intagen")).all()
        assert len(intagna) == 12 and all(x.original for x in intagna)
    varld.stammer()


def _pa_resan(v: Varld, fil: Path) -> None:
    """Without any connection: four approved, one returned."""
    db, info = oppna_paket(fil, FRAS)
    try:
        for i in ("2024-06", "2024-07", "2024-08", "2024-09", "2024-10"):
            with enhet(db, info.aktor, v.regelverk, date(2024, 9, 11)) as e:
                vy = granskning.hamta(e, i, "rapport", "2024-08")
                assert vy.har_text and "Öman" not in vy.kund and "Åke" not in vy.kund
            kod, varden = ("rapport_godkann", {"bedomning": "fortsatt"})
            if i == "2024-10":
                kod, varden = ("rapport_aterremiss", {"skal": "Beskriv mer."})
            with enhet(db, info.aktor, v.regelverk, date(2024, 9, 11), skriv=True) as e:
                handlingar.utfor(e, kod, i, "2024-08", vy.version, {"datum": "2024-09-11", **varden})
    finally:
        db.stang()
