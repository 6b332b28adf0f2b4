"""PostgreSQL: two presses in the same moment use a code once, count every wrong try, and make one shop."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sellers.helping.agreeing import NoCode, TooManyCodes, WrongCode, confirm, send_code
from sellers.helping.models import AgreementCode
from sellers.joining.beginning import begin_shop
from sellers.models import Seller
from tests import stall

from .people import code_to, other_than, person, shop

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BANK = AgreementCode.Purpose.BANK_ACCOUNT


@pytest.fixture(autouse=True)
def _messages_wait(settings):
    """Once sent, the text of a code is erased; here it stays in the outbox."""
    settings.NOTIFY_DELIVER_INLINE = False


def at_once(*works) -> list:
    """What each thread gave or raised, all begun in one moment."""
    together = threading.Barrier(len(works))

    def one(work):
        try:
            together.wait(10)
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def test_two_threads_use_a_code_once():
    acting = shop()
    send_code(seller=acting.seller, purpose=BANK, about="x", phone=acting.person.phone)
    code = code_to(acting.person.phone)

    answers = at_once(*[lambda: confirm(seller=acting.seller, purpose=BANK, about="x", code=code)] * 4)

    assert sum(isinstance(answer, AgreementCode) for answer in answers) == 1
    assert sum(isinstance(answer, NoCode) for answer in answers) == 3


def test_wrong_codes_at_once_are_all_counted():
    acting = shop()
    made = send_code(seller=acting.seller, purpose=BANK, about="x", phone=acting.person.phone)
    wrong = other_than(code_to(acting.person.phone))

    answers = at_once(*[lambda: confirm(seller=acting.seller, purpose=BANK, about="x", code=wrong)] * 8)

    made.refresh_from_db()
    assert made.wrong_tries == 5
    assert sum(isinstance(answer, WrongCode) for answer in answers) == 5
    assert sum(isinstance(answer, NoCode) for answer in answers) == 3


def test_codes_asked_for_at_once_do_not_pass_the_limit():
    acting = shop()

    answers = at_once(
        *[lambda: send_code(seller=acting.seller, purpose=BANK, about="x", phone=acting.person.phone)] * 8
    )

    assert sum(isinstance(answer, AgreementCode) for answer in answers) == 5
    assert sum(isinstance(answer, TooManyCodes) for answer in answers) == 3


def test_two_presses_make_one_shop():
    who, at = person(), stall.commune()

    answers = at_once(*[lambda: begin_shop(person=who, kind="household", name="Hộ Bé Tư", commune=at)] * 4)

    assert len({answer.pk for answer in answers}) == 1
    assert Seller.objects.count() == 1


def test_two_people_with_one_name_get_two_addresses():
    people, at = [person() for _ in range(4)], stall.commune()

    answers = at_once(
        *[lambda who=who: begin_shop(person=who, kind="household", name="Hộ Bé Tư", commune=at) for who in people]
    )

    assert sorted(seller.slug for seller in answers) == ["ho-be-tu", "ho-be-tu-2", "ho-be-tu-3", "ho-be-tu-4"]
