"""Electronic identity of sellers: one provider of OpenID Connect, VNeID or a licensed one, read from the environment."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .environment import env, listed

PROVIDER = "vneid"
# How a provider calls what we ask for. `id_number` is only digested, never kept.
CLAIMS = {
    "name": "name", "birthdate": "birthdate", "id_number": "citizen_id", "assurance": "acr",
    "document_until": "document_expires_on",
}  # fmt: skip
ON_THIS_MACHINE = ("127.0.0.1", "localhost")


def openid_providers(
    server_url: str,
    *,
    client_id: str,
    secret: str = "",
    name: str = "VNeID",
    claims: dict[str, str] | None = None,
    required_acr: list[str] | tuple = (),
    scopes: list[str] | tuple = ("openid", "profile"),
) -> dict[str, dict]:
    """SOCIALACCOUNT_PROVIDERS; empty without an address. Only https, and http on this machine for tests and the demo."""
    if not server_url:
        return {}
    if not client_id:
        raise ImproperlyConfigured("EID_SERVER_URL is set, EID_CLIENT_ID is missing: the name this shop has there.")
    address = urlsplit(server_url)
    if address.scheme != "https" and address.hostname not in ON_THIS_MACHINE:
        raise ImproperlyConfigured("EID_SERVER_URL must begin with https://")
    app = {"provider_id": PROVIDER, "name": name, "client_id": client_id, "secret": secret}
    app["settings"] = {
        "server_url": server_url.rstrip("/"),
        "oauth_pkce_enabled": True,
        "scope": list(scopes),
        "claims": CLAIMS | (claims or {}),
        "required_acr": list(required_acr),
    }
    return {"openid_connect": {"APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = openid_providers(
    env("EID_SERVER_URL", default=""),
    client_id=env("EID_CLIENT_ID", default=""),
    secret=env("EID_CLIENT_SECRET", default=""),
    name=env("EID_NAME", default="VNeID"),
    claims=dict(part.partition("=")[::2] for part in listed("EID_CLAIMS", default="", sign=";")),
    required_acr=listed("EID_REQUIRED_ACR", default=""),
    scopes=listed("EID_SCOPES", default="openid profile", sign=" "),
)
# Keys the digests by which one person is recognised in two shops. Empty: derived from SECRET_KEY, and then whoever
# changes SECRET_KEY loses the comparison with older proofs.
EID_DIGEST_KEY = env("EID_DIGEST_KEY", default="")

# Identity is only ever proved by who is signed in: nobody signs up or in by it, and nothing of it is kept by allauth.
SOCIALACCOUNT_ADAPTER = "sellers.identity.adapter.ClosedDoor"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8
