"""The straight road (K 5–8, 12)."""

from __future__ import annotations

from e2e.levnadsberattelser.berattelse import Berattelse


def test_1_raka_vagen_till_arbete(b: Berattelse) -> None:
    """
    Givet  en ny kund med ekonomiskt bistånd som beviljas AMI 1 torsdagen den 2 maj 2024 och väljer Björken
    När    anordnaren bemannar en dag sent, och sedan gör allt i tid utom junirapporten
    Och    kunden får arbete när de tre månaderna är slut, den 12 augusti
    Så     är insatsen fullföljd med slutrapport i tid, och inget står kvar.
    """
    b.ny_kund("2024-05-02", fornamn="Åsa", efternamn="Öberg", malgrupp="bistand", fodelsedatum="1985-04-03",
              ekonomiskt_bistand="ja", kundansvarig="anlu")  # fmt: skip
    b.beslut("2024-05-02", "AMI1")
    b.kan("2024-05-02", "valj_anordnare avsluta")
    b.nekas("2024-05-02", "ingen_anordnare", "aktualisera")
    b.nar("2024-05-02", "valj_anordnare", anordnare="Björken")
    b.nekas("2024-05-02", "ej_aktualiserad", "bemanna")
    b.da("2024-05-02", "")

    # Friday: one arbetsdag to bemanning is Monday, two to the uppdrag Tuesday, which waits for the bemanning.
    b.nar("2024-05-03", "aktualisera")
    b.da(
        "2024-05-03",
        """
        bemanning  gul      2024-05-06
        uppdrag    vilande  2024-05-07
    """,
    )
    b.kan("2024-05-03", "bemanna avsluta")
    b.nekas("2024-05-03", "ej_bemannad", "uppdrag", start="2024-05-13", omfattning="100")
    b.nekas("2024-05-03", "inget_uppdrag", "kontakt", typ="uppstartsmote")
    b.da(
        "2024-05-07",
        """
        bemanning  rod      2024-05-06
        uppdrag    vilande  2024-05-07
    """,
    )
    # Staffed on Tuesday, a day late: the uppdrag is due one arbetsdag after that.
    b.nar("2024-05-07", "bemanna", jobbexpert="Eva Björk")
    b.da("2024-05-07", "uppdrag gul 2024-05-08")
    b.nar("2024-05-08", "uppdrag", start="2024-05-13", omfattning="100", beskrivning="Heltid mot lager.")
    # Thursday the 9th is Kristi himmelsfärdsdag.
    b.da("2024-05-08", "uppstartsmote gron 2024-05-15")
    b.da(
        "2024-05-13",
        """
        uppstartsmote       gron  2024-05-15
        genomforandeplan:1  gron  2024-05-27
    """,
    )
    b.da(
        "2024-05-14",
        """
        uppstartsmote       gul   2024-05-15
        genomforandeplan:1  gron  2024-05-27
    """,
    )
    b.nar("2024-05-14", "kontakt", typ="uppstartsmote")
    b.da("2024-05-24", "genomforandeplan:1 gul 2024-05-27")
    b.nar("2024-05-27", "plan_inkommen")
    b.da("2024-05-27", "granska_plan:1 gron 2024-06-03")
    b.nekas("2024-05-27", "plan_granskas", "plan_inkommen")
    b.da("2024-05-31", "granska_plan:1 gul 2024-06-03")
    b.nar("2024-05-31", "plan_godkann", "1")
    b.nekas("2024-05-31", "manad_ej_slut", "rapport_klarmarkera", "2024-05")
    b.da("2024-05-31", "")

    # May: the 7th is a Friday, the 6th national day.
    b.da("2024-06-03", "manadsrapport:2024-05 gron 2024-06-07")
    b.da("2024-06-05", "manadsrapport:2024-05 gul 2024-06-07")
    b.nekas("2024-06-05", "rapport_saknas", "rapport_godkann", "2024-05", bedomning="fortsatt")
    b.nar("2024-06-05", "rapport_klarmarkera", "2024-05")
    b.nar("2024-06-05", "underlag", "2024-05")
    b.da(
        "2024-06-05",
        """
        granska_rapport:2024-05  gron  2024-06-12
        godkann_rapport:2024-05  gron  2024-06-15 inuti
    """,
    )
    b.kan(
        "2024-06-05",
        """
        rapport_godkann:2024-05 rapport_aterremiss:2024-05 plan_revidering:1 plan_inkommen slutrapport_inkommen
        kontakt forlangning_begar franvaro_registrera avsluta
    """,
    )
    b.da(
        "2024-06-11",
        """
        granska_rapport:2024-05  gul   2024-06-12
        godkann_rapport:2024-05  gron  2024-06-15 inuti
    """,
    )
    b.rundtur("2024-06-11")
    b.nar("2024-06-11", "rapport_godkann", "2024-05", bedomning="fortsatt")
    b.nekas("2024-06-11", "rapport_godkand", "rapport_aterremiss", "2024-05", skal="Mer.")

    # June: due on Sunday the 7th of July, gul on Thursday, röd on Monday.
    b.da("2024-07-03", "manadsrapport:2024-06 gron 2024-07-07")
    b.da("2024-07-04", "manadsrapport:2024-06 gul 2024-07-07")
    b.da("2024-07-08", "manadsrapport:2024-06 rod 2024-07-07")
    b.nar("2024-07-08", "rapport_klarmarkera", "2024-06")
    b.nar("2024-07-08", "underlag", "2024-06")
    b.da(
        "2024-07-08",
        """
        granska_rapport:2024-06  gron  2024-07-12
        godkann_rapport:2024-06  gron  2024-07-15 inuti
    """,
    )
    b.nar("2024-07-10", "rapport_godkann", "2024-06", bedomning="fortsatt")
    b.da("2024-07-12", "")

    # 30 days before the end date, 12 August, is 13 July.
    b.da(
        "2024-07-15",
        """
        slutdatum:2024-07-13   gron  2024-08-12
        slutrapport_fullfoljd  gron  2024-08-11
    """,
    )
    b.nar("2024-08-02", "rapport_klarmarkera", "2024-07")
    b.nar("2024-08-02", "underlag", "2024-07")
    b.nar("2024-08-05", "rapport_godkann", "2024-07", bedomning="fortsatt")
    b.da(
        "2024-08-08",
        """
        slutdatum:2024-07-13   gron  2024-08-12
        slutrapport_fullfoljd  gul   2024-08-11
    """,
    )
    b.nar("2024-08-09", "slutrapport_inkommen")
    b.da(
        "2024-08-09",
        """
        slutdatum:2024-07-13  gul   2024-08-12
        granska_slutrapport   gron  2024-08-16
    """,
    )
    b.nekas("2024-08-09", "inget_avslut", "avbrottsdokument")
    b.nar("2024-08-12", "avsluta", avslutstyp="fullfoljd", orsak_fullfoljd="arbete")
    b.da(
        "2024-08-12",
        """
        avbrottsdokument     gul   2024-08-13
        granska_slutrapport  gron  2024-08-16
    """,
    )
    b.nar("2024-08-12", "avbrottsdokument")
    b.nekas("2024-08-12", "redan_avslutad", "avsluta", avslutstyp="fullfoljd", orsak_fullfoljd="arbete")
    b.nekas("2024-08-12", "avslutad", "forlangning_begar", motivering="Mer tid.", malet="Arbete.")
    # Self-supporting: no next step is asked for.
    b.nar("2024-08-13", "slutrapport_godkann")
    b.da("2024-08-13", "manadsrapport:2024-08 gron 2024-09-07")
    b.nekas("2024-08-13", "manad_utanfor", "rapport_klarmarkera", "2024-09")
    b.nar("2024-09-02", "rapport_klarmarkera", "2024-08")
    b.nar("2024-09-02", "underlag", "2024-08")
    b.nar("2024-09-06", "rapport_godkann", "2024-08", bedomning="avsluta")
    b.kan("2024-09-06", "avbrottsdokument kontakt franvaro_registrera")
    b.hela(
        "2024-09-06",
        """
        bemanning                klar 2024-05-06 2024-05-07
        uppdrag                  klar 2024-05-08 2024-05-08
        uppstartsmote            klar 2024-05-15 2024-05-14
        genomforandeplan:1       klar 2024-05-27 2024-05-27
        granska_plan:1           klar 2024-06-03 2024-05-31
        manadsrapport:2024-05    klar 2024-06-07 2024-06-05
        granska_rapport:2024-05  klar 2024-06-12 2024-06-11
        godkann_rapport:2024-05  klar 2024-06-15 2024-06-11
        manadsrapport:2024-06    klar 2024-07-07 2024-07-08
        granska_rapport:2024-06  klar 2024-07-12 2024-07-10
        godkann_rapport:2024-06  klar 2024-07-15 2024-07-10
        manadsrapport:2024-07    klar 2024-08-07 2024-08-02
        granska_rapport:2024-07  klar 2024-08-12 2024-08-05
        godkann_rapport:2024-07  klar 2024-08-15 2024-08-05
        slutrapport_fullfoljd    klar 2024-08-11 2024-08-09
        slutdatum:2024-07-13     klar 2024-08-12 2024-08-12
        avbrottsdokument         klar 2024-08-13 2024-08-12
        granska_slutrapport      klar 2024-08-16 2024-08-13
        manadsrapport:2024-08    klar 2024-09-07 2024-09-02
        granska_rapport:2024-08  klar 2024-09-12 2024-09-06
        godkann_rapport:2024-08  klar 2024-09-15 2024-09-06
    """,
    )
    b.slut("2024-09-06")
