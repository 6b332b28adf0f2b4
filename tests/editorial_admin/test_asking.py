"""Ask the province: a form on a cached page, for people and not for robots."""

import pytest
from django.core import mail
from django.test import Client

from marketplace.editorial.asking import taking
from marketplace.editorial.asking.forms import TRAP
from marketplace.editorial.models import AskSubmission
from marketplace.notify.models import Message

pytestmark = pytest.mark.django_db
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def ask(ask_page):
    """Sends answers as a browser of a reader does, checks against other sites included."""
    reader = Client(enforce_csrf_checks=True)

    def send(*, headers=HERE, **changes):
        data = {"ten_ban": "Bà Năm", "cau_hoi": "Chợ mở cửa lúc nào?", "qua": "Khô", **changes}
        return reader.post(f"/ask/{ask_page.pk}/", {k: v for k, v in data.items() if v is not None}, **headers)

    return send


def test_a_question_is_kept_and_the_reader_is_thanked_after_a_redirect(ask, client):
    answer = ask()

    assert answer.status_code == 302
    assert AskSubmission.objects.get().form_data == {
        "ten_ban": "Bà Năm",
        "cau_hoi": "Chợ mở cửa lúc nào?",
        "qua": "Khô",
    }
    assert "Ba ngày nữa trả lời." in client.get(answer.url).content.decode()


def test_the_page_stands_without_scripts_and_sends_to_its_own_address(ask_page, client):
    text = client.get("/hoi-dap/").content.decode()

    assert f'action="/ask/{ask_page.pk}/"' in text
    assert 'name="ten_ban"' in text and 'name="cau_hoi"' in text
    assert "csrfmiddlewaretoken" not in text


def test_the_cached_page_still_takes_questions(ask, ask_page, client, settings):
    from django.core.cache import cache

    from marketplace.page_cache import PageCacheMiddleware, key_of

    settings.PAGE_CACHE_SECONDS = 60
    client.handler.load_middleware()
    first = client.get("/hoi-dap/")
    assert not first.cookies
    assert cache.get(key_of(first.wsgi_request)) is not None
    assert PageCacheMiddleware  # the kept page carries no token, and still:

    assert ask().status_code == 302
    assert AskSubmission.objects.count() == 1


@pytest.mark.parametrize(
    "headers", [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}]
)
def test_another_site_sends_nothing_through_a_reader(ask, headers):
    assert ask(headers=headers).status_code == 403
    assert not AskSubmission.objects.exists()


def test_a_double_click_asks_once_and_another_question_counts(ask):
    ask()
    ask()
    ask(cau_hoi="Có gửi ra Hà Nội không?")

    assert AskSubmission.objects.count() == 2


def test_whoever_fills_the_hidden_box_is_thanked_and_forgotten(ask):
    answer = ask(**{TRAP: "https://spam.example"})

    assert answer.status_code == 302
    assert not AskSubmission.objects.exists()


def test_what_is_missing_is_said_beside_the_box_and_nothing_typed_is_lost(ask):
    answer = ask(cau_hoi="", ten_ban="Bà Năm")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Bà Năm"' in text
    assert 'id="id_cau_hoi_error"' in text
    assert not AskSubmission.objects.exists()


def test_ten_thousand_letters_are_refused_and_stay_in_the_box(ask):
    letters = "á" * 10_000

    answer = ask(cau_hoi=letters)

    assert letters in answer.content.decode()
    assert "4000" in answer.content.decode()
    assert not AskSubmission.objects.exists()


def test_a_choice_that_is_not_offered_is_refused(ask):
    assert ask(qua="Vàng").status_code == 200
    assert not AskSubmission.objects.exists()


