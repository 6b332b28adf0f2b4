"""From plain text in our text files to what rich text and stream fields keep."""

import json

from django.utils.html import escape


def stream(blocks) -> str:
    """(kind, value) pairs as a stream field stores them: choosers then need no objects."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks], ensure_ascii=False)


def sections(text: str) -> list[str]:
    """The text as HTML, cut before each heading, so that a shelf can stand between."""
    parts = ("\n" + text.strip()).split("\n## ")
    return [html(part if place == 0 else "## " + part) for place, part in enumerate(parts) if part.strip()]


def html(text: str) -> str:
    """Paragraphs, "## " headings and "- " lists."""
    return "".join(_piece(paragraph) for paragraph in text.strip().split("\n\n") if paragraph.strip())


def _piece(paragraph: str) -> str:
    lines = [escape(line.strip()) for line in paragraph.strip().splitlines()]
    if lines[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
    if lines[0].startswith("## "):
        return f"<h2>{lines[0][3:]}</h2>" + (_piece("\n".join(lines[1:])) if lines[1:] else "")
    return f"<p>{' '.join(lines)}</p>"
