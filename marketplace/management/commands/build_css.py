"""Put the style sheets together into the file that pages load, and one more each for the workspace and for reading: `manage.py build_css [--check]`."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

SHOP = Path(__file__).resolve().parent.parent.parent / "static" / "shop"
SOURCES = SHOP / "css"
# One folder nearer to the fonts than its sources: built() takes one step out of url("../../fonts/...").
BUILT = SHOP / "built" / "shop.css"
# What only sellers see; loaded beside the first by the pages of the workspace.
WORKSPACE_SOURCES = SHOP / "css_selling"
WORKSPACE_BUILT = SHOP / "built" / "selling.css"
# What only pages that tell of something need: steps, routes, programmes. Loaded beside the first by editorial/telling.html.
READING_SOURCES = SHOP / "css_reading"
READING_BUILT = SHOP / "built" / "reading.css"
# Each folder is one cascade layer; a later layer wins over an earlier one.
LAYERS = ("tokens", "reset", "base", "layout", "components", "pages", "utilities")

_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|/\*.*?\*/|[^"/]+|/', re.DOTALL)


def minified(css: str) -> str:
    """Drop comments and needless white space; text inside double quotes is left alone."""
    parts = []
    for piece in _STRING_OR_COMMENT.findall(css):
        if piece.startswith("/*"):
            continue
        parts.append(piece if piece.startswith('"') else re.sub(r"\s+", " ", piece))
    joined = "".join(parts)
    return "".join(
        piece if piece.startswith('"') else re.sub(r" ?([{};,]) ?", r"\1", piece).replace(";}", "}").replace(": ", ":")
        for piece in _STRING_OR_COMMENT.findall(joined)
    ).strip()


def built() -> str:
    """The whole style sheet, as it must stand in the built file."""
    sheets = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        files = sorted((SOURCES / layer).glob("*.css"))
        body = "".join(minified(file.read_text(encoding="utf-8")) for file in files)
        if body:
            sheets.append(f"@layer {layer}{{{body}}}")
    return ("\n".join(sheets) + "\n").replace('url("../../', 'url("../')


def built_pages(sources: Path) -> str:
    """The sheets of one kind of pages, in the layer of pages."""
    files = sorted(sources.glob("*.css"))
    return "@layer pages{" + "".join(minified(file.read_text(encoding="utf-8")) for file in files) + "}\n"


class Command(BaseCommand):
    help = "Assemble marketplace/static/shop/css into one file."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when the built file is out of date"
        )

    def handle(self, *, check, **options):
        sheets = (
            (BUILT, built()),
            (WORKSPACE_BUILT, built_pages(WORKSPACE_SOURCES)),
            (READING_BUILT, built_pages(READING_SOURCES)),
        )
        for target, css in sheets:
            if check:
                if not target.exists() or target.read_text(encoding="utf-8") != css:
                    raise CommandError(f"{target.name} is out of date: run manage.py build_css and commit the result.")
                continue
            target.parent.mkdir(exist_ok=True)
            target.write_text(css, encoding="utf-8")
            self.stdout.write(f"{target.relative_to(SHOP.parent)}: {len(css.encode()):,} bytes")