def test_html_and_control_characters_are_text(ask, desks, ask_page):
    ask(ten_ban="<script>alert(1)</script>\x00 Năm\u202e", cau_hoi="một\r\n\r\n\r\n\r\nhai  ba")

    kept = AskSubmission.objects.get().form_data
    assert kept["ten_ban"] == "<script>alert(1)</script> Năm"
    assert kept["cau_hoi"] == "một\n\nhai ba"
    text = desks["chief"].get(f"/cms/forms/submissions/{ask_page.pk}/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_one_address_sends_so_many_an_hour_and_is_then_told_to_wait(ask):
    for number in range(taking.PER_ADDRESS):
        assert ask(cau_hoi=f"Câu {number}").status_code == 302

    answer = ask(cau_hoi="Một câu nữa")

    assert answer.status_code == 429
    assert "Một câu nữa" in answer.content.decode()
    assert AskSubmission.objects.count() == taking.PER_ADDRESS


def test_who_is_told_gets_a_message_without_the_readers_words(ask, ask_page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask()
        ask()

    message = Message.objects.get()
    assert (message.recipient, message.template) == ("hoi@example.vn", "question_asked")
    assert f"/cms/forms/submissions/{ask_page.pk}/" in message.body
    assert "Bà Năm" not in message.body and "mở cửa" not in message.body
    assert len(mail.outbox) == 1


def test_without_an_address_nobody_is_told(ask, ask_page):
    ask_page.told_email = ""
    ask_page.save()

    ask()

    assert not Message.objects.exists()


def test_a_link_to_the_forms_address_leads_to_the_page(ask_page, client):
    answer = client.get(f"/ask/{ask_page.pk}/")

    assert (answer.status_code, answer.url) == (302, "/hoi-dap/")


def test_an_unpublished_form_takes_nothing(ask, ask_page):
    ask_page.unpublish()

    assert ask().status_code == 404
    assert not AskSubmission.objects.exists()


@pytest.mark.parametrize("label", ["Homepage", "Home page", "home-page", "Home_page"])
def test_no_question_of_an_editor_can_be_taken_for_the_trap(ask, ask_page, label):
    field = ask_page.form_fields.create(label=label, field_type="singleline", required=False, sort_order=9)
    ask_page.save()

    ask(**{field.clean_name: "https://ba-nam.example"})

    assert AskSubmission.objects.get().form_data[field.clean_name] == "https://ba-nam.example"


def send_from(ask, address, number):
    return ask(headers={**HERE, "REMOTE_ADDR": address}, cau_hoi=f"Câu {number}")


def test_the_many_addresses_of_one_household_are_one_sender(ask):
    for number in range(taking.PER_ADDRESS):
        assert send_from(ask, f"2001:db8:1:2:{number:x}::9", number).status_code == 302

    assert send_from(ask, "2001:db8:1:2:ffff::1", "chót").status_code == 429
    assert send_from(ask, "2001:db8:1:3::1", "bên cạnh").status_code == 302


def test_a_question_sent_again_is_not_counted_twice(ask):
    for _again in range(taking.PER_ADDRESS + 1):
        assert ask().status_code == 302

    assert ask(cau_hoi="Câu khác").status_code == 302
    assert AskSubmission.objects.count() == 2


def test_when_very_many_ask_their_questions_are_kept_and_the_letterbox_rests(ask, monkeypatch):
    monkeypatch.setattr(taking, "TOLD_PER_PAGE", 2)

    answers = [send_from(ask, f"203.0.113.{number}", number) for number in range(4)]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert AskSubmission.objects.count() == 4
    assert Message.objects.count() == 2


@pytest.mark.parametrize("more", [{}, {TRAP: "x"}])
def test_an_english_reader_of_an_untranslated_form_is_thanked_in_english(ask, ask_page, client, more):
    data = {"ten_ban": "Ann", "cau_hoi": "When?", **more}

    answer = client.post(f"/en/ask/{ask_page.pk}/", data, **HERE)

    assert (answer.status_code, answer.url) == (302, "/en/hoi-dap/?sent=1")
    thanks = client.get(answer.url)
    assert thanks.headers["Content-Language"] == "en"
    assert "Ba ngày nữa trả lời." in thanks.content.decode()
    assert client.get(f"/en/ask/{ask_page.pk}/").url == "/en/hoi-dap/"


def test_an_english_form_is_found_from_the_address_without_a_language(tree, ask_page, client):
    from marketplace.editorial import models

    english = tree.page(models.AskPage, "ask", language="en", of=ask_page, title="Ask", thanks="Thanks.")

    answer = client.get(f"/ask/{english.pk}/")

    assert answer.url == "/en/ask/"
    assert client.get(answer.url).status_code == 200
