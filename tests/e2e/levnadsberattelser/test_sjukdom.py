"""Illness and care of a child (K 10.1, 10.2, 13.4)."""

from __future__ import annotations

from e2e.levnadsberattelser.berattelse import NOVEMBER, OKTOBER, SEPTEMBER, VAGEN_IN, Berattelse


def test_2_sjuk_forbi_dag_atta_och_intyget_drojer(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 sedan 2 september som blir sjuk onsdagen den 18
    När    kunden är tillbaka den 30 och läkarintyget kommer först 1 oktober, till karriärvägledaren den 4
    Och    kunden i november går över till Arbetsförmedlingen
    Så     är intyget sent hos båda, ingen bedömning av lång sjukskrivning behövs, och slutrapporten räknas från
           beslutet.
    """
    b.inled()
    b.nar("2024-09-18", "franvaro_registrera", typ="sjuk", fran="2024-09-18")
    b.da("2024-09-18", "")
    b.da("2024-09-24", "")
    # Day eight is the 25th; a week later it is due at the karriärvägledare.
    b.da(
        "2024-09-25",
        """
        lakarintyg:2024-09-18     gul   2024-09-25
        lakarintyg_kv:2024-09-18  gron  2024-10-02
    """,
    )
    b.kan(
        "2024-09-25",
        """
        intyg:sjuk:2024-09-18:ano intyg:sjuk:2024-09-18:kv franvaro_slut:sjuk:2024-09-18 plan_revidering:1
        plan_inkommen slutrapport_inkommen kontakt forlangning_begar franvaro_registrera avsluta
    """,
    )
    b.da(
        "2024-09-26",
        """
        lakarintyg:2024-09-18     rod   2024-09-25
        lakarintyg_kv:2024-09-18  gron  2024-10-02
    """,
    )
    # Back on Monday: sick on day eight all the same, but not on day fifteen, 2 October.
    b.nar("2024-09-30", "franvaro_slut", "sjuk:2024-09-18", till="2024-09-29")
    b.da(
        "2024-10-01",
        """
        lakarintyg:2024-09-18     rod   2024-09-25
        lakarintyg_kv:2024-09-18  gul   2024-10-02
        manadsrapport:2024-09     gron  2024-10-07
    """,
    )
    b.nar("2024-10-01", "intyg", "sjuk:2024-09-18:ano")
    b.nar("2024-10-03", "rapport_klarmarkera", "2024-09")
    b.nar("2024-10-03", "underlag", "2024-09")
    b.da(
        "2024-10-03",
        """
        lakarintyg_kv:2024-09-18  rod   2024-10-02
        granska_rapport:2024-09   gron  2024-10-12
        godkann_rapport:2024-09   gron  2024-10-15 inuti
    """,
    )
    b.nar("2024-10-04", "intyg", "sjuk:2024-09-18:kv")
    b.nekas("2024-10-04", "intyg_finns", "intyg_dag_ett", "sjuk:2024-09-18", skal="Ofta sjuk.")
    b.nar("2024-10-08", "rapport_godkann", "2024-09", bedomning="fortsatt")
    b.da("2024-10-08", "")
    # The end date is Sunday 1 December; 30 days before it is 1 November.
    b.da(
        "2024-11-01",
        """
        manadsrapport:2024-10  gron  2024-11-07
        slutdatum:2024-11-01   gron  2024-12-01
        slutrapport_fullfoljd  gron  2024-11-30
    """,
    )
    b.rapport("2024-10")
    b.nekas("2024-11-11", "avbruten_fel_orsak", "avsluta", avslutstyp="avbruten", orsak_avbruten="annan_myndighet",
            sista_dag="2024-11-15")  # fmt: skip
    b.nar("2024-11-11", "avsluta", avslutstyp="fortid", orsak_fortid="annan_myndighet", sista_dag="2024-11-15")
    b.da(
        "2024-11-11",
        """
        avbrottsdokument    gul   2024-11-12
        slutrapport_fortid  gron  2024-11-25
    """,
    )
    b.nar("2024-11-12", "avbrottsdokument")
    b.da(
        "2024-11-18",
        """
        slutrapport_fortid     gron  2024-11-25
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.da(
        "2024-11-22",
        """
        slutrapport_fortid     gul   2024-11-25
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-25", "slutrapport_inkommen")
    b.nekas("2024-11-28", "saknas", "slutrapport_godkann")
    b.nar("2024-11-28", "slutrapport_godkann", nasta_steg="Jobb- och utvecklingsgarantin.")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        lakarintyg:2024-09-18     klar 2024-09-25 2024-10-01
        lakarintyg_kv:2024-09-18  klar 2024-10-02 2024-10-04
        slutdatum:2024-11-01      bortfallen 2024-12-01
        slutrapport_fullfoljd     bortfallen 2024-11-30
        avbrottsdokument          klar 2024-11-12 2024-11-12
        slutrapport_fortid        klar 2024-11-25 2024-11-25
        granska_slutrapport       klar 2024-12-02 2024-11-28
    """,
    )
    b.slut("2024-12-06")


def test_3_sjuk_over_tva_veckor_och_lakaren_sager_nej(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 som blir sjuk måndagen den 14 oktober och inte kommer tillbaka
    När    läkaren den 1 november bedömer att insatsen inte är möjlig för närvarande
    Så     avbryts insatsen med sista dag 8 november; slutrapporten kommer på fjortonde dagen,
           så att två veckors ersättning utgår: 14 dagar à 129,20 kr.
    """
    b.inled()
    b.rapport("2024-09")
    b.nar("2024-10-14", "franvaro_registrera", typ="sjuk", fran="2024-10-14")
    b.da("2024-10-18", "")
    b.da(
        "2024-10-21",
        """
        lakarintyg:2024-10-14     gul   2024-10-21
        lakarintyg_kv:2024-10-14  gron  2024-10-28
    """,
    )
    b.nar("2024-10-21", "intyg", "sjuk:2024-10-14:ano")
    b.nar("2024-10-24", "intyg", "sjuk:2024-10-14:kv")
    b.da("2024-10-25", "")
    # Day fifteen is Monday the 28th; five arbetsdagar later is Monday 4 November.
    b.da("2024-10-28", "lang_sjukskrivning:2024-10-14 gron 2024-11-04")
    b.rundtur("2024-10-28")
    b.da(
        "2024-11-01",
        """
        lang_sjukskrivning:2024-10-14  gul   2024-11-04
        manadsrapport:2024-10          gron  2024-11-07
        slutdatum:2024-11-01           gron  2024-12-01
        slutrapport_fullfoljd          gron  2024-11-30
    """,
    )
    b.nar("2024-11-01", "bedom_franvaro", "sjuk:2024-10-14", bedomning="Läkaren: insatsen är inte möjlig just nu.")
    b.nekas("2024-11-01", "fortid_fel_orsak", "avsluta", avslutstyp="fortid", orsak_fortid="sjukdom",
            sista_dag="2024-11-08")  # fmt: skip
    b.nekas("2024-11-01", "tidigt_fel_dag", "avsluta", avslutstyp="avbruten", orsak_avbruten="sjukdom",
            sista_dag="2024-12-01")  # fmt: skip
    foljd = b.konsekvenser("2024-11-01", "avbruten", "sjukdom", "2024-11-08")
    assert foljd["Efter sista dag"] == (
        "14 dagar, 1 808,80 kr, om slutrapporten kommer in senast fredag 22 november 2024."
    )
    assert foljd["Sista månaden, november 2024"] == "8 dagar, 1 033,60 kr"
    b.nar("2024-11-01", "avsluta", avslutstyp="avbruten", orsak_avbruten="sjukdom", sista_dag="2024-11-08")
    b.da(
        "2024-11-01",
        """
        avbrottsdokument       gul   2024-11-04
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.da(
        "2024-11-05",
        """
        avbrottsdokument       rod   2024-11-04
        manadsrapport:2024-10  gron  2024-11-07
    """,
    )
    b.nar("2024-11-05", "avbrottsdokument")
    b.rapport("2024-10")
    b.da("2024-11-08", "slutrapport_avbruten gron 2024-11-22")
    b.da(
        "2024-11-21",
        """
        slutrapport_avbruten   gul   2024-11-22
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-22", "slutrapport_inkommen")
    b.da(
        "2024-11-22",
        """
        granska_slutrapport    gron  2024-11-29
        manadsrapport:2024-11  gron  2024-12-07
    """,
    )
    b.nar("2024-11-26", "slutrapport_godkann", nasta_steg="Nytt beslut när läkaren bedömer att det går.")
    b.rapport("2024-11")
    b.hela(
        "2024-12-06",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        lakarintyg:2024-10-14          klar 2024-10-21 2024-10-21
        lakarintyg_kv:2024-10-14       klar 2024-10-28 2024-10-24
        lang_sjukskrivning:2024-10-14  klar 2024-11-04 2024-11-01
        slutdatum:2024-11-01           bortfallen 2024-12-01
        slutrapport_fullfoljd          bortfallen 2024-11-30
        avbrottsdokument               klar 2024-11-04 2024-11-05
        slutrapport_avbruten           klar 2024-11-22 2024-11-22
        granska_slutrapport            klar 2024-11-29 2024-11-26
    """,
    )
    b.slut("2024-12-06")


def test_4_vard_av_barn(b: Berattelse) -> None:
    """
    Givet  en kund i AMI 1 som är hemma med sjukt barn från fredagen den 20 september till 2 oktober
    När    intyget aldrig kommer
    Så     väntar ingen på det längre när månadens rapport är godkänd: hos anordnaren september, hos oss oktober.
           Vård av barn blir aldrig lång sjukskrivning, och intyg från dag ett kan inte begäras.
           Kunden börjar studera när tiden är slut den 1 december, en dag in i en egen månad.
    """
    b.inled()
    b.nar("2024-09-20", "franvaro_registrera", typ="vab", fran="2024-09-20")
    b.nekas("2024-09-20", "typ", "intyg_dag_ett", "vab:2024-09-20", skal="Ofta borta.")
    b.da(
        "2024-09-27",
        """
        vabintyg:2024-09-20     gul   2024-09-27
        vabintyg_kv:2024-09-20  gron  2024-10-04
    """,
    )
    b.nar("2024-10-03", "franvaro_slut", "vab:2024-09-20", till="2024-10-02")
    b.da(
        "2024-10-03",
        """
        vabintyg:2024-09-20     rod   2024-09-27
        vabintyg_kv:2024-09-20  gul   2024-10-04
        manadsrapport:2024-09   gron  2024-10-07
    """,
    )
    b.nar("2024-10-03", "rapport_klarmarkera", "2024-09")
    b.nar("2024-10-03", "underlag", "2024-09")
    b.da(
        "2024-10-07",
        """
        vabintyg:2024-09-20      rod   2024-09-27
        vabintyg_kv:2024-09-20   rod   2024-10-04
        granska_rapport:2024-09  gron  2024-10-12
        godkann_rapport:2024-09  gron  2024-10-15 inuti
    """,
    )
    b.nar("2024-10-08", "rapport_godkann", "2024-09", bedomning="fortsatt")
    b.da("2024-10-08", "vabintyg_kv:2024-09-20 rod 2024-10-04")
    b.rundtur("2024-10-08")
    b.rapport("2024-10")
    b.da(
        "2024-11-08",
        """
        slutdatum:2024-11-01   gron  2024-12-01
        slutrapport_fullfoljd  gron  2024-11-30
    """,
    )
    b.da(
        "2024-11-28",
        """
        slutdatum:2024-11-01   gul   2024-12-01
        slutrapport_fullfoljd  gul   2024-11-30
    """,
    )
    b.nar("2024-11-28", "slutrapport_inkommen")
    b.nekas("2024-11-29", "fullfoljd_fel_dag", "avsluta", avslutstyp="fullfoljd", orsak_fullfoljd="studier",
            sista_dag="2024-11-29")  # fmt: skip
    b.nar("2024-11-29", "avsluta", avslutstyp="fullfoljd", orsak_fullfoljd="studier")
    b.da(
        "2024-11-29",
        """
        avbrottsdokument     gul   2024-12-02
        granska_slutrapport  gron  2024-12-05
    """,
    )
    b.nar("2024-11-29", "avbrottsdokument")
    b.da(
        "2024-12-02",
        """
        granska_slutrapport    gron  2024-12-05
        manadsrapport:2024-11  gron  2024-12-07
        manadsrapport:2024-12  gron  2025-01-07
    """,
    )
    b.nar("2024-12-03", "slutrapport_godkann")
    b.rapport("2024-11")
    # New Year's Eve is no arbetsdag, nor are 1 and 6 January.
    b.da("2025-01-02", "manadsrapport:2024-12 gron 2025-01-07")
    b.da("2025-01-03", "manadsrapport:2024-12 gul 2025-01-07")
    b.rapport("2024-12")
    b.hela(
        "2025-01-08",
        VAGEN_IN,
        SEPTEMBER,
        OKTOBER,
        NOVEMBER,
        """
        vabintyg:2024-09-20      bortfallen 2024-09-27
        vabintyg_kv:2024-09-20   bortfallen 2024-10-04
        slutrapport_fullfoljd    klar 2024-11-30 2024-11-28
        slutdatum:2024-11-01     klar 2024-12-01 2024-11-29
        avbrottsdokument         klar 2024-12-02 2024-11-29
        granska_slutrapport      klar 2024-12-05 2024-12-03
        manadsrapport:2024-12    klar 2025-01-07 2025-01-03
        granska_rapport:2024-12  klar 2025-01-12 2025-01-08
        godkann_rapport:2024-12  klar 2025-01-15 2025-01-08
    """,
    )
    b.slut("2025-01-08")
