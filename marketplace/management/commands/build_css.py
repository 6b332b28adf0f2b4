"""Put the style sheets together into the one file that pages load: `manage.py build_css [--check]`."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

SHOP = Path(__file__).resolve().parent.parent.parent / "static" / "shop"
SOURCES = SHOP / "css"
# One folder nearer to the fonts than its sources: built() takes one step out of url("../../fonts/...").
BUILT = SHOP / "built" / "shop.css"
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


class Command(BaseCommand):
    help = "Assemble marketplace/static/shop/css into one file."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when the built file is out of date"
        )

    def handle(self, *, check, **options):
        css = built()
        if check:
            if not BUILT.exists() or BUILT.read_text(encoding="utf-8") != css:
                raise CommandError("shop.css is out of date: run manage.py build_css and commit the result.")
            return
        BUILT.parent.mkdir(exist_ok=True)
        BUILT.write_text(css, encoding="utf-8")
        self.stdout.write(f"{BUILT.relative_to(SHOP.parent)}: {len(css.encode()):,} bytes")
