"""Many baskets at once on SQLite: nobody meets "database is locked"."""

import os
import threading

import pytest
from django.db import connection, connections
from django.test import Client
from oscar.core.loading import get_model

from tests import stall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.skipif("SHOP_TEST_POSTGRES" in os.environ, reason="about SQLite")
def test_parallel_baskets_are_never_locked_out():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    made = stall.product(stock=1_000)
    answers = []

    def shop():
        try:
            client = Client(raise_request_exception=False)
            answers.extend(
                client.post(f"/en/shop/basket/add/{made.pk}/", {"quantity": 1}).status_code for _time in range(5)
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=shop) for _shopper in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302] * 40
    assert sum(get_model("basket", "Line").objects.values_list("quantity", flat=True)) == 40
