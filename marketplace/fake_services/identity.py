"""A pretended provider of electronic identity (OpenID Connect Core 1.0, code flow with PKCE): for the demo and the tests."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qs, urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from marketplace.fake_services import paper
from marketplace.fake_services.posting import NotThisMachine, check_local

TITLE, NOTICE = "Định danh giả", "Định danh giả để dùng thử, không phải VNeID"
SECONDS = 300
JSON, HTML = "application/json", "text/html; charset=utf-8"


@dataclass(frozen=True)
class Person:
    """An invented person. `number` is what a real provider would call the personal number."""

    sub: str
    name: str
    birthdate: str
    number: str
    acr: str = "high"


PEOPLE = (
    Person("demo-1", "Nguyễn Minh Họa", "1985-04-12", "000000000001"),
    Person("demo-2", "Trần Thử Nghiệm", "1990-09-30", "000000000002"),
    Person("demo-3", "Lê Mức Thấp", "1978-01-05", "000000000003", acr="low"),
)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


class PretendedIdentity:
    """`fault` spoils the next ID token: forged, expired, other_nonce, other_audience, unsigned, other_person."""

    def __init__(self, people: tuple[Person, ...] = PEOPLE):
        self.issuer = ""  # the address, once the server knows its port
        self.people = {person.sub: person for person in people}
        self.fault = ""
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._codes: dict[str, dict] = {}
        self._tokens: dict[str, Person] = {}

    def answer(self, method: str, path: str, query: str, form: str, authorization: str) -> Reply:
        where = path.removeprefix("/identity")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        told = {name: values[0] for name, values in parse_qs(form).items()}
        if where == "/authorize":
            return self._authorize(asked, told if method == "POST" else None)
        if where == "/token" and method == "POST":
            return self._token(told)
        if where == "/userinfo":
            return self._userinfo(authorization)
        ways = {"/.well-known/openid-configuration": self._discovery, "/jwks": self._keys}
        return _json(200, ways[where]()) if where in ways else _json(404, {"error": "not_found"})

    def _discovery(self) -> dict:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{end}" for name, end in ends.items()},
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": ["low", "high"],
        }

    def _keys(self) -> dict:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [public | {"kid": "demo", "use": "sig", "alg": "RS256"}]}

    # --- Pages -------------------------------------------------------------------------------------
    def _authorize(self, asked: dict, told: dict | None) -> Reply:
        try:
            check_local(asked.get("redirect_uri", ""))
        except NotThisMachine:
            return Reply(400, paper.sheet(language="vi", title=TITLE, notice=NOTICE, body="<p>Sai địa chỉ.</p>"), HTML)
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return _back(asked, error="invalid_request")
        if told is None:
            return Reply(200, self._choose(asked), HTML)
        person = self.people.get(told.get("sub", ""))
        if person is None:
            return _back(asked, error="access_denied")
        code = secrets.token_urlsafe(24)
        self._codes[code] = asked | {"person": person, "until": time.time() + SECONDS}
        return _back(asked, code=code)

    def _choose(self, asked: dict) -> bytes:
        buttons = "".join(paper.button(f"Tôi là {one.name}", name="sub", value=one.sub) for one in self.people.values())
        body = (
            f"<p>Cửa hàng <b>{escape(asked.get('client_id', ''))}</b> muốn biết bạn là ai. Chọn một người minh họa:</p>"
            f'<form method="post">{buttons}{paper.button("Từ chối", name="sub", value="", css="quiet")}</form>'
        )
        return paper.sheet(language="vi", title=TITLE, notice=NOTICE, body=body)

    # --- What the shop asks ------------------------------------------------------------------------
    def _token(self, told: dict) -> Reply:
        begun = self._codes.pop(told.get("code", ""), None)
        if begun is None or begun["until"] < time.time() or not _fits(begun, told):
            return _json(400, {"error": "invalid_grant"})
        access = secrets.token_urlsafe(24)
        self._tokens[access] = begun["person"]
        return _json(
            200,
            {"access_token": access, "token_type": "Bearer", "expires_in": SECONDS, "id_token": self._id_token(begun)},
        )

    def _id_token(self, begun: dict) -> str:
        fault, self.fault, now = self.fault, "", int(time.time())
        person: Person = begun["person"]
        claims = {
            "iss": self.issuer, "aud": begun["client_id"], "sub": person.sub, "iat": now, "exp": now + SECONDS,
            "jti": secrets.token_hex(16), "acr": person.acr, "nonce": begun.get("nonce", ""),
        }  # fmt: skip
        claims |= {
            "expired": {"iat": now - 2 * SECONDS, "exp": now - SECONDS},
            "other_nonce": {"nonce": "of somebody else"},
            "other_audience": {"aud": "another shop"},
            "other_person": {"sub": "somebody else"},
        }.get(fault, {})
        if fault == "unsigned":
            return jwt.encode(claims, key=None, algorithm="none", headers={"kid": "demo"})
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048) if fault == "forged" else self._key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "demo"})

    def _userinfo(self, authorization: str) -> Reply:
        person = self._tokens.get(authorization.removeprefix("Bearer "))
        if person is None:
            return _json(401, {"error": "invalid_token"})
        told = {"name": person.name, "birthdate": person.birthdate, "citizen_id": person.number}
        return _json(200, told | {"sub": person.sub})


def _fits(begun: dict, told: dict) -> bool:
    digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
    proved = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == begun.get("code_challenge")
    return proved and all(begun.get(name) == told.get(name) for name in ("client_id", "redirect_uri"))


def _back(asked: dict, **answer: str) -> Reply:
    return Reply(
        302, b"", HTML, {"Location": f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked.get('state', '')})}"}
    )


def _json(status: int, body: dict) -> Reply:
    return Reply(status, json.dumps(body).encode())
