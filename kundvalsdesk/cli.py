"""The command line (kontrakt: names, options and JSON keys are fixed there). Imports no Qt.

Data goes to standard output, everything else to standard error. Exit status: 0 done; 1 refused, with one Swedish
sentence each and nothing changed; 2 wrong usage. Never a traceback.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from . import __version__
from .fel import Databasfel, FleraFel, KundvalsdeskFel
from .kommandon import atgardsval, besokval, kundenkatval, paketval, stickprovval, uppfoljningval
from .kommandon import kvalitetsrapportval as rapportval
from .services.typer import ROLLER
from .val import Val, sag, tysta

MANADSDOKUMENT = ("slutrapport", "manadsrapport")
FORMULAR = ("manadsrapport", "genomforandeplan", "slutrapport")
ANORDNARDELAR = (
    "lista", "visa", "lagg-till", "andra", "auktorisera", "avauktorisera", "kontor", "jobbexpert", "andring",
)  # fmt: skip
ANVANDARDELAR = ("lagg-till", "andra", "sparra", "lista", "losenord", "ta-over")
GALLRINGSDELAR = ("lista", "uppratta", "undanta", "godkann", "utfor", "protokoll", "regel")
FOR_VEM = ("intern", "anordnare", "kund")
KOPIEDELAR = ("sakerhetskopiera", "aterstall")
EGNA = (
    "anordnare", "anvandare", "atgarder", "besok", "budget", "dokument", "ersattning", "faktura", "forvalslista",
    "gallring", "jamforaren", "kundenkat", "kvalitetsrapport", "logg", "manadsdokument", "paket", "progression",
    "registerutdrag", "statistik", "stickprov", "uppfoljning",
)  # fmt: skip
"""Commands that have a module of their own, with a function of the same name."""
HOGST_STICKPROV = 500
FORSTA_AR, SISTA_AR = 1950, 2090
"""Years that today may be in: facts and frister around them still lie within the calendar."""

_SVENSKA = (
    (r"unrecognized arguments: (.*)", r"Okänt argument: \1."),
    (r"the following arguments are required: (.*)", r"Det saknas något: \1."),
    (r"one of the arguments (.*) is required", r"Det saknas något: ett av \1."),
    (r"ambiguous option: (.*) could match (.*)", r"\1 kan betyda flera saker: \2. Skriv ut hela."),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.*)\)", r"\2 finns inte. Välj något av: \3."),
    (r"argument (\S+): expected one argument", r"\1 behöver ett värde."),
    (r"argument (\S+): not allowed with argument (.*)", r"\1 och \2 kan inte användas tillsammans."),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 tar inget värde, men fick \2."),
    (r"argument (\S+): (?!invalid)(.*)", r"\2"),
)
"""What argparse says, and the same in Swedish."""


class _Hjalp(argparse.HelpFormatter):
    """The page that --help shows."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Så skrivs det: " if prefix is None else prefix)


class _Tolk(argparse.ArgumentParser):
    """Speaks Swedish, in its help as when it has not understood."""

    def __init__(self, **mer: Any) -> None:
        super().__init__(formatter_class=_Hjalp, **mer)
        self._positionals.title, self._optionals.title = "Det som anges", "Tillval"

    def error(self, message: str) -> NoReturn:
        for monster, svar in _SVENSKA:
            if m := re.fullmatch(monster, message, re.DOTALL):
                message = m.expand(svar)
                break
        self.exit(2, f"{message} Skriv kundvalsdesk --help för att se hur kommandot skrivs.\n")


def _dag(text: str) -> date:
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):  # Python also knows of weeks
            raise ValueError
        d = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} är inget datum. Skriv ÅÅÅÅ-MM-DD.") from None
    if not FORSTA_AR <= d.year <= SISTA_AR:
        raise argparse.ArgumentTypeError(f"{text} ligger utanför åren {FORSTA_AR}–{SISTA_AR}. Skriv ÅÅÅÅ-MM-DD.")
    return d


def _manad(text: str) -> str:
    if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", text) or not FORSTA_AR <= int(text[:4]) <= SISTA_AR:
        raise argparse.ArgumentTypeError(f"{text} är ingen månad. Skriv ÅÅÅÅ-MM.")
    return text


def _manad_eller_ar(text: str) -> str:
    return text if re.fullmatch("[0-9]{4}", text) else _manad(text)


def _nummer(text: str) -> str:
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text} är inget versionsnummer. Skriv till exempel 2.")
    return text


