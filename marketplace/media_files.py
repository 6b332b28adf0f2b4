"""Uploaded pictures served by this process: for the demo and small shops; a province has its object store or web server do it."""

from django.conf import settings
from django.views.static import serve


def media_file(request, path: str):
    """Names never come again for another content, so that browsers may keep them."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
