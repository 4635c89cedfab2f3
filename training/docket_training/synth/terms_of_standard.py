"""Numbers of business terms of the e-invoice standard, which some viewers print beside captions."""

from docket_training.synth.draft import Draft

TERMS = {
    "invoiceNumber": "1", "creditNumber": "1", "issueDate": "2", "currency": "5", "dueDate": "9", "buyer.reference": "10",
    "contractReference": "12", "orderReference": "13", "paymentTerms": "20", "sellerName": "27", "customerNumber": "46",
    "sellerVatId": "31", "sellerTaxNumber": "32", "buyerName": "44", "buyerVatId": "48", "deliveryDate": "72",
    "servicePeriod": "73", "form.means": "81", "paymentReference": "83", "iban": "84", "bic": "86", "goods": "106",
    "totalDiscount": "107", "totalCharges": "108", "totalNet": "109", "totalTax": "110", "totalGross": "112",
    "totalPrepaid": "113", "amountDue": "115", "tax.base": "116", "tax.amount": "117", "line.category": "118",
    "tax.rate": "119", "line.quantity": "129", "line.unit": "130", "line.lineTotal": "131", "line.unitPrice": "146",
    "line.taxRate": "152", "line.description": "153", "line.sellerItemId": "155",
}  # fmt: skip


def with_term(draft: Draft, name: str, of: str = "") -> str:
    """The caption of `name`, in some layouts with the number of its term (`of`, where the caption serves several)."""
    caption, house = draft.caption(name), draft.house("terms of standard")
    term = TERMS.get(of or name)
    if term is None or house.random() >= 0.4:
        return caption
    return f"{caption} {house.choice(['(BT-{})', 'BT-{}', '[BT-{}]']).format(term)}"
