"""What is said and agreed in the demo's made-up cases, so that every tab of a case has something to show.

Written in bulk when the first view is already there: the import carries no texts, and the queue needs none. The same
day gives the same rows.
"""

from __future__ import annotations

import hashlib
import struct
import tomllib
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ...models import (
    Anordnare,
    Anteckning,
    Bilaga,
    Framtidsplan,
    Handlaggare,
    Insats,
    Kartlaggning,
    Kontakt,
    Meddelande,
    Mote,
    sokindex,
)
from ...resurser import resurs
from . import INLOGGAD
from .bok import efter, fore

_GLES = 2
"""Of the cases of others than INLOGGAD, one in so many has texts."""
_MED_BILAGA = 3


def skriv(session: Session, idag: date) -> None:
    """Writes the rows in the caller's transaction."""
    ord_ = tomllib.loads(resurs("demo", "arenden.toml").read_text(encoding="utf-8"))
    i = Insats
    arenden = session.execute(
        select(
            i.id, i.kund_id, i.nyckel, i.kod, i.beslut, i.uppdrag, i.jobbexpert, Anordnare.namn, Handlaggare.anvandare
        )
        .join(Handlaggare, Handlaggare.id == i.kundansvarig_id)
        .outerjoin(Anordnare, Anordnare.id == i.anordnare_id)
        .where(i.historik.is_(False), i.avslutstyp.is_(None), i.beslut.is_not(None))
        .order_by(i.id)
    ).all()
    valda = [r for n, r in enumerate(arenden) if r.anvandare == INLOGGAD or n % _GLES == 0]
    moten = session.execute(
        select(Kontakt.insats_id, Kontakt.datum)
        .where(Kontakt.typ == "uppstartsmote", Kontakt.insats_id.in_([r.id for r in valda]))
        .order_by(Kontakt.datum.desc())
    )
    forsta: dict[int, date] = {m.insats_id: m.datum for m in moten}
    rader: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    kunder: set[int] = set()
    for n, r in enumerate(valda):
        if r.kund_id not in kunder:
            kunder.add(r.kund_id)
            _grunden(rader, ord_, n, r)
        if r.uppdrag is not None:
            _samtal(rader, ord_, n, r, idag, forsta.get(r.id))
    for tabell, satser in rader.items():
        session.execute(insert(tabell).execution_options(render_nulls=True), satser)
    sokindex.komplettera(session.connection(), (sokindex.ANTECKNING, sokindex.MEDDELANDE))


def _en(ord_: Mapping[str, Any], grupp: str, namn: str, n: int) -> str:
    meningar: Sequence[str] = ord_[grupp][namn]
    return meningar[n % len(meningar)]


def _grunden(rader: dict[Any, list[dict[str, Any]]], ord_: Mapping[str, Any], n: int, r: Any) -> None:
    """Kartläggning and framtidsplan, in the days before the beslut."""
    dag = fore(r.beslut, 3)
    texter = {f: _en(ord_, "kartlaggning", f, n) for f in ("situation", "kompetenser", "forutsattningar", "behov")}
    rader[Kartlaggning].append({"kund_id": r.kund_id, "datum": dag, "skriven_av": r.anvandare, "version": 1, **texter})
    rader[Framtidsplan].append(
        {"kund_id": r.kund_id, "datum": fore(r.beslut, 1), "mal": _en(ord_, "framtidsplan", "mal", n),
         "steg": _en(ord_, "framtidsplan", "steg", n), "insatskod": r.kod, "kunden_med": True,
         "skriven_av": r.anvandare, "version": 1}
    )  # fmt: skip


