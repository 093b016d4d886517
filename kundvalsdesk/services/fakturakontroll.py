"""An anordnare's invoice held against the run of a month: read, compared, and the check logged.

    with enhet(...) as e:
        svar = kontrollera(e, data, "2024-08")
    with enhet(..., skriv=True) as e:
        anteckna(e, svar)               # who checked which file, by its SHA-256, and what came of it

The run says what is due: as it was made final, or as the facts stand. The file is not kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Ersattningskorning, Ersattningsrad, Insats, Kund
from ..models.ersattning import FASTSTALLD
from ..rules.fakturakontroll import UTFALL, Fakturarad, Jamforelse, Register, Vantad
from ..rules.fakturasummor import ANNAN_ANORDNARE, Dokument, Fynd, granska, summa
from ..rules.sortering import sokform, sortnyckel
from ..texter.fakturakontroll import UTFALLSORD
from ..texter.kronor import kronor
from . import ersattning
from .arbetsenhet import Arbetsenhet
from .ersattningstyper import Korningssvar
from .fakturafiler.las import las
from .fakturatyper import AV_RADERNA, GIVEN, I_FILEN, Kontrollsvar
from .handling import krav_roll, redan_gjord, skriv_handling
from .loggkedja import Loggrad
from .typer import Andring, Framsteg

HANDLING = "kontrollera_faktura"
ROLL = ersattning.ROLL
_SATS = 500
_PERSONNUMMER = re.compile(r"(?:19|20)?\d{6}[-+]?\d{4}")

Visa = Callable[[Framsteg], None]
NyEnhet = Callable[[bool, str | None], AbstractContextManager[Arbetsenhet]]


def kontrollera_och_anteckna(
    ny: NyEnhet, data: bytes, manad: str, anordnare: str = "", framsteg: Visa | None = None
) -> Kontrollsvar:
    """In units of its own: a reading one however long it takes, then a writing one for the log."""
    with ny(False, None) as e:
        svar = kontrollera(e, data, manad, anordnare, framsteg)
    with ny(True, str(uuid4())) as e:
        anteckna(e, svar)
    return svar


def kontrollera(
    e: Arbetsenhet, data: bytes, manad: str, anordnare: str = "", framsteg: Visa | None = None
) -> Kontrollsvar:  # fmt: skip
    """`anordnare`: the name of whose invoice it is; "": as the file says, or else as its rows do. Raises Nekad."""
    krav_roll(e.aktor, ROLL)

    def visa(vad: str) -> Callable[[int], None] | None:
        return None if framsteg is None else lambda n: framsteg(Framsteg(n, 0, f"{vad} rad {n}"))

    last = las(data, manad, visa("Läser"))
    d, rader = last
    korning = ersattning.rakna(e, manad, framsteg)
    vem, hur = _vems(e, d, rader, korning, anordnare)
    vantade = [
        Vantad(r.insats, r.avser_manad, r.typ, r.fran, r.till, r.dagar, r.belopp)
        for r in korning.rader
        if r.anordnare_id == vem.id
    ]
    register = Register(_arenden(e, vem.id, {v.insats for v in vantade}))
    ej = {(x.insats, x.avser_manad): x.skal for x in korning.ej if x.anordnare == vem.namn}
    jamforelse = Jamforelse(manad, vantade, register, ej)
    jamforelse.placera(rader, visa("Jämför"))
    utfall = jamforelse.jamfor(_betalda(e, vem.id, manad, jamforelse.utanfor()))
    summan = summa([r.belopp for r in rader])
    fynd = granska(d, summan, manad)
    if hur == GIVEN and (d.anordnare or d.orgnr) and not _ar(vem, d):
        fynd.insert(0, Fynd(ANNAN_ANORDNARE))
    return Kontrollsvar(
        manad, korning.lage, vem.id, vem.namn, hur, d.slag, _visbart(d.nummer), d.datum,
        hashlib.sha256(data).hexdigest(), len(rader), summan, d.moms, summa([v.belopp for v in vantade]),
        tuple(utfall), tuple(fynd), e.nu.replace(microsecond=0), e.aktor.namn,
    )  # fmt: skip


def anordnare_i(e: Arbetsenhet) -> tuple[str, ...]:
    """Those that may have sent an invoice."""
    krav_roll(e.aktor, ROLL)
    return tuple(sorted(e.session.scalars(select(Anordnare.namn)), key=sortnyckel))


def anteckna(e: Arbetsenhet, svar: Kontrollsvar) -> Andring:
    """The record of a check, in the log: the file by its SHA-256 alone, for its name may tell of somebody."""
    krav_roll(e.aktor, ROLL)
    if (gjord := redan_gjord(e)) is not None:
        return gjord
    per = svar.per_utfall
    antal = ", ".join(f"{UTFALLSORD[u].lower()} {per[u][0]}" for u in UTFALL if u in per)
    rader = [
        Loggrad("faktura", falt, nytt=str(v))
        for falt, v in (
            ("manad", svar.manad), ("anordnare", svar.anordnare), ("fil_sha256", svar.sha256), ("rader", svar.antal),
            ("summa", kronor(svar.summa)), ("korningens_summa", kronor(svar.ska)),
            ("utfall", antal + (f"; anmärkningar {len(svar.fynd)}" if svar.fynd else "")),
        )
    ]  # fmt: skip
    andring = Andring(e.handling_id, HANDLING, delar=frozenset({"logg"}))
    skriv_handling(e, andring, rader)
    return andring


# --- Whose it is ----------------------------------------------------------------------------------------------------


def _vems(
    e: Arbetsenhet, d: Dokument, rader: list[Fakturarad], korning: Korningssvar, given: str
) -> tuple[Any, str]:  # fmt: skip
    alla = e.session.execute(select(Anordnare.id, Anordnare.namn, Anordnare.orgnr)).all()
    if given:
        for a in alla:
            if a.namn == given or sokform(a.namn) == sokform(given):
                return a, GIVEN
        raise Nekad("anordnare", "Anordnaren finns inte. Skriv namnet som det står i registret.", "anordnare")
    traffar = [a for a in alla if _ar(a, d)]
    if len(traffar) == 1:
        return traffar[0], I_FILEN
    # Else by whose cases most rows name. Only what the run has counts, and a tie is nobody's.
    hos = {x.insats: x.anordnare for x in korning.ej} | {x.insats: x.anordnare for x in korning.rader}
    register = Register((i, "") for i in hos)
    roster = Counter(hos[i] for r in rader if (i := register.insats(r.arende)[0]))
    flest = roster.most_common(2)
    if not flest or (len(flest) == 2 and flest[0][1] == flest[1][1]):
        raise Nekad("anordnare", "Filen säger inte vilken anordnare den kommer från. Ange anordnaren.", "anordnare")
    for a in alla:
        if a.namn == flest[0][0]:
            return a, AV_RADERNA
    raise Nekad(
        "anordnare", "Anordnaren i körningen finns inte längre under samma namn. Ange anordnaren.", "anordnare"
    )


def _ar(a: Any, d: Dokument) -> bool:
    if d.orgnr and a.orgnr and _siffror(d.orgnr) == _siffror(a.orgnr):
        return True
    return bool(d.anordnare) and sokform(d.anordnare) == sokform(a.namn)


def _siffror(orgnr: str) -> str:
    """The ten figures of an organisationsnummer, also of one written as a number of moms: SE556000123401."""
    s = "".join(t for t in orgnr if t.isdigit())
    return s[:10] if orgnr.strip().upper().startswith("SE") and len(s) == 12 else s[-10:]


def _visbart(nummer: str) -> str:
    """The number of an invoice, if it is none of a person."""
    n = " ".join(nummer.split())[:40]
    return n if n.isprintable() and not _PERSONNUMMER.search(n.replace(" ", "")) else ""


# --- What is asked of the database -----------------------------------------------------------------------------------


def _arenden(e: Arbetsenhet, anordnare_id: int, i_korningen: Iterable[str]) -> list[tuple[str, str]]:
    """(number, number of the kund) of the cases of an anordnare, and of those that the run pays it for."""
    q = select(Insats.nyckel, Kund.nyckel).join(Kund, Kund.id == Insats.kund_id)
    ut: dict[str, str] = dict(e.session.execute(q.where(Insats.anordnare_id == anordnare_id)).all())
    andra = sorted(set(i_korningen) - set(ut))
    for n in range(0, len(andra), _SATS):
        ut |= dict(e.session.execute(q.where(Insats.nyckel.in_(andra[n : n + _SATS]))).all())
    return [*ut.items(), *((i, "") for i in andra if i not in ut)]


def _betalda(
    e: Arbetsenhet, anordnare_id: int, manad: str, nycklar: set[tuple[str, str]]
) -> dict[tuple[str, str], str]:  # fmt: skip
    """Of these (case, month), the final run of another month that paid them."""
    per: dict[str, set[str]] = defaultdict(set)
    for insats, m in nycklar:
        per[insats].add(m)
    r, k = Ersattningsrad, Ersattningskorning
    q = select(r.insats, r.avser_manad, k.manad).join(k, k.id == r.korning_id)
    q = q.where(k.lage == FASTSTALLD, k.manad != manad, r.anordnare_id == anordnare_id).order_by(k.manad.desc())
    insatser = sorted(per)
    ut: dict[tuple[str, str], str] = {}
    for n in range(0, len(insatser), _SATS):
        for insats, m, korning in e.session.execute(q.where(r.insats.in_(insatser[n : n + _SATS]))):
            if m in per[insats]:
                ut[insats, m] = korning
    return ut
