"""Storage on S3: what the environment says becomes two aliases, `default` for pictures and `private` for papers."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SIGNED_ADDRESS_SECONDS = 120
BACKEND = "storages.backends.s3.S3Storage"


def object_store(environment: Mapping[str, str]) -> dict[str, dict]:
    """The two entries of STORAGES; nothing when no public bucket is named. Signed addresses of papers live 120 seconds."""
    if not environment.get("S3_PUBLIC_BUCKET"):
        return {}
    if not environment.get("S3_PRIVATE_BUCKET"):
        raise ImproperlyConfigured(
            "S3_PUBLIC_BUCKET is set, S3_PRIVATE_BUCKET is missing: the bucket of papers that only staff may read."
        )
    if environment["S3_PUBLIC_BUCKET"] == environment["S3_PRIVATE_BUCKET"]:
        raise ImproperlyConfigured(
            "S3_PRIVATE_BUCKET must be another bucket than S3_PUBLIC_BUCKET: everybody may read that one."
        )
    shared = {
        "endpoint_url": environment.get("S3_ENDPOINT_URL") or None,
        "access_key": environment.get("S3_ACCESS_KEY") or None,
        "secret_key": environment.get("S3_SECRET_KEY") or None,
        "region_name": environment.get("S3_REGION") or None,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "default_acl": None,
        "file_overwrite": False,
    }
    public = {
        "bucket_name": environment["S3_PUBLIC_BUCKET"],
        "querystring_auth": False,
        "custom_domain": environment.get("S3_PUBLIC_DOMAIN") or None,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
    }
    private = {
        "bucket_name": environment["S3_PRIVATE_BUCKET"],
        "querystring_auth": True,
        "querystring_expire": SIGNED_ADDRESS_SECONDS,
    }
    return {
        "default": {"BACKEND": BACKEND, "OPTIONS": shared | public},
        "private": {"BACKEND": BACKEND, "OPTIONS": shared | private},
    }


def picture_origins(environment: Mapping[str, str]) -> list[str]:
    """Where pictures come from when they do not come from the shop itself, for the Content-Security-Policy."""
    if not environment.get("S3_PUBLIC_BUCKET"):
        return []
    if domain := environment.get("S3_PUBLIC_DOMAIN"):
        return [f"https://{domain}"]
    if endpoint := environment.get("S3_ENDPOINT_URL"):
        parts = urlsplit(endpoint)
        return [f"{parts.scheme}://{parts.netloc}"]
    region = environment.get("S3_REGION")
    return [f"https://s3.{region}.amazonaws.com" if region else "https://s3.amazonaws.com"]
