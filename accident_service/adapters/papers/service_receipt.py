"""The service receipt (送达回证) on paper: who got the document how and when."""

from typing import Any

from accident_service.adapters.papers.paper import Paper
from accident_service.adapters.papers.words import PARTY_LABELS, day, moment, party_content, told
from accident_service.casefile.masking import masked_except
from accident_service.casefile.service import Receipt, ServedKind, ServiceMethod, ServiceRecord
from accident_service.casefile.service_receipt import ServiceReceipt

KINDS = {
    ServedKind.DETERMINATION: ("道路交通事故认定书", "Determination"),
    ServedKind.CERTIFICATE: ("道路交通事故证明", "Certificate"),
    ServedKind.REVIEW_CONCLUSION: ("道路交通事故复核结论", "Conclusion of a review"),
}
METHODS = {
    ServiceMethod.ELECTRONIC: ("电子送达", "electronically"),
    ServiceMethod.IN_PERSON: ("当面送达", "in person"),
}
RECEIPTS = {
    Receipt.SIGNED: ("已签收", "signed for"),
    Receipt.REFUSED_TO_SIGN: ("拒绝签名", "refused to sign"),
    Receipt.REFUSED_TO_RECEIVE: ("拒绝接收", "refused to take it"),
}
Row = tuple[str, str, list[str]]  # label in Chinese, in English, and the value in both


def paper(receipt: ServiceReceipt) -> Paper:
    """The receipt as it stands."""
    return Paper(
        kind="service-receipt",
        number=receipt.document,
        verification_code=receipt.verification_code,
        version=1,
        tracking_code=receipt.tracking_code,
        unit_name=receipt.unit_name,
        issued_at=receipt.drawn_up_at,
        page=_page(receipt),
        content=_content(masked_except(receipt)),
    )


def _page(receipt: ServiceReceipt) -> dict[str, Any]:
    kind_zh, kind_en = KINDS[receipt.kind]
    reached = {record.letter for record in receipt.records}
    missing = [party.letter for party in receipt.parties if party.letter not in reached]
    return {
        "served": [f"{kind_zh}　第{receipt.document}号", f"{kind_en} no. {receipt.document}"],
        "occurred_at": moment(receipt.occurred_at),
        "place": [receipt.place, receipt.place_en],
        "entries": [_entry(receipt, record) for record in receipt.records],
        "missing": told(
            "、".join(PARTY_LABELS[letter][0] for letter in missing),
            ", ".join(PARTY_LABELS[letter][1] for letter in missing),
        ),
        "issued_on": day(receipt.drawn_up_at),
    }


def _entry(receipt: ServiceReceipt, record: ServiceRecord) -> dict[str, Any]:
    names = {party.letter: party.name for party in receipt.parties}
    return {
        "label": PARTY_LABELS[record.letter],
        "name": names[record.letter],
        "rows": _rows(record),
        "handed_over": record.method is ServiceMethod.IN_PERSON,
    }


def _rows(record: ServiceRecord) -> list[Row]:
    rows: list[Row] = [("送达方式", "Served", list(METHODS[record.method]))]
    for zh, en, at in (
        ("同意电子送达", "Consented", record.consented_at),
        ("发出或者交付", "Sent or handed over", record.delivered_at),
        ("打开文书", "Opened", record.opened_at),
        ("确认收到", "Acknowledged", record.acknowledged_at),
    ):
        if at is not None:
            rows.append((zh, en, moment(at)))
    if record.receipt is not None:
        rows.append(("签收情况", "Receipt", list(RECEIPTS[record.receipt])))
    if record.note:
        rows.append(("备注", "Note", [record.note, ""]))
    if record.served_by is not None:
        officer = record.served_by
        rows.append(("送达人", "Served by", [f"{officer.name}　警号 {officer.police_no}", ""]))
    rows.append(("送达时间", "Service complete", _complete(record)))
    return rows


def _complete(record: ServiceRecord) -> list[str]:
    if record.served_at is None:
        return ["尚未确认收到", "receipt is not shown yet"]
    return moment(record.served_at)


def _content(masked: ServiceReceipt) -> dict[str, Any]:
    return {
        "document": masked.document,
        "document_kind": masked.kind,
        "verification_code": masked.verification_code,
        "tracking_code": masked.tracking_code,
        "unit": masked.unit_name,
        "occurred_at": masked.occurred_at.isoformat(),
        "place": {"zh": masked.place, "en": masked.place_en},
        "parties": [party_content(party) for party in masked.parties],
        "records": [_record_content(record) for record in masked.records],
        "drawn_up_at": masked.drawn_up_at.isoformat(),
    }


def _record_content(record: ServiceRecord) -> dict[str, Any]:
    moments = {
        "consented_at": record.consented_at,
        "delivered_at": record.delivered_at,
        "opened_at": record.opened_at,
        "acknowledged_at": record.acknowledged_at,
        "served_at": record.served_at,
    }
    officer = record.served_by
    return {
        "letter": record.letter,
        "method": record.method,
        **{name: at.isoformat() if at else None for name, at in moments.items()},
        "receipt": record.receipt,
        "note": record.note,
        "served_by": {"name": officer.name, "police_no": officer.police_no} if officer else None,
    }
