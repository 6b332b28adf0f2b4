"""Presses a button of the sellers' desk through HTTP, and reads what the page and the audit log then say."""

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from marketplace.desk.urls import sellers

KINDS = {
    each.name: each.callback.view_initkwargs["action_class"]
    for each in sellers
    if "action_class" in getattr(each.callback, "view_initkwargs", {})
}


def press(client, name, /, thing=None, query="", follow=False, **typed):
    """`name` as in the addresses: "paper.accept"; `typed` are the fields of its form."""
    kind = KINDS[name]
    prefix = f"{kind.name}-{thing.pk}" if kind.of else kind.name
    data = {f"{prefix}-{field.replace('__', '-')}": value for field, value in typed.items()}
    return client.post(reverse(f"desk:{name}", args=[thing.pk] if thing else []) + query, data, follow=follow)


def logged(name) -> list[ModelLogEntry]:
    """The lines of the audit log about this button, oldest first."""
    return list(ModelLogEntry.objects.filter(action=KINDS[name].log_name()).order_by("pk"))


def english(words) -> str:
    """Words that are translated when they are read."""
    with override("en"):
        return str(words)


def facts(answer) -> dict[str, str]:
    """Label -> value of the first part of a page."""
    return {english(label): english(value) for label, value in answer.context["sections"][0].facts}


def said(answer) -> str:
    """The messages on the page."""
    return " ".join(str(message) for message in answer.context["messages"])


def buttons(answer) -> dict:
    sections = [*answer.context["sections"], *answer.context["beside"]]
    return {button.action.name: button for section in sections for button in section.buttons}


def errors(answer) -> dict:
    """Field -> words, of the form that was not right."""
    return {name: list(words) for button in buttons(answer).values() for name, words in button.form.errors.items()}
