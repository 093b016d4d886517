"""Messages to and from the anordnare (K 4, K 8.4). What was said was said: none is changed, a new one corrects it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from ..fel import Nekad
from ..models import Anordnare, Insats, Meddelande
from ..texter.meningar import insats_ord
from ..texter.samtal import ANNAN_INSATS, KANALORD, RIKTNINGORD, tidpunkt
from .arbetsenhet import Arbetsenhet
from .arendelage import krav_text, oppna_arende
from .arendeposter import Post
from .arendetyper import Falt, Stegval
from .brevfil import brevfil
from .fritext import hamta_i_arendet, inte_senare_an_nu, namn_for, utan_kundens_namn
from .handling import handling, kontrollera_version
from .installningar import organisation
from .typer import Andring

VAD = "Meddelandet"


def spara(
    e: Arbetsenhet, insats: str, riktning: str, kanal: str, tid: datetime, motpart: str, amne: str, text: str,
    rattar: int | None = None, sedd_version: int = 0,
) -> Andring:  # fmt: skip
    """Keeps a message as it was sent or received. `rattar`: the one that it corrects."""
    i = oppna_arende(e, insats)
    gammalt = None
    if rattar is not None:
        gammalt = hamta_i_arendet(e, Meddelande, i, rattar, VAD)
        kontrollera_version(e, gammalt, sedd_version, {})
        if e.session.scalar(select(Meddelande.id).where(Meddelande.rattar_id == rattar)):
            raise Nekad("rattat", "Meddelandet är redan rättat. Rätta det senaste i stället.")
    if riktning not in RIKTNINGORD:
        raise Nekad("riktning", "Välj om meddelandet gick till eller kom från anordnaren.", "riktning")
    if kanal not in KANALORD:
        raise Nekad("kanal", "Välj hur meddelandet lämnades.", "kanal")
    inte_senare_an_nu(e, tid, "datum")
    amne = krav_text(amne, "Ämnet", "amne")
    text = krav_text(text, "Texten", "text")
    texter = {"amne": amne, "text": text, "motpart": motpart}
    utan_kundens_namn(e, i, texter, ut=riktning == "ut" and kanal == "epost")
    with handling(e, "meddelande", "meddelande") as h:
        e.session.add(
            Meddelande(
                insats_id=i.id, riktning=riktning, kanal=kanal, tid=tid, motpart=motpart.strip() or None, amne=amne,
                text=text, skriven_av=e.aktor.anvandare, rattar_id=gammalt.id if gammalt is not None else None,
            )
        )  # fmt: skip
        h.insats(i)
    return h.andring


def brev(e: Arbetsenhet, insats: str, meddelande_id: int) -> tuple[str, bytes]:
    """Name and bytes of an outgoing message as a mail to look through and send. It names no kund (see `spara`)."""
    i = oppna_arende(e, insats)
    m = hamta_i_arendet(e, Meddelande, i, meddelande_id, VAD)
    if m.riktning != "ut":
        raise Nekad("riktning", "Bara meddelanden till anordnaren kan sparas som e-post.")
    utan_kundens_namn(e, i, {"": f"{m.amne}\n{m.text}"}, ut=True)
    anordnare = e.session.get(Anordnare, i.anordnare_id) if i.anordnare_id else None
    org = organisation(e)
    namn = namn_for(e, [m.skriven_av])[m.skriven_av]
    text = (
        f"Hej,\n\nDet gäller {insats_ord(i.kod)}, ärende {i.nyckel}.\n\n{m.text.strip()}\n\n"
        f"Med vänlig hälsning\n{namn}\n{org['enhet']}, {org['namn']}\n{org['kontakt']}\n"
    )
    data = brevfil(f"{m.amne}, ärende {i.nyckel}", text, (anordnare.epost or "") if anordnare else "")
    return f"meddelande_{i.nyckel}_{m.id}.eml", data


def poster(e: Arbetsenhet, i: Insats) -> list[tuple[datetime, Post]]:
    """The messages of a case, each with its time."""
    alla = e.session.scalars(select(Meddelande).where(Meddelande.insats_id == i.id).order_by(Meddelande.id)).all()
    namn = namn_for(e, [m.skriven_av for m in alla])
    tider = {m.id: m.tid for m in alla}
    rattade = {m.rattar_id for m in alla if m.rattar_id}
    return [(m.tid, _post(e, i, m, namn, tider, m.id in rattade)) for m in alla]


def _post(
    e: Arbetsenhet, i: Insats, m: Meddelande, namn: dict[str, str], tider: dict[int, datetime], rattat: bool
) -> Post:  # fmt: skip
    vart, hur, nar = RIKTNINGORD.get(m.riktning, ""), KANALORD.get(m.kanal, m.kanal), tidpunkt(m.tid, e.idag)
    fakta = (
        ("När", nar),
        ("Hur", hur),
        ("Motpart", m.motpart or ""),
        ("Noterat av", namn.get(m.skriven_av, m.skriven_av)),
        ("Rättar", f"meddelandet {tidpunkt(tider[m.rattar_id], e.idag)}" if m.rattar_id in tider else ""),
    )
    return Post(
        slag="meddelande",
        id=m.id,
        rubrik=m.amne or "Meddelande",
        under=f"{vart} · {hur} · {nar}",
        marke="rättat" if rattat else "att bedöma" if m.amne == ANNAN_INSATS else "rättelse" if m.rattar_id else "",
        viktig=m.amne == ANNAN_INSATS and not rattat,
        fakta=tuple(f for f in fakta if f[1]),
        text=m.text,
        steg=() if rattat else (_formular(e, m),),
        fil="eml" if m.riktning == "ut" and m.kanal == "epost" else "",
        filord="Spara som e-post …",
    )


def formular(e: Arbetsenhet) -> Stegval:
    """The form of a new message."""
    return _formular(e, None)


def _formular(e: Arbetsenhet, m: Meddelande | None) -> Stegval:
    annan = m is not None and m.amne == ANNAN_INSATS
    dag, kl = (f"{m.tid:%Y-%m-%d}", f"{m.tid:%H.%M}") if m else (e.idag.isoformat(), f"{e.nu:%H.%M}")
    falt = (
        Falt("riktning", "Åt vilket håll", "val", varde=m.riktning if m else "ut", val=tuple(RIKTNINGORD.items())),
        Falt("kanal", "Hur", "val", varde=m.kanal if m else "epost", val=tuple(KANALORD.items())),
        Falt("datum", "Dag", "datum", varde=dag),
        Falt("klockan", "Klockan", "text", varde=kl),
        Falt("motpart", "Vem hos anordnaren", "text", kravs=False, varde=(m.motpart or "") if m else ""),
        Falt("galler", "Gäller", "val", varde="annan_insats" if annan else "ovrigt",
             val=(("ovrigt", "Ärendet i övrigt"), ("annan_insats", ANNAN_INSATS)),
             hjalp="När anordnaren ser behov av en annan insats meddelas det snarast (K 8.4)."),
        Falt("amne", "Ämne", "text", varde=(m.amne or "") if m and not annan else "",
             visas_om=("galler", ("ovrigt",))),
        Falt("text", "Text", "stor_text", varde=m.text if m else "",
             hjalp="I e-post till anordnaren står ärendenumret, aldrig kundens namn."),
    )  # fmt: skip
    if m is None:
        return Stegval(
            "meddelande", "Nytt meddelande", "Spara meddelandet", falt=falt,
            hjalp="Det sparade meddelandet ändras inte efteråt. E-post sparas sedan som fil att skicka.",
        )  # fmt: skip
    return Stegval(
        "meddelande", "Rätta meddelandet", "Spara rättelsen", str(m.id), m.version, falt,
        hjalp="Det gamla meddelandet står kvar. Rättelsen blir ett nytt som hänvisar till det.",
    )  # fmt: skip
