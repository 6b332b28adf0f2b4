"""The questions at the editors' desk: what waits first, marked as answered once, a file without formulas."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.editorial.models import AskSubmission

pytestmark = pytest.mark.django_db


def asked(page, text: str, *, days=0, name="Bà Năm", **more) -> AskSubmission:
    row = AskSubmission.objects.create(page=page, form_data={"ten_ban": name, "cau_hoi": text}, **more)
    AskSubmission.objects.filter(pk=row.pk).update(submit_time=timezone.now() - timedelta(days=days))
    return row


def answer(desk, row, note="Đã gọi lại."):
    return desk.post(f"/cms/editing/questions/{row.pk}/answer/", {"note": note})


def test_the_longest_waiting_stands_first_and_the_answered_last(ask_page, desks):
    asked(ask_page, "Mới hỏi", days=1)
    asked(ask_page, "Đã xong", days=30, answered_at=timezone.now(), note="Xong")
    asked(ask_page, "Hỏi lâu rồi", days=9)

    text = desks["reviewer"].get(f"/cms/forms/submissions/{ask_page.pk}/").content.decode()

    assert text.index("Hỏi lâu rồi") < text.index("Mới hỏi") < text.index("Đã xong")
    assert AskSubmission.objects.waiting_first()[0].days_waiting == 9


def test_a_question_is_marked_with_name_time_and_note(ask_page, desks, people):
    row = asked(ask_page, "Mấy giờ?")

    answer(desks["reviewer"], row, "  Đã gọi lại:\u200b 7 giờ. ")

    row.refresh_from_db()
    assert (row.answered_by, row.note) == (people["reviewer"], "Đã gọi lại: 7 giờ.")
    assert row.answered_at is not None


def test_without_a_note_nothing_is_marked(ask_page, desks):
    row = asked(ask_page, "Mấy giờ?")

    answer(desks["reviewer"], row, "   ")

    row.refresh_from_db()
    assert row.answered_at is None


def test_the_second_who_marks_changes_nothing(ask_page, desks, people):
    row = asked(ask_page, "Mấy giờ?")
    answer(desks["reviewer"], row, "Một")

    answer(desks["chief"], row, "Hai")

    row.refresh_from_db()
    assert (row.answered_by, row.note) == (people["reviewer"], "Một")


def test_authors_neither_read_nor_mark_nor_delete(ask_page, desks):
    row = asked(ask_page, "Chuyện riêng")

    assert answer(desks["author"], row).url == "/cms/"  # Wagtail leads away whoever may not
    assert "Chuyện riêng" not in desks["author"].get("/cms/").content.decode()
    desks["author"].post(f"/cms/forms/submissions/{ask_page.pk}/delete/?selected-submissions={row.pk}")
    desks["reviewer"].post(f"/cms/forms/submissions/{ask_page.pk}/delete/?selected-submissions={row.pk}")
    assert AskSubmission.objects.waiting().count() == 1

    desks["chief"].post(f"/cms/forms/submissions/{ask_page.pk}/delete/?selected-submissions={row.pk}")
    assert not AskSubmission.objects.exists()


def test_marking_needs_a_form_not_a_link(ask_page, desks):
    row = asked(ask_page, "Mấy giờ?")

    assert desks["chief"].get(f"/cms/editing/questions/{row.pk}/answer/").status_code == 405


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_all_questions_runs_no_formula(ask_page, desks, kind):
    asked(ask_page, '=HYPERLINK("http://x")', name="+84 912")

    answered = desks["chief"].get(f"/cms/forms/submissions/{ask_page.pk}/?export={kind}")

    assert answered["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        text = answered.content.decode()
        assert "'=HYPERLINK" in text and "'+84 912" in text
        assert ",=HYPERLINK" not in text and ',"=HYPERLINK' not in text
    else:
        from io import BytesIO

        from openpyxl import load_workbook

        cells = [cell for row in load_workbook(BytesIO(answered.content)).active.iter_rows(min_row=2) for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert "'+84 912" in [cell.value for cell in cells]


def test_the_first_page_says_how_many_wait_and_how_long(ask_page, desks):
    asked(ask_page, "Một", days=4)
    asked(ask_page, "Hai", days=2)

    panel = desks["chief"].get("/cms/").content.decode()

    assert f"/cms/forms/submissions/{ask_page.pk}/" in panel
    assert "room-waiting" in panel


def test_an_answer_to_a_question_the_form_no_longer_asks_is_still_shown(ask_page, desks):
    row = asked(ask_page, "Mấy giờ?")
    row.form_data["so_cu"] = "0912"
    row.save()

    assert "0912" in desks["chief"].get(f"/cms/forms/submissions/{ask_page.pk}/").content.decode()
