"""One RSA key for every pretended identity of a run: making one takes longer than most tests that never sign with it."""

import functools
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from marketplace.fake_services import identity

_made = functools.cache(rsa.generate_private_key)


@pytest.fixture(autouse=True)
def one_identity_key(monkeypatch):
    monkeypatch.setattr(identity, "rsa", SimpleNamespace(generate_private_key=_made))
