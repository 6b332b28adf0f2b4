"""Sends somebody to the provider of identity and takes the answer: state, nonce and PKCE tie it to this person and try."""

import secrets
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from .claims import Proof, proof_of
from .provider import PROVIDER, BadAssertion, Provider

CANCELLED = ("access_denied", "interaction_required", "login_required", "consent_required")


class Cancelled(Exception):
    """The person, or the provider for them, broke off."""


class WrongTry(Exception):
    """The answer belongs to no question of this session, or to an old one: it is asked again."""


@dataclass(frozen=True)
class Begun:
    """What the session remembers of a question until the answer comes, ten minutes at most."""

    seller: str  # the slug
    person: int
    language: str
    nonce: str
    verifier: str


def begin(request, acting) -> str:
    """The address at the provider where the person goes now. Raises provider.NoProvider, provider.ProviderSilent."""
    adapter = Provider(request)
    nonce = secrets.token_urlsafe(24)
    wanted = {"nonce": nonce}
    if required := adapter.app.settings["required_acr"]:
        wanted["acr_values"] = " ".join(required)
    about = {"seller": acting.seller.slug, "person": request.user.pk, "nonce": nonce, "language": get_language()}
    return adapter.address_to_ask(about=about, wanted=wanted)


def recall(request) -> Begun:
    """The question that this answer belongs to; it can be recalled once. Raises WrongTry."""
    try:
        state = Provider(request).get_provider().unstash_redirect_state(request, request.GET.get("state", ""))
        begun = Begun(verifier=state["pkce_code_verifier"], **state["data"])
    except (PermissionDenied, KeyError, TypeError) as error:
        raise WrongTry from error
    if begun.person != request.user.pk:
        raise WrongTry
    return begun


def finish(request, begun: Begun) -> Proof:
    """What the provider asserts about the person.

    Raises Cancelled, provider.ProviderSilent, provider.BadAssertion, claims.TooWeak, claims.Incomplete.
    """
    if "code" not in request.GET:
        if request.GET.get("error") in CANCELLED:
            raise Cancelled
        raise BadAssertion("no code")
    adapter = Provider(request)
    claims = adapter.claims(verifier=begun.verifier)
    if not constant_time_compare(str(claims.get("nonce", "")), begun.nonce):
        raise BadAssertion("the answer to another question")
    how = adapter.app.settings
    return proof_of(claims, provider=PROVIDER, names=how["claims"], required_acr=how["required_acr"])
