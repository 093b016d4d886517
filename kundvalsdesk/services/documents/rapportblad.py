"""What the documents of reports share: their snapshot, and the parts that all of them have.

A report is printed in the sections of the form that it was written in. What a version leaves out (`for_vem`) is not
in its snapshot at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from ...texter.datum import datum_langt
from ...texter.rapportnamn import rapporten
from .blad import EXEMPLAR, hel, insats_med_namn
from .formuleringar import Texter
from .text import Delar, Fet
from .underlag import Insatsunderlag

TOMT = "Inte ifyllt"


@dataclass(frozen=True, slots=True)
class Avsnitt:
    """A section of the form with what was written under it; `text` may be empty."""

    kod: str
    rubrik: Annotated[str, "Rubriken på ett avsnitt"]
    text: Annotated[str, "Ett avsnitt"]


@dataclass(frozen=True, slots=True)
class Returrad:
    """A return; `skal` is empty where the reader is not to have it."""

    aterremitterad: date
    inkommen_igen: date | None
    skal: Annotated[str, "Skälet till återremissen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportunderlag(Insatsunderlag):
    """`for_vem`: a key of EXEMPLAR. `lage`: godkand, vantar or returnerad. `tid`: "i tid", "2 arbetsdagar sen" or "".

    `rubrik`: what the anordnare headed it, where that says something of its own. `text_finns`: whether the content is
    kept here, and not only its days. `iakttagelser`: what the program's checks found. They follow from facts that go
    on changing, so they are no part of what makes it another document.
    """

    SAK: ClassVar[tuple[str, ...]] = (
        "insats", "insatskod", "kund", "anordnare", "start", "for_vem", "avser", "inkommen", "tid", "lage", "godkand",
        "godkand_av", "returer", "rubrik", "avsnitt",
    )  # fmt: skip
    OM: ClassVar[tuple[str, ...]] = ("avser", "for_vem")
    SLAG: ClassVar[str]
    """plan, rapport or slutrapport."""

    for_vem: str
    avser: str
    jobbexpert: Annotated[str, "Jobbexpertens namn"]
    inkommen: date
    tid: str
    lage: str
    godkand: date | None
    godkand_av: Annotated[str, "Namnet på den som har godkänt"]
    returer: tuple[Returrad, ...]
    rubrik: Annotated[str, "Rapportens rubrik"]
    text_finns: bool
    avsnitt: tuple[Avsnitt, ...]
    iakttagelser: Annotated[tuple[str, ...], "Iakttagelserna"] = ()


def undertitel(u: Rapportunderlag, *forst: str) -> str:
    """Two lines: which insats and where; which report of it, and whom this copy is for."""
    ovre = (insats_med_namn(u.insatskod, u.insatsnamn), u.anordnare)
    return " · ".join(d for d in ovre if d) + "\n" + " · ".join((*forst, EXEMPLAR[u.for_vem]))


def status(u: Rapportunderlag) -> list[Any]:
    """A box that says so, where the report is not approved."""
    if u.lage == "godkand":
        return []
    from reportlab.platypus import Spacer

    from . import mall

    vad, t = rapporten(u.SLAG, u.avser), Texter(u.TYP, u.texter)
    if u.lage == "returnerad":
        dag = hel(datum_langt(u.returer[-1].aterremitterad)) if u.returer else ""
        text = t("aterremitterad_dag", rapporten=vad, dag=dag) if dag else t("aterremitterad", rapporten=vad)
        delar: Delar = (Fet("Återremitterad."), f" {text}")
    else:
        delar = (Fet("Inte granskad."), f" {t('inte_granskad', rapporten=vad)}")
    return [*mall.framhavd(delar), Spacer(1, 9)]


def dagar(u: Rapportunderlag, kom: str = "Inkommen") -> list[tuple[str, Delar]]:
    """Rows of what has happened to the report: in, returned and why, approved by whom."""
    rader: list[tuple[str, Delar]] = []
    if u.rubrik:
        rader.append(("Anordnarens rubrik", u.rubrik))
    inkommen = datum_langt(u.inkommen)
    rader.append((kom, (f"{inkommen}, ", Fet(u.tid)) if u.tid else inkommen))
    for r in u.returer:
        igen = f", kom in igen {datum_langt(r.inkommen_igen)}" if r.inkommen_igen else ""
        skal = f"\n{r.skal}" if r.skal else ""
        rader.append(("Återremitterad", f"{datum_langt(r.aterremitterad)}{igen}{skal}"))
    if u.godkand is not None:
        rader.append(("Godkänd", ", ".join(d for d in (datum_langt(u.godkand), u.godkand_av) if d)))
    else:
        rader.append(("Godkänd", "Nej, återremitterad" if u.lage == "returnerad" else "Nej, inte granskad"))
    return rader


def avsnitt(alla: tuple[Avsnitt, ...] | list[Avsnitt]) -> list[Any]:
    """Sections with their headings, also those that were left empty."""
    from . import mall

    ut: list[Any] = []
    for a in alla:
        ut += [*mall.rubrik(a.rubrik), *mall.lopande(a.text if a.text.strip() else TOMT)]
    return ut


def iakttagelser(u: Rapportunderlag) -> list[Any]:
    """What the checks found, in the copy that stays in the house."""
    from . import mall

    return [*mall.rubrik("Iakttagelser vid granskningen"), *mall.punkter(u.iakttagelser)] if u.iakttagelser else []


def jobbexperten(u: Rapportunderlag) -> tuple[str, str]:
    """Who signs for the anordnare."""
    return u.jobbexpert or "Datum och underskrift", ", ".join(d for d in ("jobbexpert", u.anordnare) if d)
