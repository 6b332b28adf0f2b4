"""An address with a number beyond what the database holds is an address that does not exist."""

import pytest

from marketplace.editorial.models import AskPage
from tests.selling.workroom import address, owner
from tests.stall import seller

pytestmark = pytest.mark.django_db
BIG = [9_999_999_999, 10**19, 99_999_999_999_999_999_999]


@pytest.mark.parametrize("number", BIG)
@pytest.mark.parametrize("path", ["/at/{}/", "/en/at/{}/", "/ask/{}/", "/en/ask/{}/"])
def test_a_public_address_is_not_found(client, tree, path, number):
    client.raise_request_exception = False

    assert client.get(path.format(number), headers={"accept-language": "vi"}).status_code == 404


@pytest.mark.parametrize("number", BIG)
@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/cms/posters/{}/a4.pdf", "get"),
        ("/cms/editing/checks/{}/", "get"),
        ("/cms/editing/checks/{}/", "post"),
        ("/cms/editing/questions/{}/answer/", "post"),
        ("/cms/forms/submissions/{}/delete/", "get"),
    ],
)
def test_an_address_of_the_editors_is_not_found(admin_client, tree, path, method, number):
    admin_client.raise_request_exception = False

    assert getattr(admin_client, method)(path.format(number), follow=True).status_code == 404


@pytest.mark.parametrize("number", BIG)
@pytest.mark.parametrize(
    "parts",
    [
        ("{}",),
        ("{}", "details"),
        ("{}", "times"),
        ("times", "{}", "places"),
        ("times", "{}", "call-off"),
        ("times", "{}", "visitors"),
        ("times", "{}", "visitors.pdf"),
    ],
)
def test_an_address_of_a_host_is_not_found(parts, number):
    shop = seller("Nhà vườn")
    browser = owner(shop)
    browser.raise_request_exception = False
    path = address(shop, "visits", *(part.format(number) for part in parts))

    assert browser.get(path.removesuffix("/") if path.endswith(".pdf/") else path).status_code == 404


def test_zeros_before_a_number_pass_nobody_by_our_own_view(client, django_user_model, tree):
    """Wagtail's view of the same address deletes for everybody who may read."""
    from django.urls import resolve

    page = tree.page(AskPage, "hoi-dap")

    match = resolve(f"/cms/forms/submissions/{page.pk:012d}/delete/")

    assert "marketplace.editorial.asking.staff_views" in getattr(match.func, "__wrapped__", match.func).__module__
