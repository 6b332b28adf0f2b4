"""The Content-Security-Policy of the shop. The editors' desk and Oscar's dashboard get their own (marketplace.admin_policy)."""

import os

from csp.constants import NONE, SELF

from .object_store import picture_origins
from .payments import PAYMENT_PAGES

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *picture_origins(os.environ)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *PAYMENT_PAGES],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
