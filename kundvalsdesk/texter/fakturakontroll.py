"""What a check of an invoice found, in words."""

from __future__ import annotations

from decimal import Decimal

from ..rules.fakturakontroll import (
    ANNAN_KUND,
    ANNAN_MANAD,
    BETALD,
    DUBBEL,
    FEL_BELOPP,
    FEL_DAGAR,
    FLERA_ARENDEN,
    FOR_MYCKET,
    INGET_NUMMER,
    KOMMANDE,
    KREDIT,
    LIKA,
    OKAND,
    OLASLIG,
    SAKNAS,
    TAR_UT,
    TILLSAMMANS,
    Jamford,
)
from ..rules.fakturasummor import (
    ANNAN_ANORDNARE,
    ATT_BETALA,
    BRUTTO,
    FAKTURA,
    MOMS,
    MOMSRAD,
    MOMSUNDERLAG,
    NETTO,
    OLASLIG_SUMMA,
    PERIOD,
    RADSUMMA,
    SUMMA_SAKNAS,
    UNDERLAG,
    Fynd,
)
from ..rules.fakturasummor import (
    KREDIT as KREDITNOTA,
)
from ..rules.fakturatal import (
    BELOPP_SAKNAS,
    DECIMALER,
    FOR_STORT,
    INGA_DAGAR,
    INGEN_PERIOD,
    INGET_BELOPP,
    TVETYDIGT,
)
from .datum import manad_ar
from .ersattning import SKALORD, TYPORD
from .kronor import kronor

SLAGORD = {FAKTURA: "Faktura", KREDITNOTA: "Kreditfaktura", UNDERLAG: "Faktureringsunderlag"}
UTFALLSORD = {
    LIKA: "Stämmer",
    SAKNAS: "Saknas",
    FOR_MYCKET: "För mycket",
    FEL_BELOPP: "Fel belopp",
    FEL_DAGAR: "Fel dagar",
    OKAND: "Okänt ärende",
    DUBBEL: "Dubbelt",
    ANNAN_MANAD: "Annan månad",
    KREDIT: "Kredit utan grund",
    OLASLIG: "Gick inte att läsa",
}
_LASFEL = {
    BELOPP_SAKNAS: "Beloppet saknas.",
    INGET_BELOPP: "Beloppet är inget tal.",
    DECIMALER: "Beloppet har fler än två decimaler.",
    TVETYDIGT: "Beloppet kan läsas på två sätt: tre siffror efter punkt eller komma. Skriv det med två decimaler.",
    FOR_STORT: "Beloppet är orimligt stort.",
    INGA_DAGAR: "Dagarna är inget helt tal.",
    INGEN_PERIOD: "Perioden går inte att läsa, eller slutar före sin början.",
    "formel": "Där ska stå ett värde, men det står en formel.",
    "felvarde": "Där står ett felvärde ur kalkylprogrammet.",
}
_FYND = {
    RADSUMMA: "Raderna är tillsammans {raknat}, men filen anger {angivet}.",
    NETTO: "Summan utan moms är {raknat} enligt raderna, men fakturan anger {angivet}.",
    BRUTTO: "Summan med moms borde vara {raknat}, men fakturan anger {angivet}.",
    ATT_BETALA: "Att betala borde vara {raknat}, men fakturan anger {angivet}.",
    MOMSRAD: "Moms {sats} % borde vara {raknat}, men fakturan anger {angivet}.",
    MOMSUNDERLAG: "Underlaget för moms {sats} % är {raknat} enligt raderna, men fakturan anger {angivet}.",
    MOMS: "Momsen är {raknat} enligt sina delar, men fakturan anger {angivet}.",
}
_FYND_UTAN_TAL = {
    PERIOD: "Fakturans period är en annan än månaden som kontrolleras.",
    ANNAN_ANORDNARE: "Filen säger att den kommer från en annan anordnare än den valda.",
    OLASLIG_SUMMA: "En summa i filen går inte att läsa och är inte kontrollerad.",
    SUMMA_SAKNAS: "Fakturan anger ingen summa.",
}


def utfall_ord(j: Jamford) -> str:
    return UTFALLSORD[j.utfall]


def rad_ord(j: Jamford) -> str:
    """The row in the file."""
    return str(j.nr) if j.nr else "–"


def mening(j: Jamford, manad: str) -> str:
    """Why, in one sentence. Nothing that the file says in words is repeated: it may be a name."""
    skal = j.skal
    if j.utfall == LIKA:
        return {
            TILLSAMMANS: "Stämmer tillsammans med de andra raderna för ärendet och månaden.",
            TAR_UT: "Raderna för ärendet och månaden tar ut varandra.",
        }.get(skal, "Samma som i körningen.")
    if j.utfall == OLASLIG:
        return _LASFEL.get(skal, "Raden går inte att läsa.")
    if j.utfall == OKAND:
        return {
            INGET_NUMMER: "Raden har inget ärende och inget kundnummer.",
            FLERA_ARENDEN: "Raden nämner flera ärenden.",
            ANNAN_KUND: "Ärendet hör inte till den kund som raden anger.",
        }.get(skal, "Anordnaren har inget ärende med det numret.")
    if j.utfall == SAKNAS:
        return f"Körningen har {_typ(j)}{_dagar(j.ska_dagar)}, {_kr(j.ska_belopp)}, men filen har ingen rad för det."
    if j.utfall == FEL_DAGAR:
        return (
            f"Filen har {_dagar(j.dagar)}, {_kr(j.belopp)}. Körningen har {_dagar(j.ska_dagar)}, {_kr(j.ska_belopp)}."
        )
    if j.utfall == FEL_BELOPP:
        return f"Filen har {_kr(j.belopp)}. Körningen har {_dagar(j.ska_dagar)}, {_kr(j.ska_belopp)}."
    if j.utfall == DUBBEL:
        return "Samma rad finns redan i filen och ersätts en gång."
    if j.utfall == KREDIT:
        return "Raden drar av ett belopp som körningen inte drar av."
    if j.utfall == ANNAN_MANAD:
        if skal.startswith(f"{BETALD}:"):
            return f"Månaden är redan betald, i körningen för {manad_ar(skal.partition(':')[2])}."
        if skal == KOMMANDE:
            return f"Månaden kommer efter {manad_ar(manad)}."
        return "Månaden ersätts inte i den här körningen."
    if skal in SKALORD:
        return f"Ersätts inte än: {SKALORD[skal][0].lower()}{SKALORD[skal][1:]}."
    return "Körningen har inte mer att betala för ärendet och månaden."


def fynd_ord(f: Fynd) -> str:
    if f.angivet is None or f.raknat is None:
        return _FYND_UTAN_TAL[f.kod]
    return _FYND[f.kod].format(angivet=kronor(f.angivet), raknat=kronor(f.raknat), sats=f.sats.replace(".", ","))


def _typ(j: Jamford) -> str:
    return f"{TYPORD[j.typ].lower()}: " if j.typ in TYPORD and j.typ != "ordinarie" else ""


def _kr(belopp: object) -> str:
    return kronor(belopp) if isinstance(belopp, Decimal) else "–"


def _dagar(n: int | None) -> str:
    return "–" if n is None else f"{n} dag{'' if n == 1 else 'ar'}"
