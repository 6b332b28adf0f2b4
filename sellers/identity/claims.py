"""From what a provider asserts to what we keep: a name, a year, a digest. Pure but for the key."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from marketplace.folding import clean

LONGEST_NAME = 150
OLDEST = 120


class TooWeak(Exception):
    """The person was identified, but not by a level that is asked for."""


class Incomplete(Exception):
    """The provider told no name."""


@dataclass(frozen=True)
class Proof:
    """What is kept of an assertion. `subject` is a keyed digest of the personal number or, without one, of `sub`."""

    subject: str
    name: str
    birth_year: int | None
    assurance: str
    assertion_id: str
    verified_at: datetime
    document_until: date | None


def proof_of(claims: dict, *, provider: str, names: dict[str, str], required_acr: list[str]) -> Proof:
    """`names`: how the provider calls name, birthdate, id_number, assurance, document_until. Raises TooWeak, Incomplete."""
    assurance = clean(str(claims.get(names["assurance"], "")))
    if required_acr and assurance not in required_acr:
        raise TooWeak(assurance)
    name = clean(str(claims.get(names["name"]) or ""))
    if not name:
        raise Incomplete
    number = str(claims.get(names["id_number"]) or "").strip()
    moment = f"{claims['sub']}|{claims['iat']}|{claims.get('nonce')}"
    return Proof(
        subject=_digest(f"{provider}|number|{number}" if number else f"{provider}|sub|{claims['sub']}"),
        name=name[:LONGEST_NAME],
        birth_year=_year(str(claims.get(names["birthdate"]) or "")),
        assurance=assurance[:60],
        assertion_id=_digest(f"{provider}|assertion|{claims.get('jti') or moment}"),
        verified_at=datetime.fromtimestamp(int(claims["iat"]), tz=UTC),
        document_until=_day(str(claims.get(names["document_until"]) or "")),
    )


def digest_of_document(number: str) -> str:
    """By which a passport seen by the desk is recognised in another shop; the number itself is not kept."""
    return _digest(f"document|{''.join(number.upper().split())}")


def _digest(text: str) -> str:
    """Keyed: the twelve digits of a personal number could otherwise be found by trying all."""
    key = settings.EID_DIGEST_KEY
    if key:
        return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
    return salted_hmac("sellers.identity.subject", text, algorithm="sha256").hexdigest()


def _year(birthdate: str) -> int | None:
    """1980-05-17 as OpenID Connect has it, or 17/05/1980; 0000 is a year that nobody told."""
    for part in birthdate.replace("/", "-").split("-"):
        if (
            len(part) == 4
            and part.isdigit()
            and timezone.localdate().year - OLDEST <= int(part) <= timezone.localdate().year
        ):
            return int(part)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