def _stickprov(text: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= HOGST_STICKPROV:
        raise argparse.ArgumentTypeError(f"{text} går inte. Skriv ett antal från 1 till {HOGST_STICKPROV}.")
    return int(text)


def _dokumenttyp(text: str) -> str:
    """A kind of document, by the register of them; which is not read for other commands."""
    from .services.documents.register import DOKUMENTSLAG

    if text not in DOKUMENTSLAG:
        raise argparse.ArgumentTypeError(f"{text} finns inte. Välj något av: {', '.join(sorted(DOKUMENTSLAG))}.")
    return text


def _ar(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"{text} är inget år. Skriv ÅÅÅÅ.")
    return int(text)


def _tolkare() -> argparse.ArgumentParser:
    gemensamt = _Tolk(add_help=False, argument_default=argparse.SUPPRESS)
    gemensamt._optionals.title = "Tillval till alla kommandon"
    gemensamt.add_argument("--db", metavar="URL", help="databasen (annars KUNDVALSDESK_DB, annars din egen)")
    gemensamt.add_argument("--idag", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="räkna med detta som dagens datum")
    gemensamt.add_argument("--som", metavar="ANVÄNDARE", help="vem som arbetar, i en lokal databas")

    p = _Tolk(
        prog="kundvalsdesk",
        description="Arbetsyta för kundval arbete och etablering. Utan kommando öppnas fönstret.",
        parents=[gemensamt],
        add_help=False,
    )
    p.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
    p.add_argument("--version", action="version", version=f"kundvalsdesk {__version__}", help="visar versionen")
    p.add_argument("--demo", action="store_true", help="öppnar fönstret med påhittade personer; inget sparas")
    p.add_argument("--skarmbilder", type=Path, metavar="MAPP", help="ritar varje vy som bild i mappen (med --demo)")
    p.add_argument("--paket", type=Path, metavar="FIL", help="öppnar ett offlinepaket, utan någon databas")
    under = p.add_subparsers(title="Kommandon", dest="kommando", metavar="KOMMANDO", parser_class=_Tolk)

    def kommando(namn: str, hjalp: str) -> argparse.ArgumentParser:
        q = under.add_parser(namn, help=hjalp, description=hjalp, parents=[gemensamt], add_help=False)
        q.add_argument("-h", "--help", action="help", help="visar den här hjälpen")
        return q

    q = kommando(
        "databas", "skapar, uppgraderar, beskriver, kontrollerar, säkerhetskopierar eller återställer databasen"
    )
    delar = ("skapa", "uppgradera", "status", "kontrollera", *KOPIEDELAR)
    q.add_argument("del_", choices=delar, metavar="|".join(delar))
    q.add_argument(
        "plats", type=Path, nargs="?", metavar="FIL", help="för sakerhetskopiera och aterstall: säkerhetskopian"
    )
    q.add_argument(
        "--fras", action="store_true", help="säkerhetskopian har en egen lösenfras, som du skriver när den behövs"
    )
    q = kommando("importera", "läser in ärenden från en mapp med CSV-filer eller en XLSX-bok, allt eller inget")
    q.add_argument("plats", type=Path, metavar="KATALOG_ELLER_XLSX")
    q.add_argument("--provkor", action="store_true", help="prövar allt men sparar inget")
    q = kommando("exportera", "skriver ut ärendena i samma format")
    q.add_argument("plats", type=Path, metavar="KATALOG")
    q = kommando("frister", "listar frister")
    q.add_argument("--alla", action="store_true", help="även klara och bortfallna")
    q.add_argument("--format", choices=("json", "csv"), default="json", help="hur listan skrivs; annars json")
    q = kommando("forklara", "förklarar varför en frist är som den är")
    q.add_argument("insats", metavar="INSATS")
    q.add_argument("kod", metavar="KOD")
    q.add_argument("avser", metavar="AVSER", nargs="?")
    q = kommando("forvalslista", "listar förvalsanordnarna i ett kundval, period för period")
    q.add_argument("kundval", metavar="KUNDVAL")
    nar = q.add_mutually_exclusive_group(required=True)
    nar.add_argument("--ar", type=_ar, metavar="ÅÅÅÅ")
    nar.add_argument(
        "--dag", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="i stället: vem som var förvalsanordnare den dagen"
    )
    q.add_argument("--format", choices=("json", "pdf"), default="json", help="hur årets lista skrivs; annars json")
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("jamforaren", "jämför anordnare så som kunden får se dem, för den som ska välja")
    q.add_argument("namnen", nargs="*", metavar="ANORDNARE", help="högst fyra; annars alla som kan väljas i dag")
    q.add_argument("--insats", dest="kod", default="", metavar="KOD", help="bara de som är auktoriserade för insatsen")
    q.add_argument("--ar", type=_ar, metavar="ÅÅÅÅ", default=0, help="vilket helt år siffrorna gäller; annars förra")
    q.add_argument("--format", choices=("json", "pdf"), default="json", help="hur svaret skrivs; annars json")
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("dokument", "utfärdar ett dokument, eller skriver ut ett utfärdat på nytt")
    q.add_argument("del_", type=_dokumenttyp, metavar="avbrottsdokument|slutrapport|…")
    q.add_argument("insats", metavar="INSATS")
    q.add_argument("--manad", type=_manad, metavar="ÅÅÅÅ-MM", help="vilken månadsrapport; annars den senaste")
    q.add_argument("--planversion", type=_nummer, metavar="N", help="vilken version av planen; annars den senaste")
    q.add_argument(
        "--for", dest="for_vem", choices=FOR_VEM, help="vem exemplaret är till; det håller bara vad den får läsa"
    )
    q.add_argument("--fran", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="för journalen: första dagen")
    q.add_argument("--till", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="för journalen: sista dagen")
    q.add_argument("--ut", type=Path, required=True, metavar="FIL.pdf")
    q = kommando("manadsdokument", "utfärdar en månads rapporter som dokument, vart och ett för sig")
    q.add_argument("del_", choices=MANADSDOKUMENT, metavar="|".join(MANADSDOKUMENT))
    q.add_argument(
        "--manad",
        type=_manad,
        required=True,
        metavar="ÅÅÅÅ-MM",
        help="slutrapporter: månaden de godkändes; månadsrapporter: månaden de gäller",
    )
    q.add_argument("--alla", action="store_true", help="även de som är utfärdade och de som inte är godkända")
    q.add_argument("--for", dest="for_vem", choices=FOR_VEM, help="vem exemplaren är till; annars internt")
    q.add_argument("--ut", type=Path, metavar="MAPP", help="lägger också varje dokument som fil i mappen")
    q = kommando("rapportmall", "skapar ett formulär för anordnaren, ifyllt med det som är känt")
    q.add_argument("del_", choices=FORMULAR, metavar="|".join(FORMULAR))
    q.add_argument("insats", metavar="INSATS")
    q.add_argument(
        "--manad", type=_manad, metavar="ÅÅÅÅ-MM", help="för månadsrapporten; annars den senaste som är slut"
    )
    q.add_argument("--ut", type=Path, required=True, metavar="FIL.xlsx")
    q = kommando("rapport", "läser ett ifyllt formulär: säger vad som saknas, eller tar emot det")
    q.add_argument("del_", choices=("kontrollera", "ta-emot"), metavar="kontrollera|ta-emot")
    q.add_argument("plats", type=Path, metavar="FIL", help="formuläret; för ta-emot också en mapp med formulär")
    q = kommando("ersattning", "räknar en månads ersättning till anordnarna, och fastställer den; kontrollerar ett år")
    q.add_argument("manad", type=_manad_eller_ar, metavar="ÅÅÅÅ-MM", help="eller ÅÅÅÅ: räknar om ett fastställt år")
    q.add_argument("--faststall", action="store_true", help="fastställer körningen: den ändras aldrig mer")
    q.add_argument(
        "--format", choices=("json", "csv", "xlsx", "pdf"), default="json", help="hur svaret skrivs; annars json"
    )
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("faktura", "håller en anordnares faktura eller underlag mot månadens ersättning, rad för rad")
    q.add_argument("del_", choices=("kontrollera",), metavar="kontrollera")
    q.add_argument("plats", type=Path, metavar="FIL", help="CSV, XLSX eller Peppol BIS Billing 3 (XML)")
    q.add_argument("--manad", type=_manad, required=True, metavar="ÅÅÅÅ-MM")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="vems den är; annars som filen säger")
    q.add_argument(
        "--format", choices=("json", "csv", "xlsx", "pdf", "eml"), default="json",
        help="json, csv eller xlsx har alla rader; pdf är ett brev till anordnaren, eml brevet som e-post",
    )  # fmt: skip
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("budget", "räknar ett års kostnad per kundval och månad, mot budgeten")
    q.add_argument("ar", type=_ar, metavar="ÅÅÅÅ")
    q.add_argument(
        "--format", choices=("json", "csv", "xlsx", "pdf"), default="json", help="hur svaret skrivs; annars json"
    )
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("statistik", "räknar tabellerna för kvalitetsuppföljningen, för en period")
    q.add_argument("--fran", type=_dag, required=True, metavar="ÅÅÅÅ-MM-DD", help="periodens första dag")
    q.add_argument("--till", type=_dag, required=True, metavar="ÅÅÅÅ-MM-DD", help="periodens sista dag")
    q.add_argument("--kundval", help="bara insatser i ett kundval")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="bara insatser hos en anordnare")
    q.add_argument(
        "--karriarvagledare", dest="handlaggare", metavar="ANVÄNDARE", help="bara den karriärvägledarens kunder"
    )
    q.add_argument("--malgrupp", help="bara kunder i en målgrupp")
    q.add_argument("--jamfor", action="store_true", help="bredvid samma dagar året före, med skillnaden")
    q.add_argument(
        "--format", choices=("json", "csv", "xlsx", "pdf"), default="json", help="hur svaret skrivs; annars json"
    )
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("progression", "räknar progression och kedjor av insatser, för en period")
    q.add_argument("--fran", type=_dag, required=True, metavar="ÅÅÅÅ-MM-DD", help="periodens första dag")
    q.add_argument("--till", type=_dag, required=True, metavar="ÅÅÅÅ-MM-DD", help="periodens sista dag")
    q.add_argument("--kundval", help="bara insatser i ett kundval")
    q.add_argument("--anordnare", default="", metavar="NAMN", help="bara insatser hos en anordnare")
    q.add_argument("--malgrupp", help="bara kunder i en målgrupp")
    q.add_argument("--format", choices=("json", "csv", "xlsx"), default="json", help="hur svaret skrivs; annars json")
    q.add_argument("--ut", type=Path, metavar="FIL", help="skriver till filen i stället för standard ut")
    q = kommando("kundenkat", "sköter kundenkäten: frågor, utskickslista, svar och resultat")
    kundenkatval.lagg_till(q, _ar, _dag)
    q = kommando("uppfoljning", "lägger upp, kopierar, följer och skriver ut planer för uppföljning av kundval")
    uppfoljningval.lagg_till(q, _ar, _dag)
    q = kommando("kvalitetsrapport", "lägger upp, visar, skriver ut och låser den årliga kvalitetsrapporten")
    rapportval.lagg_till(q, _ar, _dag)
    q = kommando("besok", "planerar, flyttar och skriver ut verksamhetsbesök hos anordnare")
    besokval.lagg_till(q, _ar, _dag)
    q = kommando("atgarder", "lägger upp, följer upp och beslutar åtgärder efter brister hos anordnare")
    atgardsval.lagg_till(q, _ar, _dag)
    q = kommando("stickprov", "beställer, drar och granskar stickprov av ärenden, och drar om dem")
    stickprovval.lagg_till(q, _ar, _dag)
    q = kommando("paket", "tar ut rapporter eller besök i en krypterad fil, utan förbindelse, och läser in dem")
    paketval.lagg_till(q)
    q = kommando("registerutdrag", "skriver ut allt som finns om en kund, enligt dataskyddsförordningen artikel 15")
    q.add_argument("kund", metavar="KUND", help="kundens nummer")
    q.add_argument("--ut", type=Path, required=True, metavar="FIL.pdf|FIL.json")
    q = kommando("gallring", "visar vad som får gallras; upprättar, godkänner och utför en lista; skriver protokollet")
    q.add_argument("del_", choices=GALLRINGSDELAR, metavar="|".join(GALLRINGSDELAR))
    q.add_argument("nummer", nargs="?", default="", metavar="NUMMER", help="vilken lista; för regel: vilken regel")
    q.add_argument("--kund", metavar="KUND", help="för undanta: kundens nummer")
    q.add_argument("--skal", default="", metavar="TEXT", help="för undanta: varför")
    q.add_argument("--till", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="för undanta: till vilken dag")
    q.add_argument("--manader", default="", metavar="N", help="för regel: hur länge")
    q.add_argument("--kalla", default="", metavar="TEXT", help="för regel: vad kommunen har beslutat, och var")
    q.add_argument("--ut", type=Path, metavar="FIL.pdf", help="för protokoll: skriver det som PDF i stället för JSON")
    q = kommando("logg", "listar loggen: vem som har sett och ändrat vad")
    q.add_argument("--kund", metavar="KUND", help="bara det som rör en kund, efter kundens nummer")
    q.add_argument("--anvandare", dest="handlaggare", metavar="ANVÄNDARE", help="bara det som en användare har gjort")
    q.add_argument("--fran", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="första dagen")
    q.add_argument("--till", type=_dag, metavar="ÅÅÅÅ-MM-DD", help="sista dagen")
    q.add_argument(
        "--stickprov", type=_stickprov, metavar="N", help="lottar fram N handlingar som rör ärenden, att granska"
    )
    q.add_argument("--format", choices=("json", "csv"), default="json", help="hur listan skrivs; annars json")
    q = kommando("anordnare", "visar och ändrar registret över anordnare")
    q.add_argument("del_", choices=ANORDNARDELAR, metavar="|".join(ANORDNARDELAR))
    q.add_argument("anordnare", nargs="?", metavar="ANORDNARE")
    q.add_argument("post", nargs="?", metavar="POST", help="AVSER, kontorets eller personens namn, ändringens nummer")
    q.add_argument("--satt", action="append", metavar="FÄLT=VÄRDE", help="vad som ska stå; skrivs en gång per fält")
    q.add_argument("--ta-bort", action="store_true", help="tar bort kontoret eller personen")
    _anvandare(kommando("anvandare", "lägger till, ändrar, spärrar eller listar användare; byter ditt lösenord"))
    return p


