"""The Content-Security-Policy of the shop. The editors' desk and Oscar's dashboard get their own (marketplace.admin_policy)."""

import os

from csp.constants import NONE, SELF

_media = [f"https://{os.environ['S3_PUBLIC_DOMAIN']}"] if os.environ.get("S3_PUBLIC_DOMAIN") else []
if os.environ.get("S3_ENDPOINT_URL"):
    _media.append(os.environ["S3_ENDPOINT_URL"])

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_media],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
