"""Every invariant of payments.md 11 has its proof, and every proof that is named is there."""

import ast
from functools import cache
from pathlib import Path

from .index import PROOFS, WALK
from .life import CHECKS

TESTS = Path(__file__).resolve().parent.parent


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_invariant_from_1_to_34_names_a_test():
    assert sorted(PROOFS, key=lambda name: int(name[1:])) == [f"I{number}" for number in range(1, 35)]
    assert all(PROOFS.values())


def test_every_named_test_is_there():
    named = {node_id for proofs in PROOFS.values() for node_id in proofs}

    missing = [node_id for node_id in named if not _is_there(*node_id.split("::"))]

    assert sorted(missing) == []


def _is_there(file: str, name: str) -> bool:
    return name.startswith("test_") and (TESTS / file).exists() and name in names_in(file)


def test_the_walk_checks_what_it_is_named_for():
    named = {name for name, proofs in PROOFS.items() if WALK in proofs}

    assert {f"I{int(check.__name__[1:3])}" for check in CHECKS} == named
