"""What was put into a text and what was taken out, word by word, with the watched words marked. Everything is escaped."""

import re
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 4_000  # beyond it the comparison would take seconds: the whole text then counts as changed


def compared(old: str, new: str, watched: list[dict] = ()) -> tuple[SafeString, SafeString]:
    """(old with <del>, new with <ins> and <mark>). `watched`: findings with start and end in the new text."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    if not old or max(len(before), len(after)) > MOST_PIECES:
        gone, come = [bool(new)] * len(before), [bool(old)] * len(after)
    else:
        gone, come = _changed(before, after)
    return _html(before, gone, [], "del"), _html(after, come, watched, "ins")


def _changed(before: list[str], after: list[str]) -> tuple[list[bool], list[bool]]:
    gone, come = [True] * len(before), [True] * len(after)
    for first, second, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        gone[first : first + size] = [False] * size
        come[second : second + size] = [False] * size
    return gone, come


def _html(pieces: list[str], changed: list[bool], watched, tag: str) -> SafeString:
    """Letters next to each other with the same marks stand in one element."""
    letters = [(letter, is_new) for piece, is_new in zip(pieces, changed, strict=True) for letter in piece]
    kinds = [""] * len(letters)
    for finding in watched:
        end = min(finding["end"], len(letters))
        kinds[finding["start"] : end] = [finding["kind"]] * (end - finding["start"])
    runs = groupby(
        ((letter, is_new, kind) for (letter, is_new), kind in zip(letters, kinds, strict=True)),
        key=lambda each: each[1:],
    )
    return format_html_join("", "{}", ((_run("".join(each[0] for each in run), *marks, tag),) for marks, run in runs))


def _run(text: str, is_changed: bool, kind: str, tag: str) -> SafeString:
    html = format_html('<mark class="desk-watched">{}</mark>', text) if kind else format_html("{}", text)
    if not is_changed:
        return html
    return format_html("<ins>{}</ins>", html) if tag == "ins" else format_html("<del>{}</del>", html)
