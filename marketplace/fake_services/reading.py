"""Reads form-encoded parameters as Stripe's libraries write them: a[b]=1&c[0][d]=2."""

import re
from urllib.parse import parse_qsl

from marketplace.fake_services.refusals import Refusal

_PART = re.compile(r"\[([^\[\]]*)\]")


def read_form(text: str) -> dict:
    """Nested dictionaries of strings; lists stay dictionaries numbered "0", "1" … until they are checked."""
    tree: dict = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, *_rest = name.split("[", 1)
        _place(tree, [head, *_PART.findall(name[len(head) :])], name, value)
    return tree


def _place(tree: dict, parts: list[str], name: str, value: str) -> None:
    for part in parts[:-1]:
        tree = tree.setdefault(part, {})
        if not isinstance(tree, dict):
            raise Refusal(f"Invalid parameters: {name} is both a value and a hash", param=name)
    last = parts[-1] or str(len(tree))  # expand[]=a&expand[]=b counts up
    if last in tree:
        raise Refusal(f"Invalid parameters: {name} comes twice", param=name)
    tree[last] = value


def ordered(tree: dict) -> list | None:
    """The list that a dictionary numbered from 0 stands for; None if it is something else."""
    if not all(key.isdigit() for key in tree):
        return None
    return [tree[key] for key in sorted(tree, key=int)]
