"""Turns what a database driver raises into calm Swedish sentences.

Drivers put values of rows into their messages (PostgreSQL's DETAIL), so their text is never shown or kept:
only codes are read.
"""

from __future__ import annotations

import re

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ..fel import SPARRAD, Databasfel

LAST = "Databasen används just nu av ett annat program eller fönster. Ingenting har sparats. Försök igen om en stund."
FULL = "Disken är full. Ingenting har sparats och inget har gått förlorat. Frigör utrymme och försök igen."
SKRIVSKYDDAD = "Databasens fil eller mapp är skrivskyddad. Ingenting har sparats. Kontrollera att du får skriva där."
_TAPPAD = "Kontakten med databasen bröts. Det som inte hann sparas är inte gjort. Försök igen om en stund."
_NEKAD = "Databasservern svarar inte. Kontrollera nätverket och adressen, och försök igen."
_INLOGGNING = "Databasservern godtar inte inloggningen. Kontrollera användare och lösenord."
_INGEN_DATABAS = "Databasen finns inte på servern. Kontrollera adressen, eller be om hjälp."
_INGEN_RATT = "Du har inte rätt att göra detta i databasen. Ingenting har sparats."
_DUBBLETT = "Någon annan har just lagt in samma uppgift. Ingenting har sparats. Hämta om och försök igen."
_NYCKEL = "Nyckeln eller lösenfrasen passar inte till databasen, eller så är filen inte en databas från Kundvalsdesk."
SKADAD = "Databasens fil är skadad. Återställ den från en säkerhetskopia."
LASFEL = "Databasens fil kan inte läsas eller skrivas just nu. Ingenting har sparats. Försök igen."
_OPPNAS = "Databasen kan inte öppnas. Kontrollera att mappen finns och att du får skriva i den."

_SQLITE = {
    "SQLITE_BUSY": ("last", LAST),
    "SQLITE_LOCKED": ("last", LAST),
    "SQLITE_FULL": ("full", FULL),
    "SQLITE_READONLY": ("skrivskyddad", SKRIVSKYDDAD),
    "SQLITE_CANTOPEN": ("skrivskyddad", _OPPNAS),
    "SQLITE_PERM": ("ingen_ratt", SKRIVSKYDDAD),
    "SQLITE_NOTADB": ("nyckel_fel", _NYCKEL),
    "SQLITE_CORRUPT": ("skadad", SKADAD),
    "SQLITE_IOERR": ("lasfel", LASFEL),
}

# SQLSTATE, or the two letters of its class.
_POSTGRESQL = {
    "55P03": ("last", LAST),
    "40P01": ("dodlage", LAST),  # the same to a user; to us a fault, for actions take their locks in one order
    "40001": ("last", LAST),
    "53100": ("full", "Databasserverns disk är full. Ingenting har sparats. Kontakta systemspecialisten."),
    "53": ("upptagen", "Databasservern har inte plats för fler just nu. Försök igen om en stund."),
    "25006": ("skrivskyddad", "Databasen kan bara läsas just nu. Ingenting har sparats."),
    "28": ("inloggning", _INLOGGNING),
    "3D000": ("saknas", _INGEN_DATABAS),
    "42501": ("ingen_ratt", _INGEN_RATT),
    "23505": ("dubblett", _DUBBLETT),
    "57P": ("kontakt", _TAPPAD),
    "57014": ("avbruten", "Arbetet i databasen avbröts. Ingenting har sparats."),
    "08": ("kontakt", _TAPPAD),
    "58": ("lasfel", "Databasservern kan inte läsa eller skriva sina filer. Kontakta systemspecialisten."),
}

NEKAD = "KV001"
"""SQLSTATE of what a function of ours in the database refuses: its message is a sentence, without values of rows."""

_NAMN = "Servern hittas inte: namnet finns inte i nätverket. Kontrollera hur det stavas och att du når nätverket."
_PORT = "Ingen databasserver tar emot på den adressen. Kontrollera server och port; kanske är den avstängd just nu."
_INTE_PG = "Det som svarar på den adressen är ingen PostgreSQL-server. Kontrollera server och port."
_TLS = (
    "Servern tar inte emot krypterade anslutningar (TLS), och andra görs inte till en annan dator. Be den som sköter "
    "servern att slå på TLS."
)
_ANNAT_NAMN = (
    "Serverns certifikat gäller ett annat namn än det du skrev. Kontrollera servern. Ingen anslutning gjordes."
)
_CERTIFIKAT = (
    "Serverns certifikat går inte att lita på: datorn känner inte den som utfärdat det, eller så har det gått ut. "
    "Ange filen med kommunens certifikat, eller be den som sköter servern. Ingen anslutning gjordes."
)
_KLARTEXT = "Servern begär lösenordet på ett sätt som kan läsas av andra. Ingen anslutning gjordes."
_LOSENORD = "Databasservern vill ha ett lösenord."
_SPARRAD = "Inloggningen är spärrad. Vänd dig till systemspecialisten."
_HBA = "Databasservern släpper inte in den användaren härifrån. Be den som sköter servern (pg_hba.conf)."
UTANFOR = "Du har ingen tillgång till den databasen. Be systemspecialisten lägga upp dig som användare."
_SSO = "Inloggningen genom nätverket (SSO) lyckades inte. Logga in på datorn på nytt, eller skriv ett lösenord."

