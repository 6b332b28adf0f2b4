"""oscar_overrides/README.md is true: each row is what Oscar finds, and no replaced class is missing."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from oscar.core.loading import get_class, get_model

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "marketplace" / "oscar_overrides" / "README.md").read_text()


def rows(heading: str) -> list[tuple[str, str]]:
    """(Oscar's, ours) of each row of a table of the README."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| ([\w.]+) \| ([\w.]+) \| [^|]+ \|$", section, re.MULTILINE)


@pytest.mark.parametrize(("theirs", "ours"), rows("Models"))
def test_a_model_of_the_readme_is_the_one_in_use(theirs, ours):
    assert get_model(*theirs.split(".")).__module__ == ours


@pytest.mark.parametrize(("theirs", "ours"), rows("Classes"))
def test_a_class_of_the_readme_is_the_one_oscar_finds(theirs, ours):
    module, _dot, name = theirs.rpartition(".")

    assert get_class(module, name).__module__ == ours


def test_the_apps_of_the_readme_are_those_of_the_settings():
    assert dict(rows("Apps")) == settings.OVERRIDES


def test_no_replaced_class_is_missing_in_the_readme():
    named = {theirs.rpartition(".")[2] for heading in ("Models", "Classes") for theirs, _ours in rows(heading)}
    named |= {ours.rpartition(".")[2] for _theirs, ours in rows("Apps")}
    files = [*(ROOT / "marketplace" / "oscar_overrides").rglob("*.py"), ROOT / "catalogue" / "models.py"]

    replaced = {name for path in files for name in replaced_classes(path)}
    assert replaced - named == set()
    assert {"Line", "StockRecordForm", "OrderCreator", "Product"} <= replaced


def replaced_classes(path: Path) -> set[str]:
    """Classes of a module that stand under a name that Oscar's module of the same name has too."""
    tree = ast.parse(path.read_text())
    theirs = oscars_module(path)
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef) and hasattr(theirs, node.name)}


def oscars_module(path: Path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    inside = parts[2:] if parts[0] == "marketplace" else parts
    name = "oscar.config" if inside[0] == "shop" else ".".join(("oscar.apps", *inside))
    try:
        module = importlib.import_module(name.replace(".models", ".abstract_models"))
    except ImportError:
        return None
    return Renamed(module) if "abstract_models" in module.__name__ else module


class Renamed:
    """Oscar's abstract models under their plain names."""

    def __init__(self, module):
        for name in dir(module):
            if name.startswith("Abstract"):
                setattr(self, name.removeprefix("Abstract"), getattr(module, name))
