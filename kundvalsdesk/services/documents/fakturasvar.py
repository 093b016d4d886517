"""The letter to an anordnare about its invoice: what was found, row by row, and what to do. And the mail it goes with.

Cases by number only. The address is left out, as in every document where a protected person may be among the cases.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ...fel import Nekad
from ...models import Anordnare
from ...rules.fakturakontroll import LIKA, OKAND, OLASLIG, SAKNAS, UTFALL, Jamford
from ...texter.datum import antal, datum_langt, manad_ar
from ...texter.fakturakontroll import SLAGORD, UTFALLSORD, fynd_ord, mening, rad_ord
from ...texter.kronor import kronor
from ..arbetsenhet import Arbetsenhet
from ..brevfil import Bifogad, brevfil
from ..ersattning import ROLL
from ..ersattningstyper import FASTSTALLD
from ..fakturatyper import Kontrollsvar
from ..handling import krav_roll
from ..installningar import organisation
from . import utfardande
from .text import Fet, utskrivbart

HOGST = 1000
"""More rows than anybody reads on paper: the rest stand in the CSV or the workbook."""


def fil(e: Arbetsenhet, svar: Kontrollsvar) -> bytes:
    krav_roll(e.aktor, ROLL)
    from reportlab.platypus import CondPageBreak

    from . import mall

    if len(svar.avvikande) > HOGST:
        raise Nekad(
            "for_manga",
            f"Fler än {HOGST} rader avviker, och det blir inget brev av så många. Skicka listan som xlsx eller csv.",
        )
    avsandare = utfardande.avsandarens(e)
    fran = mall.Avsandare(
        avsandare["organisation"], avsandare["enhet"], avsandare["kontakt"],
        utfardande.logga_for(e, avsandare["logga"]), avsandare["farg"],
    )  # fmt: skip
    rader = [("Månad", manad_ar(svar.manad))]
    if svar.nummer:
        rader.append((SLAGORD[svar.slag], utskrivbart(svar.nummer)))
    huvud = mall.Dokumenthuvud(
        typ=f"Kontroll av {_vad(svar)}", nummer="", datum=e.idag, rader=tuple(rader),
        undertitel=_undertitel(svar), mottagare=(utskrivbart(svar.anordnare),),
    )  # fmt: skip
    flode: list[Any] = [*mall.framhavd(_slutsats(svar)), *mall.rubrik("Sammanfattning")]
    flode += mall.lopande(_inledning(svar))
    flode += mall.tabell((("Utfall", 0.5), ("Rader", 0.2), ("Skillnad", 0.3)), _summering(svar), (1, 2))
    if svar.fynd:
        flode += mall.rubrik("Om hela filen")
        flode += mall.punkter([fynd_ord(f) for f in svar.fynd])
    if svar.avvikande:
        flode.append(CondPageBreak(150))  # the heading goes with the first rows
        flode += mall.rubrik(f"Rader som avviker ({len(svar.avvikande)})")
        flode += mall.tabell(
            (("Rad", 0.08), ("Ärende, månad", 0.19), ("Utfall", 0.15), ("I filen", 0.14), ("Ska vara", 0.14),
             ("Varför", 0.3)),
            [_rad(j, svar.manad) for j in svar.avvikande], hoger=(3, 4),
        )  # fmt: skip
    flode += mall.rubrik("Vad ni gör nu")
    flode += mall.punkter(_att_gora(svar))
    flode += mall.rubrik("Avsändare")
    org = organisation(e)
    flode += mall.lopande(f"{e.aktor.namn}\n{org['enhet']}, {org['namn']}\n{org['kontakt']}")
    flode += mall.rubrik("Kontrollerad fil")
    flode += mall.lopande(f"SHA-256: {svar.sha256[:32]} {svar.sha256[32:]}")
    return mall.bygg(huvud, fran, flode)


def brev(e: Arbetsenhet, svar: Kontrollsvar) -> bytes:
    """A mail with the letter, to look through and send."""
    pdf = fil(e, svar)
    anordnare = e.session.get(Anordnare, svar.anordnare_id)
    org = organisation(e)
    nummer = f" {svar.nummer}" if svar.nummer else ""
    text = (
        f"Hej,\n\n{_slutsats(svar)} Det som avviker står i den bifogade filen, rad för rad, med ärendenummer.\n\n"
        if svar.avvikande or svar.fynd
        else f"Hej,\n\n{_slutsats(svar)}\n\n"
    )
    text += f"Med vänlig hälsning\n{e.aktor.namn}\n{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    return brevfil(
        f"Kontroll av {_vad(svar)}{nummer}, {manad_ar(svar.manad)}", text,
        (anordnare.epost or "") if anordnare else "", Bifogad(filnamn(svar, "pdf"), "application/pdf", pdf),
    )  # fmt: skip


def filnamn(svar: Kontrollsvar, andelse: str) -> str:
    return f"fakturakontroll_{svar.manad}.{andelse}"


def _vad(svar: Kontrollsvar) -> str:
    return SLAGORD[svar.slag].lower()


def _undertitel(svar: Kontrollsvar) -> str:
    datum = f", daterat {datum_langt(svar.datum)}" if svar.datum else ""
    return f"{antal(svar.antal, 'rad', 'rader').capitalize()}, {kronor(svar.summa)} utan moms{datum}"


def _slutsats(svar: Kontrollsvar) -> str:
    manad = manad_ar(svar.manad)
    if svar.stammer:
        return f"Underlaget stämmer med ersättningen för {manad}: {kronor(svar.ska)}."
    ojamnt = f"Ersättningen för {manad} är {kronor(svar.ska)}. Ni har begärt {kronor(svar.summa)}"
    skillnad = svar.summa - svar.ska
    if not skillnad:
        return f"{ojamnt}: summan är rätt, men allt stämmer inte."
    return f"{ojamnt}: {kronor(abs(skillnad))} för {'mycket' if skillnad > 0 else 'lite'}."


def _inledning(svar: Kontrollsvar) -> str:
    hur = "den fastställda körningen" if svar.lage == FASTSTALLD else "körningen, som ännu inte är fastställd,"
    moms = f" Momsen, {kronor(svar.moms)}, ingår inte i jämförelsen." if svar.moms else ""
    return f"Vi har jämfört varje rad med {hur} för månaden. Kunder anges bara med ärendets nummer.{moms}"


def _summering(svar: Kontrollsvar) -> list[list[Any]]:
    per = svar.per_utfall
    ut: list[list[Any]] = [
        [UTFALLSORD[u], str(per[u][0]), kronor(per[u][1]) if u != LIKA else "–"] for u in UTFALL if u in per
    ]
    return [*ut, [Fet("Tillsammans"), str(len(svar.rader)), Fet(kronor(svar.summa - svar.ska))]]


def _rad(j: Jamford, manad: str) -> list[Any]:
    return [
        rad_ord(j), (Fet(utskrivbart(j.insats) or "–"), f"\n{j.manad or '–'}"), UTFALLSORD[j.utfall],
        _dagar_kr(j.dagar, j.belopp), _dagar_kr(j.ska_dagar, j.ska_belopp), mening(j, manad),
    ]  # fmt: skip


def _dagar_kr(dagar: int | None, belopp: Decimal | None) -> str:
    if belopp is None:
        return "–"
    return f"{kronor(belopp)}\n{dagar} dag{'' if dagar == 1 else 'ar'}" if dagar is not None else kronor(belopp)


def _att_gora(svar: Kontrollsvar) -> list[str]:
    if svar.stammer:
        return ["Ingenting. Ersättningen betalas enligt körningen."]
    per = svar.per_utfall
    ut = ["Rätta det som avviker och skicka underlaget igen, eller kreditera skillnaden."]
    if OKAND in per or OLASLIG in per:
        ut.append("Ange varje rads ärendenummer, beloppet utan moms med två decimaler, och dagarna som hela tal.")
    if SAKNAS in per:
        ut.append("Det som saknas i filen har ni rätt till. Begär det, så betalas det.")
    ut.append("Håller ni inte med om en rad, svara med radens nummer och er uppgift, så prövar vi den.")
    return ut
