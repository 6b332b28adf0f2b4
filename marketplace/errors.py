"""The pages for what went wrong: designed, short, with a way on."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that came without its token, most often from a page left open for days."""
    return render(request, "403_csrf.html", status=403)
