"""Facets: the address bar holds the choice, the back button gives it back, the keyboard reaches it."""

import re


def shown(page) -> tuple[str, int]:
    return page.inner_text("#results h1 + p"), page.locator("ul.cards li.card").count()


def test_a_facet_changes_the_address_and_back_restores_the_page(phone):
    phone.go("/shop/")
    before = shown(phone.page)
    phone.tap("details.facet summary >> nth=0")
    phone.tap("details.facet[open] a >> nth=0")
    phone.page.wait_for_url("**/shop/?*")
    phone.page.wait_for_selector("#results .chip .icon-close")
    narrowed = shown(phone.page)

    assert narrowed != before
    assert phone.page.locator("#results > .row .chip").count() == 1
    address = phone.page.url
    phone.page.go_back()
    phone.page.wait_for_selector("#results:not(:has(.chip .icon-close))")
    assert phone.page.url.endswith("/shop/")
    assert shown(phone.page) == before
    phone.page.goto(address)
    assert shown(phone.page) == narrowed
    assert phone.complaints == []


def test_a_facet_opens_and_is_chosen_from_the_keyboard(phone):
    page = phone.page
    phone.go("/shop/")

    page.focus("details.facet summary >> nth=0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    chosen = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results .chip .icon-close")

    assert chosen
    assert page.url.endswith(chosen)


def test_the_next_page_keeps_the_choice(phone):
    phone.go("/shop/?sort=newest")
    phone.tap("nav.pagination a[rel=next]")
    phone.page.wait_for_url(re.compile("page=2"))

    assert "sort=newest" in phone.page.url
    assert shown(phone.page)[1] == 8
