"""Presses a button of the desk through HTTP, and reads what the audit log then says."""

from django.urls import reverse
from wagtail.models import ModelLogEntry

from marketplace.desk.urls import money

KINDS = {
    each.name: each.callback.view_initkwargs["action_class"]
    for each in money
    if "action_class" in getattr(each.callback, "view_initkwargs", {})
}


def press(client, name, thing=None, follow=False, **typed):
    """`name` as in the addresses: "refund.approve"; `typed` are the fields of its form."""
    kind = KINDS[name]
    prefix = f"{kind.name}-{thing.pk}" if kind.of else kind.name
    data = {f"{prefix}-{field}": value for field, value in typed.items()}
    return client.post(reverse(f"desk:{name}", args=[thing.pk] if thing else []), data, follow=follow)


def logged(name):
    """The lines of the audit log about this button, oldest first."""
    return list(ModelLogEntry.objects.filter(action=KINDS[name].log_name()).order_by("pk"))


def said(answer) -> str:
    """The messages on the page."""
    return " ".join(str(message) for message in answer.context["messages"])


def errors(answer) -> dict:
    """Field -> words, of the form that was not right."""
    buttons = [button for section in answer.context["sections"] for button in section.buttons]
    return {name: list(words) for button in buttons for name, words in button.form.errors.items()}
