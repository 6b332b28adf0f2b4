"""The shop, the desk and the papers are those of tests/papers."""

from tests.papers.conftest import acting, in_english, officer, owner, requirements, shop

__all__ = ["acting", "in_english", "officer", "owner", "requirements", "shop"]
