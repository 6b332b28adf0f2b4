"""One sentence on the next page about what was done."""

from django.contrib import messages


def tell(request, text: str, kind: str = "success") -> None:
    messages.add_message(request, messages.WARNING if kind == "warning" else messages.SUCCESS, text)