def _samtal(
    rader: dict[Any, list[dict[str, Any]]], ord_: Mapping[str, Any], n: int, r: Any, idag: date, mote: date | None
) -> None:
    def vid(dag: date, timme: int) -> datetime:
        return datetime.combine(dag, time(timme, 15 * (n % 4)))

    anordnare = r.namn or ""
    dagen = fore(idag, 1 + n % 6)
    if mote is not None:
        rader[Mote].append(_mote(r, "uppstartsmote", vid(mote, 10), f"Hos {anordnare}", "Första mötet.", "hallet"))
    plats = _en(ord_, "mote", "plats", n).format(anordnare=anordnare)
    nasta = vid(efter(idag, 2 + n % 9), 9 + n % 6)
    rader[Mote].append(_mote(r, "trepart", nasta, plats, _en(ord_, "mote", "syfte", n), "planerat"))
    if r.uppdrag < dagen:
        for riktning, kanal, timme in (("in", "system", 9), ("ut", "epost", 14)):
            rader[Meddelande].append(
                {"insats_id": r.id, "riktning": riktning, "kanal": kanal, "tid": vid(dagen, timme),
                 "motpart": r.jobbexpert or anordnare, "amne": None, "text": _en(ord_, "meddelande", riktning, n),
                 "skriven_av": r.anvandare, "rattar_id": None, "version": 1}
            )  # fmt: skip
        rader[Anteckning].append(
            {"insats_id": r.id, "datum": dagen, "rubrik": _en(ord_, "anteckning", "rubrik", n),
             "text": _en(ord_, "anteckning", "text", n), "skriven_av": r.anvandare, "signerad": vid(dagen, 16),
             "signerad_av": r.anvandare, "rattar_id": None, "version": 1}
        )  # fmt: skip
        if n % 2 == 0:
            rader[Anteckning].append(
                {"insats_id": r.id, "datum": idag, "rubrik": None, "text": _en(ord_, "anteckning", "utkast", n),
                 "skriven_av": r.anvandare, "signerad": None, "signerad_av": None, "rattar_id": None, "version": 1}
            )  # fmt: skip
        if n % _MED_BILAGA == 0:
            rader[Bilaga].append(_bilaga(r, ord_, n, vid(dagen, 11)))


def _mote(r: Any, typ: str, start: datetime, plats: str, syfte: str, lage: str) -> dict[str, Any]:
    return {
        "insats_id": r.id, "typ": typ, "start": start, "slut": start + timedelta(hours=1), "plats": plats,
        "deltagare": None, "syfte": syfte, "lage": lage, "uid": f"demo-{r.nyckel}-{typ}@kundvalsdesk", "sekvens": 0,
        "version": 1,
    }  # fmt: skip


def _bilaga(r: Any, ord_: Mapping[str, Any], n: int, tid: datetime) -> dict[str, Any]:
    namn = _en(ord_, "bilaga", "png" if n % 2 else "pdf", n)
    innehall = _png(n) if n % 2 else _pdf(f"{namn} (exempel)")
    return {
        "insats_id": r.id, "namn": f"{namn}.{'png' if n % 2 else 'pdf'}",
        "mediatyp": "image/png" if n % 2 else "application/pdf", "storlek": len(innehall),
        "sha256": hashlib.sha256(innehall).hexdigest(), "innehall": innehall, "tillagd": tid,
        "tillagd_av": r.anvandare, "version": 1,
    }  # fmt: skip


def _pdf(rubrik: str) -> bytes:
    """One page with a line on it. By hand: the library that makes documents takes longer to load than all this."""
    text = rubrik.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
    strom = b"BT /F1 20 Tf 72 760 Td (" + text + b") Tj ET"
    delar = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(strom), strom),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    ut, platser = b"%PDF-1.4\n", []
    for nr, del_ in enumerate(delar, 1):
        platser.append(len(ut))
        ut += b"%d 0 obj\n%s\nendobj\n" % (nr, del_)
    rader = b"".join(b"%010d 00000 n \n" % p for p in platser)
    slut = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(delar) + 1, len(ut))
    return ut + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(delar) + 1, rader) + slut


def _png(n: int) -> bytes:
    """A week in squares: arbetsdagar by hours, those of the plan filled."""
    rutor, sida = (5, 8), 24
    rad = []
    for y in range(rutor[1] * sida):
        prickar = bytearray([0])
        for x in range(rutor[0] * sida):
            linje = x % sida == 0 or y % sida == 0
            fylld = (x // sida * 3 + y // sida + n) % 4 != 0
            prickar.append(200 if linje else 120 if fylld else 245)
        rad.append(bytes(prickar))

    def bit(typ: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + typ + data + struct.pack(">I", zlib.crc32(typ + data))

    huvud = struct.pack(">IIBBBBB", rutor[0] * sida, rutor[1] * sida, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + bit(b"IHDR", huvud) + bit(b"IDAT", zlib.compress(b"".join(rad))) + bit(b"IEND", b"")
