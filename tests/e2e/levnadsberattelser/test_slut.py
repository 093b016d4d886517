"""Ways out: another anordnare, another insats, a hidden reason, faults of the anordnare (K 8.3, 8.4, 13, 13.5)."""

from __future__ import annotations

from io import BytesIO

import pytest
from e2e.levnadsberattelser.berattelse import (
    DECEMBER,
    JANUARI,
    NOVEMBER,
    OKTOBER,
    SEPTEMBER,
    VAGEN_IN,
    Berattelse,
)
from pypdf import PdfReader

from kundvalsdesk.fel import Nekad
from kundvalsdesk.services import arende, ko, sok
from kundvalsdesk.services.documents.avbrottsunderlag import senaste_dokument
from kundvalsdesk.services.typer import KoFilter


def test_9_byte_av_anordnare(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 2 hos Björken sedan 2 september som den 14 oktober vill byta till Ågården
    När    insatsen avslutas i förtid med sista dag 31 oktober och den nya börjar den 28
    Så     går de bredvid varandra i fyra dagar, var och en med sina frister, och båda rapporterar oktober.
    """
    b.inled("AMI2")
    b.rapport("2024-09")
    gamla = b.insats
    b.nekas("2024-10-14", "har_anordnare", "valj_anordnare", anordnare="Ågården")
    b.nar("2024-10-14", "avsluta", avslutstyp="fortid", orsak_fortid="byte_anordnare", sista_dag="2024-10-31")
    b.da(
        "2024-10-14",
        """
        avbrottsdokument    gul   2024-10-15
        slutrapport_fortid  gron  2024-10-28
    """,
    )
    b.nar("2024-10-15", "avbrottsdokument")

    nya = b.beslut("2024-10-14", "AMI2")
    b.nar("2024-10-14", "valj_anordnare", anordnare="Ågården")
    b.nar("2024-10-15", "aktualisera")
    b.da(
        "2024-10-15",
        """
        bemanning  gul      2024-10-16
        uppdrag    vilande  2024-10-17
    """,
    )
    b.nar("2024-10-16", "bemanna")
    b.nekas("2024-10-17", "saknas", "uppdrag", start="2024-10-28", omfattning="75")
    b.nar("2024-10-17", "uppdrag", start="2024-10-28", omfattning="75", deltid_skal="Sfi två dagar i veckan.")
    b.da("2024-10-17", "uppstartsmote gron 2024-10-24")
    b.nar("2024-10-22", "kontakt", typ="uppstartsmote")
    b.da("2024-10-28", "genomforandeplan:1 gron 2024-11-11")

    b.insats = gamla
    b.da("2024-10-24", "slutrapport_fortid gron 2024-10-28")
    b.nar("2024-10-25", "slutrapport_inkommen")
    b.da("2024-10-25", "granska_slutrapport gron 2024-11-01")
    b.rundtur("2024-10-28")
    b.nar("2024-10-31", "slutrapport_godkann", nasta_steg="Fortsätter hos Ågården.")
    b.da("2024-11-01", "manadsrapport:2024-10 gron 2024-11-07")
    b.rapport("2024-10")
    b.hela(
        "2024-11-12",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        """
        avbrottsdokument     klar 2024-10-15 2024-10-15
        slutrapport_fortid   klar 2024-10-28 2024-10-25
        granska_slutrapport  klar 2024-11-01 2024-10-31
    """,
    )

    b.insats = nya
    b.rapport("2024-10")
    b.nar("2024-11-07", "plan_inkommen")
    b.da("2024-11-07", "granska_plan:1 gron 2024-11-14")
    b.nar("2024-11-12", "plan_godkann", "1")
    b.da("2024-11-12", "")
    b.nar("2024-11-25", "avsluta", avslutstyp="fortid", orsak_fortid="arbete", sista_dag="2024-11-29")
    b.da(
        "2024-11-25",
        """
        avbrottsdokument    gul   2024-11-26
        slutrapport_fortid  gron  2024-12-09
    """,
    )
    b.nar("2024-11-26", "avbrottsdokument")
    b.rapport("2024-11")
    b.nar("2024-12-05", "slutrapport_inkommen")
    b.da("2024-12-06", "granska_slutrapport gron 2024-12-12")
    b.nar("2024-12-09", "slutrapport_godkann")
    b.hela(
        "2024-12-09",
        OKTOBER,
        NOVEMBER,
        """
        bemanning            klar 2024-10-16 2024-10-16
        uppdrag              klar 2024-10-17 2024-10-17
        uppstartsmote        klar 2024-10-24 2024-10-22
        genomforandeplan:1   klar 2024-11-11 2024-11-07
        granska_plan:1       klar 2024-11-14 2024-11-12
        avbrottsdokument     klar 2024-11-26 2024-11-26
        slutrapport_fortid   klar 2024-12-09 2024-12-05
        granska_slutrapport  klar 2024-12-12 2024-12-09
    """,
    )
    b.slut("2024-12-09", gamla, nya)


def test_10_annan_insats_i_kommunen(b: Berattelse) -> None:
    """
    Givet  en kund i FAI 1 hos Zenit till 1 december som når sitt mål i november
    När    AMI 2 beviljas den 11 november, bedömd som parallell, och FAI 1 avslutas i förtid dagen efter
    Så     har det nya beslutet redan svarat på frågan om nästa steg; i AMI 2 ändras målen, så att planen görs om,
           och kunden startar eget i januari.
    """
    b.inled("FAI1", "Zenit")
    b.rapport("2024-09")
    b.rapport("2024-10")
    fai = b.insats
    b.da(
        "2024-11-11",
        """
        slutdatum:2024-11-01   gron  2024-12-01
        slutrapport_fullfoljd  gron  2024-11-30
    """,
    )
    ami = b.beslut("2024-11-11", "AMI2", parallell_bedomning="Kan göra stegförflyttningar i båda.")
    b.insats = fai
    b.da("2024-11-11", "slutrapport_fullfoljd gron 2024-11-30")
    b.nar("2024-11-12", "avsluta", avslutstyp="fortid", orsak_fortid="annan_insats", sista_dag="2024-11-22")
    b.da(
        "2024-11-12",
        """
        avbrottsdokument    gul   2024-11-13
        slutrapport_fortid  gron  2024-11-26
    """,
    )
    b.nar("2024-11-13", "avbrottsdokument")
    b.nar("2024-11-20", "slutrapport_inkommen")
    b.da("2024-11-20", "granska_slutrapport gron 2024-11-27")
    b.nar("2024-11-25", "slutrapport_godkann", nasta_steg="AMI 2 från 25 november.")
    b.da("2024-11-25", "manadsrapport:2024-11 gron 2024-12-07")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        slutdatum:2024-11-01   klar 2024-12-01 2024-11-11
        slutrapport_fullfoljd  bortfallen 2024-11-30
        avbrottsdokument       klar 2024-11-13 2024-11-13
        slutrapport_fortid     klar 2024-11-26 2024-11-20
        granska_slutrapport    klar 2024-11-27 2024-11-25
    """,
    )

    b.insats = ami
    b.nar("2024-11-12", "valj_anordnare", anordnare="Björken")
    b.nar("2024-11-12", "aktualisera")
    b.nar("2024-11-13", "bemanna")
    b.nar("2024-11-14", "uppdrag", start="2024-11-25", omfattning="100")
    b.nar("2024-11-20", "kontakt", typ="uppstartsmote")
    b.da("2024-11-25", "genomforandeplan:1 gron 2024-12-09")
    b.nekas("2024-11-25", "plan_saknas", "plan_revidering", "1", skal="Målen har ändrats.")
    b.rapport("2024-11")
    b.nar("2024-12-05", "plan_inkommen")
    b.da("2024-12-06", "granska_plan:1 gron 2024-12-12")
    b.nekas("2024-12-06", "plan_ej_godkand", "plan_revidering", "1", skal="Målen har ändrats.")
    b.nar("2024-12-10", "plan_godkann", "1")
    b.nar("2024-12-11", "plan_revidering", "1", skal="Kunden vill starta eget.")
    b.da("2024-12-11", "reviderad_plan:2 gron 2024-12-18")
    b.nekas("2024-12-11", "revidering_begard", "plan_revidering", "1", skal="En gång till.")
    b.da("2024-12-17", "reviderad_plan:2 gul 2024-12-18")
    b.da("2024-12-19", "reviderad_plan:2 rod 2024-12-18")
    b.rundtur("2024-12-19")
    b.nar("2024-12-19", "plan_inkommen")
    # 20, 23, 27, 30 December and 2 January.
    b.da("2024-12-19", "granska_plan:2 gron 2025-01-02")
    b.da("2024-12-30", "granska_plan:2 gul 2025-01-02")
    b.nar("2024-12-30", "plan_godkann", "2")
    b.rapport("2024-12")
    b.nar("2025-01-10", "avsluta", avslutstyp="fortid", orsak_fortid="foretag", sista_dag="2025-01-17")
    b.da(
        "2025-01-10",
        """
        avbrottsdokument    gul   2025-01-13
        slutrapport_fortid  gron  2025-01-24
    """,
    )
    b.nar("2025-01-10", "avbrottsdokument")
    b.nar("2025-01-20", "slutrapport_inkommen")
    b.da(
        "2025-01-20",
        """
        granska_slutrapport    gron  2025-01-27
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.nar("2025-01-22", "slutrapport_godkann")
    b.rapport("2025-01")
    b.hela(
        "2025-02-07",
        NOVEMBER,
        DECEMBER,
        JANUARI,
        """
        bemanning            klar 2024-11-13 2024-11-13
        uppdrag              klar 2024-11-14 2024-11-14
        uppstartsmote        klar 2024-11-21 2024-11-20
        genomforandeplan:1   klar 2024-12-09 2024-12-05
        granska_plan:1       klar 2024-12-12 2024-12-10
        reviderad_plan:2     klar 2024-12-18 2024-12-19
        granska_plan:2       klar 2025-01-02 2024-12-30
        avbrottsdokument     klar 2025-01-13 2025-01-10
        slutrapport_fortid   klar 2025-01-24 2025-01-20
        granska_slutrapport  klar 2025-01-27 2025-01-22
    """,
    )
    b.slut("2025-02-07", fai, ami)


HEMLIGT = ("skyddat boende", "flytt", "oförutsedd", "hemlig", "person,", "sekretessmarkering")
"""What nobody outside may read in story 11: the reason, the comment, the name, the kind of protection."""


@pytest.mark.inloggad
def test_11_skyddat_boende(b: Berattelse) -> None:
    """
    Givet  en kund med sekretessmarkering i AMI 1 som den 15 oktober måste flytta till skyddat boende
    När    insatsen avbryts och kunden inte vill att anordnaren får veta varför
    Så     står varken orsaken, kommentaren eller namnet i dokumentet, i kön, i ärendet, i listan eller i sökningen.
    """
    b.inled(kund="K0002")
    b.rapport("2024-09")
    b.nekas("2024-10-15", "far_ej_dolja", "avsluta", avslutstyp="avbruten", orsak_avbruten="flytt",
            sista_dag="2024-10-18", orsak_dold="ja")  # fmt: skip
    b.nar("2024-10-15", "avsluta", avslutstyp="avbruten", orsak_avbruten="oforutsett", sista_dag="2024-10-18",
          orsak_dold="ja", kommentar="Flytt till skyddat boende.")  # fmt: skip
    b.da("2024-10-15", "avbrottsdokument gul 2024-10-16")
    b.nar("2024-10-16", "avbrottsdokument")
    with b.v.enhet("2024-10-16") as e:
        nummer, pdf = senaste_dokument(e, b.insats)
    lasare = PdfReader(BytesIO(pdf))
    text = " ".join(s.extract_text() for s in lasare.pages) + repr(dict(lasare.metadata or {})) + nummer
    assert "2024-10-18" in text or "18 oktober 2024" in text
    assert [h for h in HEMLIGT if h in text.lower()] == []
    with b.v.enhet("2024-10-18", "boek") as e:  # for whom the kund is not there at all
        with pytest.raises(Nekad, match="ingen insats med numret"):
            arende.hamta(e, b.insats)
        sett = repr((ko.sida(e, KoFilter(urval="alla", del_="alla"), 0, 50), arende.lista(e, urval="alla")))
        assert b.insats not in sett and sok.sok(e, b.insats).grupper == ()
    for som in ("anlu", "gust"):
        with b.v.enhet("2024-10-18", som) as e:
            vy = arende.hamta(e, b.insats)
            sett = repr((
                ko.sida(e, KoFilter(urval="alla", del_="alla"), 0, 50), arende.lista(e, urval="alla"),
                sok.sok(e, b.insats), vy.kund, vy.kundfakta, vy.insatsfakta, vy.frister, vy.steg, vy.dokument,
            ))  # fmt: skip
            assert b.insats in sett and [h for h in HEMLIGT if h in sett.lower()] == []
            assert b.insats not in repr(sok.sok(e, "Hemlig"))
    b.da(
        "2024-10-21",
        """
        slutrapport_avbruten   gron  2024-11-01
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.nar("2024-10-30", "slutrapport_inkommen")
    b.da(
        "2024-10-30",
        """
        granska_slutrapport    gron  2024-11-06
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.nar("2024-11-04", "slutrapport_godkann", nasta_steg="Ingen bedömning är möjlig.")
    b.rapport("2024-10")
    b.hela(
        "2024-11-08",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        """
        slutdatum:2024-11-01   bortfallen 2024-12-01
        slutrapport_fullfoljd  bortfallen 2024-11-30
        avbrottsdokument       klar 2024-10-16 2024-10-16
        slutrapport_avbruten   klar 2024-11-01 2024-10-30
        granska_slutrapport    klar 2024-11-06 2024-11-04
    """,
    )
    b.slut("2024-11-08")


def test_12_brister_hos_anordnaren(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 vars septemberrapport inte har kommit den 7 november, en månad för sent
    När    bristen bedöms och insatsen avslutas därför, med sista dag 15 november
    Så     får de sena rapporterna ändå tre och fem arbetsdagar, och ingen ersättning utgår efter sista dag.
    """
    b.inled()
    b.da(
        "2024-11-07",
        """
        manadsrapport:2024-09  rod   2024-10-07
        manadsrapport:2024-10  gul   2024-11-07
        slutdatum:2024-11-01   gron  2024-12-01
        slutrapport_fullfoljd  gron  2024-11-30
    """,
    )
    b.da(
        "2024-11-08",
        """
        manadsrapport:2024-09                   rod   2024-10-07
        manadsrapport:2024-10                   rod   2024-11-07
        brist:mer_an_manad_sen:rapport:2024-09  gron  2024-11-15
        slutdatum:2024-11-01                    gron  2024-12-01
        slutrapport_fullfoljd                   gron  2024-11-30
    """,
    )
    b.nekas("2024-11-07", "brist_saknas", "brist_bedom", "mer_an_manad_sen:rapport:2024-09", bedomning="brist",
            kommentar="Sen.")  # fmt: skip
    b.nar("2024-11-11", "brist_bedom", "mer_an_manad_sen:rapport:2024-09", bedomning="brist",
          kommentar="Anordnaren har ingen förklaring.")  # fmt: skip
    foljd = b.konsekvenser("2024-11-12", "avbruten", "brister_anordnare", "2024-11-15")
    assert foljd["Efter sista dag"] == "Ingen ersättning: orsaken ligger inom anordnarens kontroll."
    b.nar("2024-11-12", "avsluta", avslutstyp="avbruten", orsak_avbruten="brister_anordnare", sista_dag="2024-11-15")
    b.da(
        "2024-11-12",
        """
        manadsrapport:2024-09  rod  2024-10-07
        manadsrapport:2024-10  rod  2024-11-07
        avbrottsdokument       gul  2024-11-13
    """,
    )
    b.nar("2024-11-12", "avbrottsdokument")
    b.nar("2024-11-12", "rapport_klarmarkera", "2024-09")
    b.nar("2024-11-12", "underlag", "2024-09")
    b.nar("2024-11-13", "rapport_klarmarkera", "2024-10")
    b.nar("2024-11-13", "underlag", "2024-10")
    b.da(
        "2024-11-13",
        """
        granska_rapport:2024-09  gron  2024-11-15
        godkann_rapport:2024-09  gron  2024-11-19 inuti
        granska_rapport:2024-10  gron  2024-11-18
        godkann_rapport:2024-10  gron  2024-11-20 inuti
    """,
    )
    b.rundtur("2024-11-13")
    b.nar("2024-11-15", "rapport_godkann", "2024-09", bedomning="avsluta")
    b.da(
        "2024-11-15",
        """
        granska_rapport:2024-10  gul   2024-11-18
        godkann_rapport:2024-10  gron  2024-11-20 inuti
        slutrapport_avbruten     gron  2024-11-29
    """,
    )
    b.nar("2024-11-18", "rapport_godkann", "2024-10", bedomning="avsluta")
    b.nar("2024-11-27", "slutrapport_inkommen")
    b.da(
        "2024-11-27",
        """
        granska_slutrapport    gron  2024-12-04
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-12-02", "slutrapport_godkann", nasta_steg="AMI 1 hos en annan anordnare.")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        NOVEMBER,
        """
        manadsrapport:2024-09    klar 2024-10-07 2024-11-12
        granska_rapport:2024-09  klar 2024-11-15 2024-11-15
        godkann_rapport:2024-09  klar 2024-11-19 2024-11-15
        manadsrapport:2024-10    klar 2024-11-07 2024-11-13
        granska_rapport:2024-10  klar 2024-11-18 2024-11-18
        godkann_rapport:2024-10  klar 2024-11-20 2024-11-18
        slutdatum:2024-11-01     bortfallen 2024-12-01
        slutrapport_fullfoljd    bortfallen 2024-11-30
        avbrottsdokument         klar 2024-11-13 2024-11-12
        slutrapport_avbruten     klar 2024-11-29 2024-11-27
        granska_slutrapport      klar 2024-12-04 2024-12-02
    """,
    )
    b.slut("2024-12-06")
