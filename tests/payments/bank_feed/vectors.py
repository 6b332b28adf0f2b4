"""Signed messages as the providers' manuals publish them, and the keys to sign our own variations."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

SEPAY_SECRET = "whsec_sepay_test"
SEPAY_SENT = 1795228262
SEPAY_BODY = (
    b'{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-21 09:31:02","accountNumber":"1012345678",'
    b'"code":null,"content":"MBVCB.7123456789.OCOPK3M9QXDHT.CT tu 0123456789","transferType":"in",'
    b'"transferAmount":485000,"accumulated":19077000,"subAccount":null,"referenceCode":"FT26325000001",'
    b'"description":""}'
)
SEPAY_SIGNATURE = "fda9d08900c494df50b6c7e431dc5f9a71e42513fce61193d2264c6b12d46020"
SEPAY_HEADERS = {"X-SePay-Timestamp": str(SEPAY_SENT), "X-SePay-Signature": f"sha256={SEPAY_SIGNATURE}"}
SEPAY_NOW = datetime.fromtimestamp(SEPAY_SENT, UTC)

CASSO_KEY = "mgExMrjj4i7a1p8Cs6LmFbpCd8lbw4sSX4LZXPag7TKazeIogtR90tvWYTkwQbvs"
CASSO_SENT = 1727948258788
CASSO_MESSAGE = {
    "error": 0,
    "data": {
        "id": 0,
        "reference": "MA_GIAO_DICH_THU_NGHIEM",
        "description": "giao dich thu nghiem",
        "amount": 599000,
        "runningBalance": 25000000,
        "transactionDateTime": "2024-10-03 15:06:37",
        "accountNumber": "88888888",
        "bankName": "VPBank",
        "bankAbbreviation": "VPB",
        "virtualAccountNumber": "",
        "virtualAccountName": "",
        "counterAccountName": "NGUYEN VAN A",
        "counterAccountNumber": "8888888888",
        "counterAccountBankId": "970415",
        "counterAccountBankName": "VietinBank",
    },
}
CASSO_SIGNATURE = (
    "ed0a4bd2e826d5cb69988cdb141e6c1a080e21f3b57eb72cd78192220042b9e7"
    "dde0868fc667faea8e224900fa7904e7c88dfa098032fb2d6b6996856e8b7ff3"
)
CASSO_HEADERS = {"X-Casso-Signature": f"t={CASSO_SENT},v1={CASSO_SIGNATURE}"}
CASSO_NOW = datetime.fromtimestamp(CASSO_SENT / 1000, UTC)

PAYOS_KEY = "1a54716c8f0efb2744fb28b6e38b25da7f67a925d98bc1c18bd8faaecadd7675"
PAYOS_DATA = {
    "orderCode": 123,
    "amount": 3000,
    "description": "VQRIO123",
    "accountNumber": "12345678",
    "reference": "TF230204212323",
    "transactionDateTime": "2023-02-04 18:25:00",
    "currency": "VND",
    "paymentLinkId": "124c33293c43417ab7879e14c8d9eb18",
    "code": "00",
    "desc": "Thành công",
    "counterAccountBankId": "",
    "counterAccountBankName": "",
    "counterAccountName": "",
    "counterAccountNumber": "",
    "virtualAccountName": "",
    "virtualAccountNumber": "",
}
PAYOS_SIGNATURE = "412e915d2871504ed31be63c8f62a149a4410d34c4c42affc9006ef9917eaa03"
PAYOS_NOW = datetime(2026, 11, 21, tzinfo=UTC)


def as_body(message) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode()


def sepay(body: bytes | None = None, *, secret=SEPAY_SECRET, sent=SEPAY_SENT, **changes):
    """Body and headers, rightly signed; changes are made to the fields of the vector."""
    body = as_body({**json.loads(SEPAY_BODY), **changes}) if body is None else body
    digest = hmac.new(secret.encode(), f"{sent}.".encode() + body, hashlib.sha256).hexdigest()
    return body, {"X-SePay-Timestamp": str(sent), "X-SePay-Signature": f"sha256={digest}"}


def casso(text: str | None = None, *, secret=CASSO_KEY, sent=CASSO_SENT, body: bytes | None = None, **changes):
    """`text` is what is signed when it is not the plain sorted message."""
    message = {**CASSO_MESSAGE, "data": {**CASSO_MESSAGE["data"], **changes}}
    plain = json.dumps(message, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    signed = f"{sent}.{plain if text is None else text}".encode()
    digest = hmac.new(secret.encode(), signed, hashlib.sha512).hexdigest()
    return as_body(message) if body is None else body, {"X-Casso-Signature": f"t={sent},v1={digest}"}


def payos(*, secret=PAYOS_KEY, signed: str | None = None, data: dict | None = None, **changes) -> bytes:
    data = {**PAYOS_DATA, **changes} if data is None else data
    text = "&".join(f"{key}={'' if data[key] is None else data[key]}" for key in sorted(data))
    digest = hmac.new(secret.encode(), (signed or text).encode(), hashlib.sha256).hexdigest()
    return as_body({"code": "00", "desc": "success", "success": True, "data": data, "signature": digest})
