"""Made-up invoices as Peppol BIS Billing 3 has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def peppol(
    rader: Sequence[dict[str, Any]], *, rot: str = "Invoice", summa: str = "", valuta: str = "SEK", procent: str = "0",
    kategori: str = "E", namn: str = "Björken", orgnr: str = "", moms: str = "0.00", period: str = "", mer: str = "",
) -> str:  # fmt: skip
    """`rader`: belopp and whatever else of dagar, not, namn, order, fran, till, id."""
    antal = "InvoicedQuantity" if rot == "Invoice" else "CreditedQuantity"
    summa = summa or f"{sum(round(float(r['belopp']) * 100) for r in rader) / 100:.2f}"
    brutto = f"{float(summa) + float(moms):.2f}"
    kr = f'currencyID="{valuta}"'
    skatt = f"<cbc:ID>{kategori}</cbc:ID><cbc:Percent>{procent}</cbc:Percent>"
    skatt += "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"
    linjer = []
    for n, r in enumerate(rader, 1):
        tid = "".join(
            f"<cbc:{tagg}>{r[f]}</cbc:{tagg}>" for f, tagg in (("fran", "StartDate"), ("till", "EndDate")) if f in r
        )
        linjer.append(
            f"<cac:{rot}Line><cbc:ID>{r.get('id', n)}</cbc:ID>"
            + (f"<cbc:Note>{r['not']}</cbc:Note>" if "not" in r else "")
            + f'<cbc:{antal} unitCode="{"DAY" if "dagar" in r else "C62"}">{r.get("dagar", 1)}</cbc:{antal}>'
            + f"<cbc:LineExtensionAmount {kr}>{r['belopp']}</cbc:LineExtensionAmount>"
            + (f"<cac:InvoicePeriod>{tid}</cac:InvoicePeriod>" if tid else "")
            + (
                f"<cac:OrderLineReference><cbc:LineID>{r['order']}</cbc:LineID></cac:OrderLineReference>"
                if "order" in r
                else ""
            )
            + f"<cac:Item><cbc:Name>{r.get('namn', 'Insats')}</cbc:Name><cac:ClassifiedTaxCategory>{skatt}"
            f"</cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount {kr}>1</cbc:PriceAmount></cac:Price>"
            f"</cac:{rot}Line>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{rot} xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}" '
        f'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{rot}-2">'
        "<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
        "</cbc:CustomizationID><cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>"
        f"<cbc:ID>F-17</cbc:ID><cbc:IssueDate>2024-06-05</cbc:IssueDate>"
        f"<cbc:DocumentCurrencyCode>{valuta}</cbc:DocumentCurrencyCode>{period}{mer}"
        f"<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>{namn}</cbc:Name></cac:PartyName>"
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{namn}</cbc:RegistrationName>"
        f"<cbc:CompanyID>{orgnr}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>"
        f"<cac:TaxTotal><cbc:TaxAmount {kr}>{moms}</cbc:TaxAmount><cac:TaxSubtotal>"
        f"<cbc:TaxableAmount {kr}>{summa}</cbc:TaxableAmount><cbc:TaxAmount {kr}>{moms}</cbc:TaxAmount>"
        f"<cac:TaxCategory>{skatt}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
        f"<cac:LegalMonetaryTotal><cbc:LineExtensionAmount {kr}>{summa}</cbc:LineExtensionAmount>"
        f"<cbc:TaxExclusiveAmount {kr}>{summa}</cbc:TaxExclusiveAmount>"
        f"<cbc:TaxInclusiveAmount {kr}>{brutto}</cbc:TaxInclusiveAmount>"
        f"<cbc:PayableAmount {kr}>{brutto}</cbc:PayableAmount></cac:LegalMonetaryTotal>{''.join(linjer)}</{rot}>"
    )