def _anvandare(q: argparse.ArgumentParser) -> None:
    q.add_argument("del_", choices=ANVANDARDELAR, metavar="|".join(ANVANDARDELAR))
    q.add_argument("handlaggare", nargs="?", metavar="ANVÄNDARE", help="användarnamnet, det som man loggar in med")
    q.add_argument("--namn", help="för- och efternamn")
    q.add_argument("--roll", type=_rollkod, choices=ROLLER, metavar="ROLL", help=", ".join(ROLLER))
    q.add_argument("--epost", metavar="ADRESS", help="e-postadress; tom tar bort den")
    hur = q.add_mutually_exclusive_group()
    hur.add_argument("--losenord-fran-stdin", action="store_true", help="läser lösenordet på standard in, en rad")
    hur.add_argument(
        "--utan-losenord", action="store_true", help="lagg-till: inloggning genom nätverket (GSSAPI, SSO)"
    )
    hur.add_argument("--nytt-losenord", action="store_true", help="andra: ett nytt lösenord skapas och visas en gång")
    q.add_argument("--hav", action="store_true", help="sparra: häver spärren")
    q.add_argument("--format", choices=("text", "json"), default="text", help="lista: hur den skrivs; annars text")


def tolka(argv: Sequence[str]) -> Val:
    """What the arguments ask for, with the variables of the environment filled in. Exits with 2 on wrong usage."""
    for strom in (sys.stdout, sys.stderr):
        if hasattr(strom, "reconfigure"):
            # A Windows console would otherwise refuse letters that its code page lacks.
            strom.reconfigure(encoding="utf-8", errors="replace")
    p = _tolkare()
    val = Val()
    p.parse_args(argv, namespace=val)
    if val.skarmbilder is not None and not val.demo:
        p.error("--skarmbilder ritar påhittade personer och behöver --demo.")
    if val.paket is not None and (val.demo or val.kommando):
        p.error("--paket öppnar bara fönstret med ett offlinepaket, utan demo och utan kommando.")
    if val.kommando == "databas":
        if val.del_ in KOPIEDELAR and val.plats is None:
            p.error(f"Det saknas något: vilken fil. Skriv kundvalsdesk databas {val.del_} FIL.")
        if val.del_ not in KOPIEDELAR and (val.plats is not None or val.fras):
            p.error(f"databas {val.del_} tar varken FIL eller --fras.")
    prova = {
        "anvandare": _prova_anvandare, "kundenkat": kundenkatval.prova, "stickprov": stickprovval.prova,
        "atgarder": atgardsval.prova, "besok": besokval.prova, "paket": paketval.prova,
        "uppfoljning": uppfoljningval.prova, "kvalitetsrapport": rapportval.prova,
    }.get(val.kommando or "")  # fmt: skip
    if prova is not None:
        prova(p, val)
    for namn in (
        "insats",
        "kod",
        "avser",
        "namn",
        "epost",
        "som",
        "handlaggare",
        "kundval",
        "kund",
        "malgrupp",
        "anordnare",
        "post",
    ):
        if (text := getattr(val, namn)) is not None:
            setattr(val, namn, _lasbar(text))
    val.satt = [_lasbar(x) for x in val.satt or ()]
    miljo = os.environ
    val.db = val.db or miljo.get("KUNDVALSDESK_DB") or None
    val.som = val.som or miljo.get("KUNDVALSDESK_SOM") or None
    if val.idag is None and (text := miljo.get("KUNDVALSDESK_IDAG")):
        try:
            val.idag = _dag(text)
        except argparse.ArgumentTypeError as fel:
            p.error(f"KUNDVALSDESK_IDAG: {fel}")
    return val