# Refusals at connection carry no SQLSTATE; only these pieces of libpq's own text are looked at, in this order, and of
# the server's, in English and Swedish.
_VID_ANSLUTNING = (
    ("failed to resolve host|could not translate host name", ("natverk", _NAMN)),
    ("does not match host name", ("certifikat", _ANNAT_NAMN)),
    ("certificate|self.signed", ("certifikat", _CERTIFIKAT)),
    ("does not support SSL", ("tls", _TLS)),
    ("SSL negotiation|expected authentication request|SSL SYSCALL|SSL error", ("inte_postgres", _INTE_PG)),
    ("authentication method requirement", ("tls", _KLARTEXT)),
    ("no password supplied", ("losenord_saknas", _LOSENORD)),
    ("GSSAPI|SSPI", ("sso", _SSO)),
    ("pg_hba.conf", ("hba", _HBA)),
    ("authentication failed|utentisering.* misslyckades", ("inloggning", _INLOGGNING)),
    ("not permitted to log in|tillåts inte logga in|får inte logga in", (SPARRAD, _SPARRAD)),
    ("permission denied for database|rättighet saknas för databas", ("utanfor", UTANFOR)),
    ('role ".*" does not exist|rollen? ".*" (existerar|finns) inte', ("inloggning", _INLOGGNING)),
    ("does not exist|(existerar|finns) inte", ("saknas", _INGEN_DATABAS)),
    ("too many c|remaining connection slots", _POSTGRESQL["53"]),
    ("Connection refused|No such file or directory|10061", ("natverk", _PORT)),
)


class Databasbugg(RuntimeError):
    """A database error that is our own fault. Says what and where, never with which values."""


def oversatt(fel: BaseException) -> Databasfel | None:
    """The calm error that `fel` means, or None if it is no fault of the surroundings."""
    if isinstance(fel, PoolTimeoutError):
        return Databasfel("last", LAST)
    ursprung = fel.orig if isinstance(fel, DBAPIError) else fel
    namn = getattr(ursprung, "sqlite_errorname", None)
    if isinstance(namn, str):
        if namn.startswith("SQLITE_CONSTRAINT") and str(ursprung).startswith("UNIQUE"):
            return Databasfel("dubblett", _DUBBLETT)
        return _ur_sqlite(namn)
    if type(ursprung).__module__.startswith("psycopg") and isinstance(ursprung, Exception):
        return _ur_postgresql(ursprung)
    return None


def _ur_sqlite(namn: str) -> Databasfel | None:
    while True:
        if namn in _SQLITE:
            return Databasfel(*_SQLITE[namn])
        if namn.count("_") < 2:
            return None
        namn = namn.rsplit("_", 1)[0]  # SQLITE_IOERR_WRITE is a SQLITE_IOERR


def _ur_postgresql(fel: Exception) -> Databasfel | None:
    tillstand = getattr(fel, "sqlstate", None)
    if isinstance(tillstand, str):
        if tillstand == NEKAD:
            return Databasfel("nekad", str(getattr(getattr(fel, "diag", None), "message_primary", "") or _INGEN_RATT))
        for nyckel in (tillstand, tillstand[:3], tillstand[:2]):
            if nyckel in _POSTGRESQL:
                return Databasfel(*_POSTGRESQL[nyckel])
        return None
    if type(fel).__name__ not in ("OperationalError", "ConnectionTimeout", "InterfaceError"):
        return None
    text = str(fel)
    for bit, svar in _VID_ANSLUTNING:
        if re.search(bit, text):
            return Databasfel(*svar)
    if "connection failed" in text or "timeout" in text or "resolve" in text:
        return Databasfel("natverk", _NEKAD)
    return Databasfel("kontakt", _TAPPAD)


def som_bugg(fel: DBAPIError) -> Databasbugg:
    """What can be said of an error of ours without repeating any value: kind, code, constraint, statement."""
    ursprung = fel.orig
    diagnos = getattr(ursprung, "diag", None)
    delar = [
        type(ursprung).__name__,
        str(getattr(ursprung, "sqlite_errorname", None) or getattr(ursprung, "sqlstate", None) or ""),
        str(getattr(diagnos, "constraint_name", None) or ""),
        str(getattr(diagnos, "column_name", None) or ""),
    ]
    if isinstance(fel, IntegrityError) and diagnos is None:
        delar.append(str(ursprung))  # SQLite names table and column, never the value
    delar.append((fel.statement or "")[:300])
    return Databasbugg(" ".join(del_ for del_ in delar if del_))
