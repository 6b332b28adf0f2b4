"""The configured provider of identity over HTTP, through allauth: where it is, and what it asserts, all of it verified."""

import json
from urllib.parse import urlsplit

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse

PROVIDER = "vneid"
ON_THIS_MACHINE = ("127.0.0.1", "localhost")
# Signatures with a key that only the provider has. "none" and shared keys are refused.
ALGORITHMS = ("RS256", "PS256", "ES256")
CLOCK_SECONDS = 60
REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NoProvider(Exception):
    """This shop has no provider of identity."""


def is_configured() -> bool:
    """Whether sellers can prove their identity electronically here at all."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS"))


class ProviderSilent(Exception):
    """The provider cannot be reached, or answers with nothing useful: later it may."""


class BadAssertion(Exception):
    """What came back proves nothing: forged, too old, for another shop, for another try."""


class Provider(OpenIDConnectOAuth2Adapter):
    """allauth's adapter with one fixed address to come back to and every signature checked."""

    def __init__(self, request):
        """Raises NoProvider."""
        super().__init__(request, PROVIDER)
        try:
            self.app = self.get_provider().app
        except SocialApp.DoesNotExist as error:
            raise NoProvider from error

    @property
    def name(self) -> str:
        return self.app.name

    def address_to_ask(self, *, about: dict, wanted: dict) -> str:
        """Where the person goes now; `about` waits in the session for the answer. Raises ProviderSilent."""
        self.openid_config  # noqa: B018 - asked first: its faults have names of ours
        provider = self.get_provider()
        provider.get_oauth2_adapter = lambda _request: self  # allauth's would build one that leads back elsewhere
        return provider.redirect(self.request, process=AuthProcess.CONNECT, data=about, auth_params=wanted).url

    @property
    def openid_config(self) -> dict:
        """Raises ProviderSilent. Its issuer is the address we know (OpenID Connect Discovery 1.0, 4.3)."""
        if not hasattr(self, "_known"):
            with _speaking():
                found = self._described()
            self._known = _checked_discovery(found, self.app.settings["server_url"])
        return self._known

    def _described(self):
        """allauth adds to the description at once, so one that is a list or a text breaks there."""
        try:
            return super().openid_config
        except (AttributeError, TypeError, ValueError) as error:
            raise ProviderSilent("its description is no object") from error

    def get_callback_url(self, request, app) -> str:
        return f"{settings.SITE_URL}{reverse('identity_answer')}"

    def claims(self, *, verifier: str) -> dict:
        """What the provider asserts for the code in the request: the verified ID token, completed by userinfo.

        Raises ProviderSilent, BadAssertion.
        """
        with _speaking():
            client = self.get_client(self.request, self.app)
            answer = self._token(client, verifier)
            asserted = self._verified(answer.get("id_token", ""))
            more = self._more(answer.get("access_token", "")) if self.openid_config.get("userinfo_endpoint") else {}
        if more and more.get("sub") != asserted["sub"]:
            raise BadAssertion("userinfo speaks of somebody else")
        return more | asserted

    def _token(self, client, verifier: str) -> dict:
        """allauth takes for granted that the answer is an object and says what it is."""
        try:
            answer = self.get_access_token_data(self.request, self.app, client, pkce_code_verifier=verifier)
        except (AttributeError, KeyError, TypeError) as error:
            raise BadAssertion("the answer for the code cannot be read") from error
        if not isinstance(answer, dict):
            raise BadAssertion("the answer for the code is no object")
        return answer

    def _more(self, access_token: str) -> dict:
        more = self._fetch_user_info(access_token)
        return more if isinstance(more, dict) else {}

    def _verified(self, id_token: str) -> dict:
        """OpenID Connect Core 1.0, 3.1.3.7."""
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in ALGORITHMS:
                raise BadAssertion("not signed by the provider")
            claims = jwt.decode(
                id_token, self._key(header), algorithms=[header["alg"]], audience=self.app.client_id,
                issuer=self.openid_config["issuer"], leeway=CLOCK_SECONDS, options={"require": REQUIRED},
            )  # fmt: skip
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise BadAssertion(type(error).__name__) from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != self.app.client_id:
            raise BadAssertion("for another shop")
        return claims

    def _key(self, header: dict):
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        told = response.json()
        if not isinstance(told, dict):
            raise BadAssertion("the keys are no object")
        keys = jwt.PyJWKSet.from_dict(told).keys
        found = next((key for key in keys if key.key_id == header.get("kid") or len(keys) == 1), None)
        if found is None:
            raise BadAssertion("no key of this name: the provider has changed its keys")
        return found


def _checked_discovery(found: dict, server_url: str) -> dict:
    told = found if isinstance(found, dict) else {}
    for name in ("issuer", *ENDS):
        if not isinstance(told.get(name), str):
            raise ProviderSilent(f"its description has no {name}")
    issuer = found["issuer"].rstrip("/")
    if "/.well-known/" not in server_url and issuer != server_url.rstrip("/"):
        raise ProviderSilent("another issuer than the one configured")
    for name in ENDS:
        address = urlsplit(found[name])
        if address.scheme != "https" and address.hostname not in ON_THIS_MACHINE:
            raise ProviderSilent(f"{name} is not https")
    return found


class _speaking:
    """Turns the faults of a conversation over HTTP into ProviderSilent, and a refused code into BadAssertion."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, OAuth2Error):
            raise BadAssertion("the code was refused") from None  # its text would hold the provider's whole answer
        if isinstance(error, requests.RequestException | json.JSONDecodeError):
            raise ProviderSilent(type(error).__name__) from error
        return False