def _prova_anvandare(p: argparse.ArgumentParser, val: Val) -> None:
    """What is said of a user must be something that the sub-command does."""
    om_en = val.del_ in ("lagg-till", "andra", "sparra")
    if om_en != bool(val.handlaggare):
        p.error("Det saknas något: ANVÄNDARE." if om_en else f"anvandare {val.del_} tar ingen ANVÄNDARE.")
    tar = {
        "lagg-till": {"namn", "roll", "epost", "losenord_fran_stdin", "utan_losenord"},
        "andra": {"namn", "roll", "epost", "losenord_fran_stdin", "nytt_losenord"},
        "sparra": {"hav"},
        "losenord": {"losenord_fran_stdin"},
    }.get(val.del_, set())
    for falt in ("namn", "roll", "epost", "losenord_fran_stdin", "utan_losenord", "nytt_losenord", "hav"):
        if getattr(val, falt) not in (None, False) and falt not in tar:
            p.error(f"anvandare {val.del_} tar inte --{falt.replace('_', '-')}.")


def _lasbar(text: str) -> str:
    """Bytes that are no text in the user's encoding become �: they fit nothing, and are refused as such."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _rollkod(text: str) -> str:
    """The code of a role, also when it is written as the word is."""
    return text.strip().lower().translate(str.maketrans("åäö", "aao"))


def skyddad(gor: Callable[[], int]) -> int:
    """Runs a command; every error becomes a sentence and an exit status, never a traceback."""
    try:
        return gor()
    except FleraFel as fel:
        for mening in fel.meningar:
            sag(mening)
    except KundvalsdeskFel as fel:
        sag(fel.mening)
    except BrokenPipeError:
        tysta()  # whoever read our output has had enough
    except KeyboardInterrupt:
        sag("Avbrutet. Ingenting har ändrats.")
        return 130
    except Exception as fel:  # noqa: BLE001 - the last line of defence: our own bug, told without data
        sag(bugg_ord(fel))
    return 1


def bugg_ord(fel: BaseException) -> str:
    """A bug of ours in one sentence: kind and place, never its message, which may hold personal data."""
    spar = traceback.extract_tb(fel.__traceback__)
    egna = [s for s in spar if "kundvalsdesk" in s.filename] or spar
    var = f" i {Path(egna[-1].filename).name}, rad {egna[-1].lineno}" if egna else ""
    return (
        f"Ett fel i programmet hindrade detta ({type(fel).__name__}{var}). Ingenting har ändrats. "
        "Meddela systemspecialisten vad du gjorde."
    )


def kor(val: Val) -> int:
    """Runs the sub-command that was asked for."""
    return skyddad(lambda: _inloggat(val))


def _inloggat(val: Val) -> int:
    try:
        return _kommando(val)
    except Databasfel as fel:
        from .kommandon.inloggning import med_losenord

        return _kommando(med_losenord(val, fel))


def _kommando(val: Val) -> int:
    # And with them SQLAlchemy: not for --help, not for the window.
    if val.kommando in ("rapportmall", "rapport"):
        from .kommandon import rapporter

        return rapporter.formular(val) if val.kommando == "rapportmall" else rapporter.rapport(val)
    if val.kommando == "databas" and val.del_ in KOPIEDELAR:
        from .kommandon import sakerhetskopia

        return sakerhetskopia.sakerhetskopia(val)
    if val.kommando in EGNA:
        return int(getattr(import_module(f".kommandon.{val.kommando}", __package__), val.kommando)(val))
    from .kommandon import arenden

    return {
        "databas": arenden.databas,
        "importera": arenden.importera,
        "exportera": arenden.exportera,
        "frister": arenden.frister,
        "forklara": arenden.forklara,
    }[val.kommando or ""](val)
