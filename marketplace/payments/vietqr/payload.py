"""The text inside a VietQR code: EMVCo merchant-presented objects (id, length, value), written and strictly read."""

import binascii
import re
from dataclasses import asdict, dataclass

GUID = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
STATIC, DYNAMIC = "11", "12"
DONG, COUNTRY = "704", "VN"
LONGEST = 512
HIGHEST_AMOUNT = 9_999_999_999_999

_PRINTABLE = r"[!-~](?:[ -~]{0,%d}[!-~])?"
_SHORT = re.compile(_PRINTABLE % 23)
# Objects that are one optional text: id in the payload -> (our field, what it may look like).
_TEXTS = {
    "52": ("category", re.compile(r"[0-9]{4}")),
    "59": ("merchant_name", re.compile(r"[!-`{-~](?:[ -`{-~]{0,23}[!-`{-~])?")),
    "60": ("city", re.compile(_PRINTABLE % 13)),
    "61": ("postal_code", re.compile(_PRINTABLE % 8)),
}
_ADDITIONAL = {
    "01": ("bill", _SHORT),
    "02": ("mobile", _SHORT),
    "03": ("store", _SHORT),
    "04": ("loyalty", _SHORT),
    "05": ("reference", _SHORT),
    "06": ("customer", _SHORT),
    "07": ("terminal", _SHORT),
    "08": ("purpose", _SHORT),
}
_ACCOUNT = {TO_ACCOUNT: re.compile(r"[0-9A-Za-z]{1,19}"), TO_CARD: re.compile(r"[0-9]{16,19}")}
_BIN = re.compile(r"[0-9]{6}")
_AMOUNT = re.compile(r"[1-9][0-9]{0,12}")


class BadPayload(ValueError):
    """The fields cannot become a VietQR code, or the text is not one; the message says what is wrong."""


@dataclass(frozen=True)
class VietQr:
    """What a VietQR code says. Amount in whole dong, None when the buyer types it. Checked when made."""

    bin: str
    account: str
    amount: int | None = None
    purpose: str = ""
    service: str = TO_ACCOUNT
    category: str = ""
    merchant_name: str = ""
    city: str = ""
    postal_code: str = ""
    bill: str = ""
    mobile: str = ""
    store: str = ""
    loyalty: str = ""
    reference: str = ""
    customer: str = ""
    terminal: str = ""

    def __post_init__(self):
        if self.service not in _ACCOUNT:
            raise BadPayload(f"service {self.service!r} is not a transfer to an account or a card")
        _check("bin", _BIN, self.bin)
        _check("account", _ACCOUNT[self.service], self.account)
        for name, shape in (*_TEXTS.values(), *_ADDITIONAL.values()):
            if getattr(self, name) != "":
                _check(name, shape, getattr(self, name))
        if self.amount is not None and not (type(self.amount) is int and 0 < self.amount <= HIGHEST_AMOUNT):
            raise BadPayload(f"amount {self.amount!r} is not a whole number of dong from 1 to 13 digits")


def payload(bin: str, account: str, amount: int | None = None, purpose: str = "", **more: str) -> str:
    """The text to draw: for one payment when the amount is given, else for every payment.

    More: service, category, merchant_name (capitals), city, postal_code, bill and the other fields of VietQr.
    Raises BadPayload. Source: EMVCo QR Code Specification, merchant-presented mode; NAPAS VietQR.
    """
    return text_of(VietQr(bin, account, amount, purpose, **more))


def text_of(code: VietQr) -> str:
    fields = asdict(code)
    receiver = _object("00", code.bin) + _object("01", code.account)
    template = _object("00", GUID) + _object("01", receiver) + _object("02", code.service)
    objects = {
        "00": "01",
        "01": STATIC if code.amount is None else DYNAMIC,
        "38": template,
        "53": DONG,
        "54": "" if code.amount is None else str(code.amount),
        "58": COUNTRY,
        "62": "".join(_object(tag, fields[name]) for tag, (name, _) in _ADDITIONAL.items()),
        **{tag: fields[name] for tag, (name, _) in _TEXTS.items()},
    }
    body = "".join(_object(tag, objects[tag]) for tag in sorted(objects)) + "6304"
    return body + checksum(body)


def parse(text: str) -> VietQr:
    """What the code says. Raises BadPayload for a wrong check value, length, order, character or unknown object."""
    if not isinstance(text, str) or not text.isascii() or not 8 < len(text) <= LONGEST:
        raise BadPayload("not a VietQR text")
    if text[-8:-4] != "6304" or checksum(text[:-4]) != text[-4:]:
        raise BadPayload("the check value is wrong")
    objects = _objects(text[:-8])
    _fixed(objects, "00", "01")
    initiation = objects.pop("01", "")
    bin_, account, service = _receiver(objects.pop("38", ""))
    _fixed(objects, "53", DONG)
    _fixed(objects, "58", COUNTRY)
    amount = _amount(objects.pop("54", None))
    if initiation != (STATIC if amount is None else DYNAMIC):
        raise BadPayload("a code for one payment carries an amount, another does not")
    additional = _named(_objects(objects.pop("62")), _ADDITIONAL) if "62" in objects else {}
    return VietQr(bin_, account, amount, service=service, **_named(objects, _TEXTS), **additional)


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE as four capital hex digits, over everything up to and with "6304"."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def _check(name: str, shape: re.Pattern, value) -> None:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise BadPayload(f"{name} {value!r} has a wrong length or character")


def _object(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}" if value else ""


def _objects(text: str) -> dict[str, str]:
    """Ids ascend, so none comes twice; nothing is left over."""
    found, at, last = {}, 0, ""
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (tag + length).isdigit() or len(length) < 2 or length == "00" or tag <= last:
            raise BadPayload(f"no object can start at character {at}")
        found[tag] = text[at + 4 : at + 4 + int(length)]
        if len(found[tag]) != int(length):
            raise BadPayload(f"object {tag} is cut off")
        at, last = at + 4 + int(length), tag
    return found


def _fixed(objects: dict[str, str], tag: str, value: str) -> None:
    if objects.pop(tag, None) != value:
        raise BadPayload(f"object {tag} is not {value}")


def _receiver(template: str) -> tuple[str, str, str]:
    outer = _objects(template)
    _fixed(outer, "00", GUID)
    inner = _objects(outer.pop("01", ""))
    if set(inner) != {"00", "01"} or set(outer) != {"02"}:
        raise BadPayload("object 38 does not name one bank, one account and one service")
    return inner["00"], inner["01"], outer["02"]


def _amount(text: str | None) -> int | None:
    if text is None:
        return None
    _check("amount", _AMOUNT, text)
    return int(text)


def _named(objects: dict[str, str], names: dict) -> dict[str, str]:
    if unknown := set(objects) - set(names):
        raise BadPayload(f"unknown objects {sorted(unknown)}")
    return {names[tag][0]: value for tag, value in objects.items()}
