"""The Content-Security-Policy of the rooms behind the counter.

Wagtail's editor and Oscar's dashboard carry inline scripts and styles of their own. They get the least that lets them
work, and only under their own addresses; the shop keeps the strict policy of settings/security.py.
"""

from csp.constants import SELF, UNSAFE_INLINE

from marketplace.languages import without_prefix

INLINE = {"script-src": [UNSAFE_INLINE], "style-src": [UNSAFE_INLINE]}
# Wagtail previews pages in a frame and shows pictures that are not sent yet; TinyMCE in the dashboard does the same.
POLICIES = {
    "/cms/": {**INLINE, "img-src": ["blob:"], "frame-src": [SELF], "worker-src": [SELF, "blob:"], "media-src": [SELF]},
    "/shop/dashboard/": {**INLINE, "img-src": ["blob:"], "frame-src": [SELF]},
    "/admin/": {"frame-src": [SELF]},
}


class AdminPolicyMiddleware:
    """Stands inside csp.middleware.CSPMiddleware, which reads what is laid on the response here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        added = policy_for(request.path_info)
        if added:
            response._csp_update = added
        return response


def policy_for(path: str) -> dict | None:
    """What the address adds to the shop's policy; None for the shop itself. Addresses may begin with a language."""
    path = without_prefix(path)
    return next((added for prefix, added in POLICIES.items() if path.startswith(prefix)), None)
