"""Missed contacts, leave, returned reports and extensions (K 8.2, 9.2, 10.4, 11, 12.1.3)."""

from __future__ import annotations

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


def test_5_ogiltig_franvaro_efter_tre_kontaktforsok(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 som inte svarar den 16, 17 och 18 oktober
    När    anordnaren meddelar det först på tisdagen, och kunden uteblir igen den 28
    Och    kunden till slut själv avbryter den 11 november, och slutrapporten dröjer till den 28
    Så     är det första meddelandet sent, det andra i tid, och slutrapporten tre arbetsdagar sen.
    """
    b.inled()
    b.rapport("2024-09")
    b.nekas("2024-10-09", "ledighet", "franvaro_registrera", typ="ledighet", fran="2024-10-21", till="2024-10-25")
    b.nekas("2024-10-17", "saknas", "franvaro_registrera", typ="ogiltig", ogiltig_vad="forsok",
            forsok_1="2024-10-16", forsok_2="2024-10-17")  # fmt: skip
    b.nar("2024-10-18", "franvaro_registrera", typ="ogiltig", ogiltig_vad="forsok", forsok_1="2024-10-16",
          forsok_2="2024-10-17", forsok_3="2024-10-18")  # fmt: skip
    # The day after the third attempt is a Saturday.
    b.da("2024-10-18", "ogiltig_franvaro:2024-10-18 gul 2024-10-21")
    b.kan(
        "2024-10-18",
        """
        ogiltig_meddelad:ogiltig:2024-10-18 plan_revidering:1 plan_inkommen slutrapport_inkommen kontakt
        forlangning_begar franvaro_registrera avsluta
    """,
    )
    b.da("2024-10-22", "ogiltig_franvaro:2024-10-18 rod 2024-10-21")
    b.nar("2024-10-22", "ogiltig_meddelad", "ogiltig:2024-10-18")
    b.nar("2024-10-28", "franvaro_registrera", typ="ogiltig", ogiltig_vad="uteblev", dag="2024-10-28",
          orsak_ogiltig="Kom inte till arbetsplatsen.")  # fmt: skip
    b.da("2024-10-28", "ogiltig_franvaro:2024-10-28 gul 2024-10-29")
    b.rundtur("2024-10-28")
    b.nar("2024-10-29", "ogiltig_meddelad", "ogiltig:2024-10-28")
    b.rapport("2024-10")
    b.nar("2024-11-11", "avsluta", avslutstyp="avbruten", orsak_avbruten="kund_avbryter", sista_dag="2024-11-11")
    b.da(
        "2024-11-11",
        """
        avbrottsdokument      gul   2024-11-12
        slutrapport_avbruten  gron  2024-11-25
    """,
    )
    b.nar("2024-11-11", "avbrottsdokument")
    b.da(
        "2024-11-26",
        """
        slutrapport_avbruten   rod   2024-11-25
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-28", "slutrapport_inkommen")
    b.da(
        "2024-11-28",
        """
        granska_slutrapport    gron  2024-12-05
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-12-02", "slutrapport_godkann", nasta_steg="Kunden hör av sig.")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        ogiltig_franvaro:2024-10-18  klar 2024-10-21 2024-10-22
        ogiltig_franvaro:2024-10-28  klar 2024-10-29 2024-10-29
        slutdatum:2024-11-01         bortfallen 2024-12-01
        slutrapport_fullfoljd        bortfallen 2024-11-30
        avbrottsdokument             klar 2024-11-12 2024-11-11
        slutrapport_avbruten         klar 2024-11-25 2024-11-28
        granska_slutrapport          klar 2024-12-05 2024-12-02
    """,
    )
    b.slut("2024-12-06")


def test_6_ledighet_tio_dagar_och_tjugo(b: Berattelse) -> None:
    """
    Givet  två unga vuxna utan ekonomiskt bistånd i AMI 1, som får vara lediga upp till 14 dagar
    När    den ena tar 10 dagar från den 21 oktober och den andra 20
    Så     händer ingenting med den första (inte heller vid 14), men vid 15 dagar, och för den andra, ska avslut
           beslutas inom fem arbetsdagar från anmälan; hon avbryts dagen före ledigheten.
    """
    ung = {"malgrupp": "ung_vuxen", "ekonomiskt_bistand": "nej", "kundansvarig": "anlu"}
    b.ny_kund("2024-08-26", fornamn="Ines", efternamn="Ek", fodelsedatum="2004-03-01", **ung)
    b.inled()
    b.rapport("2024-09")
    tio = b.insats
    b.nar("2024-10-09", "franvaro_registrera", typ="ledighet", fran="2024-10-21", till="2024-10-30")
    b.da("2024-10-09", "")
    b.nar("2024-10-09", "franvaro_slut", "ledighet:2024-10-21", till="2024-11-03")
    b.da("2024-10-09", "")
    b.nar("2024-10-09", "franvaro_slut", "ledighet:2024-10-21", till="2024-11-04")
    b.da("2024-10-09", "lang_ledighet:2024-10-21 gron 2024-10-16")
    b.nar("2024-10-09", "franvaro_slut", "ledighet:2024-10-21", till="2024-10-30")
    b.da("2024-10-09", "")

    b.ny_kund("2024-08-26", fornamn="Tove", efternamn="Al", fodelsedatum="2004-05-01", **ung)
    b.inled()
    b.rapport("2024-09")
    tjugo = b.insats
    b.nar("2024-10-09", "franvaro_registrera", typ="ledighet", fran="2024-10-21", till="2024-11-09")
    b.da("2024-10-09", "lang_ledighet:2024-10-21 gron 2024-10-16")
    b.da("2024-10-15", "lang_ledighet:2024-10-21 gul 2024-10-16")
    b.nar("2024-10-16", "bedom_franvaro", "ledighet:2024-10-21", bedomning="Insatsen avslutas.")
    b.da("2024-10-16", "")
    b.nar("2024-10-16", "avsluta", avslutstyp="avbruten", orsak_avbruten="lang_ledighet", sista_dag="2024-10-20")
    b.da("2024-10-16", "avbrottsdokument gul 2024-10-17")
    b.nar("2024-10-16", "avbrottsdokument")
    # 14 days after Sunday 20 October is a Sunday, which does not roll.
    b.da(
        "2024-10-21",
        """
        slutrapport_avbruten   gron  2024-11-03
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.da(
        "2024-10-31",
        """
        slutrapport_avbruten   gul   2024-11-03
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.da(
        "2024-11-04",
        """
        slutrapport_avbruten   rod   2024-11-03
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.nar("2024-11-04", "slutrapport_inkommen")
    b.rapport("2024-10")
    b.da("2024-11-08", "granska_slutrapport gul 2024-11-11")
    b.nar("2024-11-08", "slutrapport_godkann", nasta_steg="Nytt beslut vid förnyad kontakt.")
    b.hela(
        "2024-11-08",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        """
        lang_ledighet:2024-10-21  klar 2024-10-16 2024-10-16
        slutdatum:2024-11-01      bortfallen 2024-12-01
        slutrapport_fullfoljd     bortfallen 2024-11-30
        avbrottsdokument          klar 2024-10-17 2024-10-16
        slutrapport_avbruten      klar 2024-11-03 2024-11-04
        granska_slutrapport       klar 2024-11-11 2024-11-08
    """,
    )

    b.insats = tio
    b.rapport("2024-10")
    b.nar("2024-11-11", "avsluta", avslutstyp="fortid", orsak_fortid="foretag", sista_dag="2024-11-15")
    b.nar("2024-11-11", "avbrottsdokument")
    b.da("2024-11-12", "slutrapport_fortid gron 2024-11-25")
    b.nar("2024-11-18", "slutrapport_inkommen")
    b.nar("2024-11-20", "slutrapport_godkann")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        slutdatum:2024-11-01   bortfallen 2024-12-01
        slutrapport_fullfoljd  bortfallen 2024-11-30
        avbrottsdokument       klar 2024-11-12 2024-11-11
        slutrapport_fortid     klar 2024-11-25 2024-11-18
        granska_slutrapport    klar 2024-11-25 2024-11-20
    """,
    )
    b.slut("2024-12-06", tio, tjugo)


def test_7_rapporten_returneras_tva_ganger(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 vars septemberrapport kommer i tid den 3 oktober
    När    den återremitteras den 8, kompletteras två dagar sent, återremitteras igen och kompletteras två dagar sent
    Och    insatsen avbryts för utebliven progression, med en slutrapport som också kommer tillbaka en gång
    Så     öppnas varje tid på nytt utom granskningen av slutrapporten, vars klocka går vidare.
    """
    b.inled()
    b.nar("2024-10-03", "rapport_klarmarkera", "2024-09")
    b.nar("2024-10-03", "underlag", "2024-09")
    b.nekas("2024-10-03", "rapport_ej_returnerad", "rapport_igen", "2024-09")
    b.nar("2024-10-08", "rapport_aterremiss", "2024-09", skal="Beskriv progressionen.")
    b.da(
        "2024-10-08",
        """
        godkann_rapport:2024-09      vilande  2024-10-15
        komplettera_rapport:2024-09  gron     2024-10-15
    """,
    )
    b.nekas("2024-10-08", "rapport_returnerad", "rapport_godkann", "2024-09", bedomning="fortsatt")
    b.da(
        "2024-10-14",
        """
        godkann_rapport:2024-09      vilande  2024-10-15
        komplettera_rapport:2024-09  gul      2024-10-15
    """,
    )
    b.da(
        "2024-10-16",
        """
        godkann_rapport:2024-09      vilande  2024-10-15
        komplettera_rapport:2024-09  rod      2024-10-15
    """,
    )
    # Five arbetsdagar from Thursday the 17th.
    b.nar("2024-10-17", "rapport_igen", "2024-09")
    b.da("2024-10-17", "godkann_rapport:2024-09 gron 2024-10-24")
    b.nar("2024-10-21", "rapport_aterremiss", "2024-09", skal="Delmålen saknas fortfarande.")
    # Twice the same: a brist of the anordnare, to take a view on within five arbetsdagar.
    b.da(
        "2024-10-21",
        """
        godkann_rapport:2024-09                     vilande  2024-10-24
        komplettera_rapport:2024-09                 gron     2024-10-28
        brist:samma_aterremitterad:rapport:2024-09  gron     2024-10-28
    """,
    )
    b.rundtur("2024-10-21")
    b.nar("2024-10-23", "brist_bedom", "samma_aterremitterad:rapport:2024-09", bedomning="brist",
          kommentar="Påtalat för anordnaren.")  # fmt: skip
    b.da(
        "2024-10-25",
        """
        godkann_rapport:2024-09      vilande  2024-10-24
        komplettera_rapport:2024-09  gul      2024-10-28
    """,
    )
    b.nar("2024-10-30", "rapport_igen", "2024-09")
    b.da("2024-10-30", "godkann_rapport:2024-09 gron 2024-11-06")
    b.nar("2024-11-04", "rapport_godkann", "2024-09", bedomning="avsluta")
    b.rapport("2024-10")
    b.nar("2024-11-11", "avsluta", avslutstyp="avbruten", orsak_avbruten="utebliven_progression",
          sista_dag="2024-11-15")  # fmt: skip
    b.nar("2024-11-12", "avbrottsdokument")
    b.da("2024-11-15", "slutrapport_avbruten gron 2024-11-29")
    b.nar("2024-11-20", "slutrapport_inkommen")
    b.da(
        "2024-11-20",
        """
        granska_slutrapport    gron  2024-11-27
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-22", "slutrapport_aterremiss", skal="Bedöm nästa steg.")
    b.da(
        "2024-11-22",
        """
        granska_slutrapport    vilande  2024-11-27
        manadsrapport:2024-11  gron     2024-12-07
    """,
    )
    b.nar("2024-11-26", "slutrapport_igen")
    b.da(
        "2024-11-28",
        """
        granska_slutrapport    rod   2024-11-27
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-28", "slutrapport_godkann", nasta_steg="FAI 2.")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        OKTOBER,
        NOVEMBER,
        """
        manadsrapport:2024-09        klar 2024-10-07 2024-10-03
        granska_rapport:2024-09      klar 2024-10-12 2024-10-08
        komplettera_rapport:2024-09  klar 2024-10-28 2024-10-30
        godkann_rapport:2024-09      klar 2024-11-06 2024-11-04
        slutdatum:2024-11-01         bortfallen 2024-12-01
        slutrapport_fullfoljd        bortfallen 2024-11-30
        avbrottsdokument             klar 2024-11-12 2024-11-12
        slutrapport_avbruten         klar 2024-11-29 2024-11-20
        granska_slutrapport          klar 2024-11-27 2024-11-28
    """,
    )
    b.slut("2024-12-06")


@pytest.mark.inloggad
def test_8_forlangning_en_manad_och_avslag(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 till 1 december som behöver en månad till
    När    förlängningen begärs, återsänds, kompletteras och beviljas av en arbetsledare, men nästa avslås
    Och    målet inte nås och slutrapporten kommer 16 dagar efter slutdatum
    Så     räknas nytt slutdatum från starten, 1 januari; uppföljning, slutdatum och slutrapport följer med.
    """
    b.inled()
    b.rapport("2024-09")
    b.rapport("2024-10")
    b.nar("2024-11-18", "forlangning_begar", motivering="Praktiken blev sen.", malet="Avslutad praktik.")
    b.da(
        "2024-11-18",
        """
        forlangning:2024-11-18  gron  2024-11-25
        slutdatum:2024-11-01    gron  2024-12-01
        slutrapport_fullfoljd   gron  2024-11-30
    """,
    )
    b.nekas("2024-11-18", "forlangning_ute", "forlangning_begar", motivering="En till.", malet="Mer.")
    b.nekas("2024-11-18", "roll", "forlangning_besluta", "2024-11-18", beslut="beviljad")
    b.nar("2024-11-20", "forlangning_atersand", "2024-11-18", som="gust", skal="Hur långt är det kvar?")
    b.nekas("2024-11-20", "forlangning_atersand", "forlangning_besluta", "2024-11-18", som="gust",
            beslut="beviljad")  # fmt: skip
    b.nar("2024-11-21", "forlangning_komplettera", "2024-11-18", motivering="Tre veckor återstår.",
          malet="Avslutad praktik.")  # fmt: skip
    b.da(
        "2024-11-22",
        """
        forlangning:2024-11-18  gul   2024-11-25
        slutdatum:2024-11-01    gron  2024-12-01
        slutrapport_fullfoljd   gron  2024-11-30
    """,
    )
    b.nar("2024-11-25", "forlangning_besluta", "2024-11-18", som="gust", beslut="beviljad")
    # Three months after the start now lie within the insats: an uppföljning, open since 18 November.
    b.da("2024-11-25", "uppfoljning:2024-11-18 gron 2024-12-02")
    b.rundtur("2024-11-25")
    b.nar("2024-11-28", "kontakt", typ="trepart")
    b.da("2024-11-28", "")
    b.da(
        "2024-12-02",
        """
        manadsrapport:2024-11  gron  2024-12-07
        slutdatum:2024-12-02   gron  2025-01-01
        slutrapport_fullfoljd  gron  2024-12-31
    """,
    )
    b.rapport("2024-11")
    b.nar("2024-12-09", "forlangning_begar", som="hara", motivering="En månad till.", malet="Anställning.")
    b.da(
        "2024-12-09",
        """
        forlangning:2024-12-09  gron  2024-12-16
        slutdatum:2024-12-02    gron  2025-01-01
        slutrapport_fullfoljd   gron  2024-12-31
    """,
    )
    b.nekas("2024-12-11", "egen_begaran", "forlangning_besluta", "2024-12-09", som="hara", beslut="avslag",
            skal="Nej.")  # fmt: skip
    b.nekas("2024-12-12", "saknas", "forlangning_besluta", "2024-12-09", som="gust", beslut="avslag")
    b.nar("2024-12-12", "forlangning_besluta", "2024-12-09", som="gust", beslut="avslag", skal="Målet nås inte.")
    # 24–26 and 31 December and 1 January are no arbetsdagar.
    b.da(
        "2024-12-23",
        """
        slutdatum:2024-12-02   gron  2025-01-01
        slutrapport_fullfoljd  gron  2024-12-31
    """,
    )
    b.da(
        "2024-12-27",
        """
        slutdatum:2024-12-02   gul  2025-01-01
        slutrapport_fullfoljd  gul  2024-12-31
    """,
    )
    b.da(
        "2025-01-02",
        """
        slutdatum:2024-12-02   rod   2025-01-01
        slutrapport_sen        gron  2025-01-15
        manadsrapport:2024-12  gron  2025-01-07
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.nekas("2025-01-02", "forlangning_sen", "forlangning_begar", motivering="En till.", malet="Mer.")
    b.nar("2025-01-02", "avsluta", avslutstyp="fullfoljd", orsak_fullfoljd="insatstid_slut")
    b.da(
        "2025-01-02",
        """
        avbrottsdokument       gul   2025-01-03
        slutrapport_sen        gron  2025-01-15
        manadsrapport:2024-12  gron  2025-01-07
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.nar("2025-01-02", "avbrottsdokument")
    b.rapport("2024-12")
    b.da(
        "2025-01-14",
        """
        slutrapport_sen        gul   2025-01-15
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.da(
        "2025-01-16",
        """
        slutrapport_sen        rod   2025-01-15
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.nar("2025-01-17", "slutrapport_inkommen")
    b.da(
        "2025-01-17",
        """
        granska_slutrapport    gron  2025-01-24
        manadsrapport:2025-01  gron  2025-02-07
    """,
    )
    b.nar("2025-01-20", "slutrapport_godkann", nasta_steg="AMI 2.")
    b.rapport("2025-01")
    b.hela(
        "2025-02-07",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        DECEMBER,
        JANUARI,
        """
        forlangning:2024-11-18  klar 2024-11-25 2024-11-25
        slutdatum:2024-11-01    klar 2024-12-01 2024-11-25
        uppfoljning:2024-11-18  klar 2024-12-02 2024-11-28
        forlangning:2024-12-09  klar 2024-12-16 2024-12-12
        slutdatum:2024-12-02    klar 2025-01-01 2025-01-02
        avbrottsdokument        klar 2025-01-03 2025-01-02
        slutrapport_sen         klar 2025-01-15 2025-01-17
        granska_slutrapport     klar 2025-01-24 2025-01-20
    """,
    )
    b.slut("2025-02-07")
