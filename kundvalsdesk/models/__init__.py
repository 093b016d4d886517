"""SQLAlchemy mapped classes, engines and migrations.

The mapped classes are imported when one of them is first asked for: opening a database and showing the queue need
none (models.tabeller).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .anordnarregister import Anordnarandring, Anordnarkontor, Jobbexpert
    from .arbetsdag import Marke, Notis, Overlamning, Paminnelse, SparatFilter
    from .arende import (
        Aterremiss,
        Forlangning,
        Franvaro,
        Frist,
        Genomforandeplan,
        Incident,
        Insats,
        Kontakt,
        Manadsrapport,
        Slutrapport,
    )
    from .atgard import Atgard, Atgardsbrev, Atgardssteg
    from .bas import Bas
    from .bedomning import Anordnargranskning, Bedomning, Bedomningsversion
    from .besok import Besok, Besoksfraga, Besoksprotokoll, Besokspunkt
    from .budget import Budget
    from .ersattning import Ejutbetald, Ersattningskorning, Ersattningsrad
    from .gallring import Gallring, Gallringspost, Gallringsstatistik
    from .granskning import Brist, Granskningsutkast, Inlamning, Paket, Paketbeslut, Rapportinnehall
    from .journal import Anteckning, Bilaga, Framtidsplan, Kartlaggning, Meddelande, Mote
    from .kontrollpunkter import Uppfoljningslista, Uppfoljningspunkt
    from .kundenkat import Enkat, Enkatgrupp, Enkatsvar, Enkatutskick
    from .kvalitetsrapport import (
        Avsnittskommentar,
        Avsnittsversion,
        Kvalitetsrapport,
        Rapportavsnitt,
        Rapportbeslut,
    )
    from .redovisning import Uppfoljningsredovisning, Uppfoljningssvar
    from .register import Anordnare, Auktorisation, Forvalsperiod, Handlaggare, Kund, Kundidentitet
    from .spar import Dokument, Dokumenttext, Handling, Installning, Logg, Loggslut, Logotyp
    from .stickprov import Stickprov, Stickprovsarende
    from .uppfoljning import Uppfoljning, Uppfoljningsandring, Uppfoljningskrav, Uppfoljningssteg

__all__ = [
    "Anordnarandring",
    "Anordnare",
    "Anordnargranskning",
    "Anordnarkontor",
    "Anteckning",
    "Aterremiss",
    "Atgard",
    "Atgardsbrev",
    "Atgardssteg",
    "Auktorisation",
    "Avsnittskommentar",
    "Avsnittsversion",
    "Bas",
    "Bedomning",
    "Bedomningsversion",
    "Besok",
    "Besoksfraga",
    "Besoksprotokoll",
    "Besokspunkt",
    "Bilaga",
    "Brist",
    "Budget",
    "Dokument",
    "Dokumenttext",
    "Ejutbetald",
    "Enkat",
    "Enkatgrupp",
    "Enkatsvar",
    "Enkatutskick",
    "Ersattningskorning",
    "Ersattningsrad",
    "Forlangning",
    "Forvalsperiod",
    "Framtidsplan",
    "Franvaro",
    "Frist",
    "Gallring",
    "Gallringspost",
    "Gallringsstatistik",
    "Genomforandeplan",
    "Granskningsutkast",
    "Handlaggare",
    "Handling",
    "Incident",
    "Inlamning",
    "Insats",
    "Installning",
    "Jobbexpert",
    "Kartlaggning",
    "Kontakt",
    "Kund",
    "Kundidentitet",
    "Kvalitetsrapport",
    "Logg",
    "Loggslut",
    "Logotyp",
    "Manadsrapport",
    "Marke",
    "Meddelande",
    "Mote",
    "Notis",
    "Overlamning",
    "Paket",
    "Paketbeslut",
    "Paminnelse",
    "Rapportavsnitt",
    "Rapportbeslut",
    "Rapportinnehall",
    "Slutrapport",
    "SparatFilter",
    "Stickprov",
    "Stickprovsarende",
    "Uppfoljning",
    "Uppfoljningsandring",
    "Uppfoljningskrav",
    "Uppfoljningslista",
    "Uppfoljningspunkt",
    "Uppfoljningsredovisning",
    "Uppfoljningssteg",
    "Uppfoljningssvar",
]


def __getattr__(namn: str) -> Any:
    if namn not in __all__:
        raise AttributeError(namn)
    # All at once: the metadata is whole, and no class refers to a table that is not there yet.
    from . import (
        anordnarregister,
        arbetsdag,
        arende,
        atgard,
        bas,
        bedomning,
        besok,
        budget,
        ersattning,
        gallring,
        granskning,
        journal,
        kontrollpunkter,
        kundenkat,
        kvalitetsrapport,
        redovisning,
        register,
        spar,
        stickprov,
        uppfoljning,
    )

    for modul in (
        bas,
        register,
        anordnarregister,
        arende,
        granskning,
        journal,
        arbetsdag,
        spar,
        ersattning,
        budget,
        kundenkat,
        uppfoljning,
        besok,
        bedomning,
        atgard,
        stickprov,
        kontrollpunkter,
        redovisning,
        kvalitetsrapport,
        gallring,
    ):
        for n in __all__:
            if n in vars(modul):
                globals()[n] = vars(modul)[n]
    return globals()[namn]
