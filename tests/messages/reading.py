"""What a person reads on a page, and how a message of the catalogues is recognised there."""

import functools
import re

from bs4 import BeautifulSoup, Comment

READ_ALOUD = ("alt", "title", "aria-label", "placeholder", "data-label")
_GAP = re.compile(r"%(?:\([\w.]+\))?[sdifr]|</?[a-z][^>]*>")


def texts_of(html: str) -> list[str]:
    """Every piece of text that is seen or read aloud, white space settled."""
    soup = BeautifulSoup(html, "html.parser")
    for unseen in soup(["script", "style", "template"]):
        unseen.decompose()
    texts = [node for node in soup.find_all(string=True) if not isinstance(node, Comment)]
    texts += [tag[name] for name in READ_ALOUD for tag in soup.find_all(attrs={name: True})]
    texts += [tag.get("content", "") for tag in soup.find_all("meta", attrs={"name": "description"})]
    return [settled for text in texts if (settled := " ".join(text.split()))]


@functools.cache
def parts_of(message: str) -> list[str]:
    """The fixed parts of a message of at least two words; a shorter one may stand on a page by chance."""
    parts = [" ".join(part.replace("%%", "%").split()) for part in _GAP.split(message)]
    return [part for part in parts if len(re.findall(r"[^\W\d_]+", part)) > 1]


def found_in(html: str, messages) -> list[str]:
    """The messages whose words stand on the page."""
    page = "\n".join(texts_of(html))
    return [message for message in messages if any(_stands_on(page, part) for part in parts_of(message))]


def _stands_on(page: str, part: str) -> bool:
    return part in page and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", page) is not None
