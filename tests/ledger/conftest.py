import pytest

from tests.ledger.books import Market


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request, db):
    """Runs a test in both test runs, each on its own database."""
    from django.db import connection

    if connection.vendor != request.param:
        pytest.skip(f"this run is on {connection.vendor}")
    return request.param


@pytest.fixture
def market(db):
    return Market()
