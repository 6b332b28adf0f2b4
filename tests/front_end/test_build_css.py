"""The one style sheet that pages load is made from its parts, and nothing is lost on the way."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from marketplace.management.commands import build_css
from marketplace.management.commands.build_css import minified


def test_the_built_sheet_is_up_to_date():
    call_command("build_css", check=True)


def test_a_stale_sheet_is_refused(monkeypatch, tmp_path):
    stale = tmp_path / "shop.css"
    stale.write_text("p{}")
    monkeypatch.setattr(build_css, "BUILT", stale)

    with pytest.raises(CommandError):
        call_command("build_css", check=True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ('/* say "no" */ a :hover { b: 1 }', "a :hover{b:1}"),
        ('p { content: "/* ; } */  x" }', 'p{content:"/* ; } */  x"}'),
        ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
        (".a { & .b, & > c { d: e } }", ".a{& .b,& > c{d:e}}"),
        (
            "i { --s: url(\"data:image/svg+xml,<svg a='b: c'/>\"); }",
            "i{--s:url(\"data:image/svg+xml,<svg a='b: c'/>\")}",
        ),
    ],
)
def test_white_space_and_comments_go_and_meaning_stays(source, expected):
    assert minified(source) == expected


def test_every_colour_pair_of_text_and_ground_can_be_read():
    css = (build_css.SOURCES / "tokens" / "colour.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in css.split("@media")]
    grounds = {
        "ink": ["paper", "surface", "leaf", "clay-wash", "lotus-wash"],
        "ink-soft": ["paper", "surface", "leaf"],
        "river": ["paper", "surface", "leaf"],
        "on-river": ["river", "river-deep"],
        "on-header": ["header"],
        "lotus": ["paper", "surface", "lotus-wash"],
        "clay": ["paper", "surface", "leaf", "clay-wash"],
    }

    poor = [
        (number, ink, ground)
        for number, scheme in enumerate(schemes)
        for ink, under in grounds.items()
        for ground in under
        if contrast(scheme[ink], scheme[ground]) < 4.5
    ]

    assert poor == []


def test_scripts_and_styles_of_a_page_are_small():
    shop = Path(build_css.SHOP)
    sent = [shop / "built" / "shop.css", *(shop / "js").glob("*.js")]
    fonts = sum(font.stat().st_size for font in (shop / "fonts").glob("*.woff2"))

    assert sum(gzipped(file) for file in sent) < 14_000
    assert fonts < 24_000


def gzipped(file: Path) -> int:
    import gzip

    return len(gzip.compress(file.read_bytes()))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
