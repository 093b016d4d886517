"""An invoice or a credit note as Peppol BIS Billing 3 (UBL 2.1), in an envelope (SBDH) or not.

Read as it goes by: only the elements named here are kept, by where they stand. Attachments and everything else pass.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ...fel import Nekad
from ...rules import fakturatal as tal
from ...rules.fakturakontroll import Fakturarad
from ...rules.fakturasummor import FAKTURA, KREDIT, OLASLIG_SUMMA, Dokument, Fynd, Momsrad
from ..rapportfiler.paket import las_xml
from .las import Samlare

_ROT = {"Invoice": ("InvoiceLine", FAKTURA), "CreditNote": ("CreditNoteLine", KREDIT)}
_HOLJE = "StandardBusinessDocument"
VALUTA = "SEK"
LANGST_TEXT = 1000
FLEST_MOMSRADER = 50
_NOLL = Decimal(0)

_PARTI = "AccountingSupplierParty/Party"
_SUMMA = "LegalMonetaryTotal"
_MOMS = "TaxTotal"
_DEL = "TaxTotal/TaxSubtotal"
_TILLAGG = "AllowanceCharge"
_DOKUMENT = frozenset((
    "ID", "IssueDate", "DocumentCurrencyCode", "InvoicePeriod/StartDate", "InvoicePeriod/EndDate",
    f"{_PARTI}/PartyName/Name", f"{_PARTI}/PartyLegalEntity/RegistrationName",
    f"{_PARTI}/PartyLegalEntity/CompanyID", f"{_PARTI}/PartyTaxScheme/CompanyID",
    f"{_SUMMA}/LineExtensionAmount", f"{_SUMMA}/TaxExclusiveAmount", f"{_SUMMA}/TaxInclusiveAmount",
    f"{_SUMMA}/PrepaidAmount", f"{_SUMMA}/PayableRoundingAmount", f"{_SUMMA}/PayableAmount",
    f"{_MOMS}/TaxAmount", f"{_DEL}/TaxableAmount", f"{_DEL}/TaxAmount", f"{_DEL}/TaxCategory/ID",
    f"{_DEL}/TaxCategory/Percent", f"{_TILLAGG}/ChargeIndicator", f"{_TILLAGG}/Amount",
    f"{_TILLAGG}/TaxCategory/ID", f"{_TILLAGG}/TaxCategory/Percent",
))  # fmt: skip
_SAKRA = (
    "Item/BuyersItemIdentification/ID", "OrderLineReference/LineID", "DocumentReference/ID", "AccountingCost",
    "Note", "Item/Name", "Item/Description", "Item/AdditionalItemProperty/Value",
    "Item/SellersItemIdentification/ID",
)  # fmt: skip
"""Where a line may name the case, the surest first."""
_RAD = frozenset((
    *_SAKRA, "ID", "InvoicedQuantity", "CreditedQuantity", "LineExtensionAmount", "InvoicePeriod/StartDate",
    "InvoicePeriod/EndDate", "Item/ClassifiedTaxCategory/ID", "Item/ClassifiedTaxCategory/Percent",
))  # fmt: skip
_ORD = {
    "trasig": "Filen är skadad eller ingen e-faktura: dess XML går inte att läsa.",
    "farlig_xml": "Filen innehåller en XML-deklaration (DOCTYPE) som inte hör hemma i en e-faktura och läses inte.",
}


def las(data: bytes, samlare: Samlare) -> Dokument:
    lasare = _Lasare(samlare)
    try:
        las_xml(data, lasare.element, lasare.slut, lasare.text)
    except Nekad as n:
        if n.kod in _ORD:
            raise Nekad(n.kod, _ORD[n.kod]) from None
        raise
    if not lasare.sedd:
        raise _ingen_faktura()
    return lasare.dokument


def _ingen_faktura() -> Nekad:
    return Nekad("ingen_faktura", "Filen är ingen faktura enligt Peppol BIS Billing 3 (Invoice eller CreditNote).")


class _Lasare:
    def __init__(self, samlare: Samlare) -> None:
        self.dokument = Dokument()
        self.sedd = False
        self._samlare = samlare
        self._vag: list[str] = []
        self._rot = ""
        self._djup = 0
        self._radtagg = ""
        self._i_rad = False
        self._text: list[str] | None = None
        self._langd = 0
        self._attribut: dict[str, str] = {}
        self._falt: dict[str, list[str]] = {}
        """Of the line, the subtotal or the charge that is being read."""
        self._enhet = ""
        self._nr = 0

    # --- Elements -----------------------------------------------------------------------------------------------

    def element(self, tagg: str, attribut: dict[str, str]) -> None:
        self._djup += 1
        if not self._rot:
            if tagg in _ROT and not self.sedd:
                self._rot, self.sedd, self._bas = tagg, True, self._djup
                self._radtagg, self.dokument.slag = _ROT[tagg]
            elif self._djup == 1 and tagg != _HOLJE:
                raise _ingen_faktura()
            elif self.sedd and self._djup == 2:
                raise Nekad("flera", "Filen har flera fakturor. Kontrollera en i taget.")
            return
        self._vag.append(tagg)
        self._text = None
        if len(self._vag) == 1 and tagg == self._radtagg:
            self._i_rad, self._falt, self._enhet = True, {}, ""
            self._nr += 1
            return
        stig = "/".join(self._vag[1:] if self._i_rad else self._vag)
        if stig in (_RAD if self._i_rad else _DOKUMENT):
            self._text, self._langd, self._attribut = [], 0, attribut
        elif stig in (_DEL, _TILLAGG) and not self._i_rad:
            self._falt = {}

    def text(self, bit: str) -> None:
        if self._text is not None and self._langd < LANGST_TEXT:
            self._text.append(bit[: LANGST_TEXT - self._langd])
            self._langd += len(bit)

    def slut(self, tagg: str) -> None:
        self._djup -= 1
        if not self._rot:
            return
        if not self._vag:
            self._rot = ""
            return
        stig = "/".join(self._vag[1:] if self._i_rad else self._vag)
        if self._text is not None:
            t = "".join(self._text).strip()
            self._text = None
            if self._i_rad:
                self._radfalt(stig, t)
            else:
                self._dokumentfalt(stig, t)
        elif len(self._vag) == 1 and self._i_rad:
            self._i_rad = False
            self._rad()
        elif not self._i_rad and stig == _DEL:
            self._momsrad()
        elif not self._i_rad and stig == _TILLAGG:
            self._tillagg()
        self._vag.pop()

    # --- The document ---------------------------------------------------------------------------------------------

    def _dokumentfalt(self, stig: str, t: str) -> None:
        d = self.dokument
        if stig.startswith((f"{_DEL}/", f"{_TILLAGG}/")):
            self._falt.setdefault(stig, []).append(t)
        elif stig == "ID":
            d.nummer = t[:60]
        elif stig == "DocumentCurrencyCode":
            if t != VALUTA:
                raise self._annan_valuta(t)
        elif stig in ("IssueDate", "InvoicePeriod/StartDate", "InvoicePeriod/EndDate"):
            falt = {"IssueDate": "datum", "InvoicePeriod/StartDate": "fran"}.get(stig, "till")
            try:
                setattr(d, falt, _dag(t))
            except tal.Olaslig:  # the totals do not hang on it
                setattr(d, falt, None)
        elif stig.startswith(f"{_PARTI}/"):
            if stig.endswith("/RegistrationName") or (stig.endswith("/Name") and not d.anordnare):
                d.anordnare = t[:200]
            elif stig.endswith("/PartyLegalEntity/CompanyID") or (stig.endswith("/CompanyID") and not d.orgnr):
                d.orgnr = t[:30]
        elif stig == f"{_MOMS}/TaxAmount":
            if self._attribut.get("currencyID", VALUTA) == VALUTA and d.moms is None:
                d.moms = self._summa(t)
        else:
            summan = {"LineExtensionAmount": "radsumma", "TaxExclusiveAmount": "netto", "TaxInclusiveAmount": "brutto",
                      "PayableAmount": "att_betala"}.get(stig.rpartition("/")[2])  # fmt: skip
            v = self._summa(t)
            if summan is not None:
                setattr(d, summan, v)
            elif stig.endswith("PrepaidAmount"):
                d.forskott = v or _NOLL
            else:
                d.avrundning = v or _NOLL

    def _annan_valuta(self, t: str) -> Nekad:
        kod = t if len(t) == 3 and t.isascii() and t.isalpha() else "en annan valuta"
        return Nekad("valuta", f"Fakturan är i {kod}. Bara svenska kronor (SEK) kan kontrolleras.")

    def _tal(self, t: str) -> Decimal:
        """What a credit note gives back counts as less."""
        v = tal.maskintal(t)
        return -v if v and self.dokument.slag == KREDIT else v

    def _summa(self, t: str) -> Decimal | None:
        try:
            return self._tal(t)
        except tal.Olaslig:
            self._ny_olaslig_summa()
            return None

    def _ny_olaslig_summa(self) -> None:
        if not any(f.kod == OLASLIG_SUMMA for f in self.dokument.fynd):
            self.dokument.fynd.append(Fynd(OLASLIG_SUMMA))

    def _ett(self, stig: str) -> str:
        return (self._falt.get(stig) or [""])[0]

    def _momsrad(self) -> None:
        procent, underlag, moms = (
            self._ett(f"{_DEL}/{f}") for f in ("TaxCategory/Percent", "TaxableAmount", "TaxAmount")
        )
        try:
            rad = Momsrad(
                self._ett(f"{_DEL}/TaxCategory/ID")[:6], tal.maskintal(procent or "0"), self._tal(underlag),
                self._tal(moms),
            )  # fmt: skip
        except tal.Olaslig:
            self._ny_olaslig_summa()
            return
        if len(self.dokument.momsrader) < FLEST_MOMSRADER:
            self.dokument.momsrader.append(rad)

    def _tillagg(self) -> None:
        try:
            belopp = self._tal(self._ett(f"{_TILLAGG}/Amount"))
            procent = tal.maskintal(self._ett(f"{_TILLAGG}/TaxCategory/Percent") or "0")
        except tal.Olaslig:
            self._ny_olaslig_summa()
            return
        if self._ett(f"{_TILLAGG}/ChargeIndicator") not in ("true", "1"):
            belopp = -belopp
        nyckel = self._ett(f"{_TILLAGG}/TaxCategory/ID")[:6], procent
        if nyckel in self.dokument.tillagg or len(self.dokument.tillagg) < FLEST_MOMSRADER:
            self.dokument.tillagg[nyckel] += belopp

    # --- A line ---------------------------------------------------------------------------------------------------

    def _radfalt(self, stig: str, t: str) -> None:
        if stig in ("InvoicedQuantity", "CreditedQuantity"):
            self._enhet = self._attribut.get("unitCode", "")
        elif stig == "LineExtensionAmount" and self._attribut.get("currencyID", VALUTA) != VALUTA:
            raise self._annan_valuta(self._attribut["currencyID"])
        varden = self._falt.setdefault(stig, [])
        if len(varden) < 20:
            varden.append(t)

    def _rad(self) -> None:
        dagar = belopp = None
        manad, fran, till, fel = "", None, None, ""
        texter = tuple(t for s in _SAKRA for t in self._falt.get(s, ()) if t)
        try:
            fran, till = (
                _dag(t) if (t := self._ett(f"InvoicePeriod/{f}")) else None for f in ("StartDate", "EndDate")
            )
            if fran is not None and till is not None and till < fran:
                raise tal.Olaslig(tal.INGEN_PERIOD)
            dagar = self._dagar()
            belopp = self._tal(self._ett("LineExtensionAmount"))
        except tal.Olaslig as o:
            fel = o.kod
        if fran is not None or till is not None:
            manad = f"{fran or till:%Y-%m}"
        elif (hel := self._dokumentets_manad()) is not None:
            manad = hel
        if belopp is not None:
            try:
                procent = tal.maskintal(self._ett("Item/ClassifiedTaxCategory/Percent") or "0")
            except tal.Olaslig:
                procent = None
            nyckel: Any = self._ett("Item/ClassifiedTaxCategory/ID")[:6], procent
            d = self.dokument
            if procent is not None and nyckel[0] and (nyckel in d.per_moms or len(d.per_moms) < FLEST_MOMSRADER):
                d.per_moms[nyckel] += belopp
        self._samlare.ta(Fakturarad(self._nr, texter, texter, manad, fran, till, dagar, belopp, fel))

    def _dokumentets_manad(self) -> str | None:
        """That of the whole invoice, where it is within one."""
        d = self.dokument
        if d.fran is None or d.till is None or f"{d.fran:%Y-%m}" != f"{d.till:%Y-%m}":
            return None
        return f"{d.fran:%Y-%m}"

    def _dagar(self) -> int | None:
        t = self._ett("InvoicedQuantity") or self._ett("CreditedQuantity")
        if self._enhet != "DAY" or not t:
            return None
        v = tal.maskintal(t)
        if v != v.to_integral_value() or abs(v) > 99_999:
            raise tal.Olaslig(tal.INGA_DAGAR)
        n = int(v)
        return -n if self.dokument.slag == KREDIT else n


def _dag(t: str) -> date | None:
    p = tal.period(t[:10], "2000-01")
    if p.fran is None:
        raise tal.Olaslig(tal.INGEN_PERIOD)
    return p.fran
