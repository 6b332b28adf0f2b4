"""Events: days in words, the programme by day, the file for the calendar."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from marketplace.editorial.models import EventPage, ProgrammeItem

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def event(write):
    def written(slug="hoi-dua-bo", title="Hội đua bò", *, programme=(), **more):
        return write(EventPage, slug, title, rows={"programme": programme}, **more)

    return written


def entries(client, path="/le-hoi/hoi-dua-bo/calendar.ics"):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    return response, calendar, {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def test_an_event_tells_its_days_in_the_language_of_the_reader(event, write, read):
    first = event(starts_on=date(2030, 12, 5), ends_on=date(2030, 12, 7), where="Sân chùa", organiser="Ủy ban xã")
    write(EventPage, "hoi-dua-bo", "Bull race", language="en", of=first, starts_on=date(2030, 12, 5))

    assert re.search(r"Thứ Năm,? 0?5 đến Thứ Bảy,? 07/12/2030", read("/le-hoi/hoi-dua-bo/"))
    assert "Thursday 5 December 2030" in read("/en/le-hoi/hoi-dua-bo/")
    assert "Sân chùa" in read("/le-hoi/hoi-dua-bo/")
    assert 'href="calendar.ics"' in read("/le-hoi/hoi-dua-bo/")


def test_an_event_without_days_says_so_and_has_no_file(event, client, read):
    event(usual_time="23 đến 27 tháng 4 âm lịch")

    text = read("/le-hoi/hoi-dua-bo/")

    assert "Chưa báo ngày. 23 đến 27 tháng 4 âm lịch" in text
    assert "calendar.ics" not in text
    assert client.get("/le-hoi/hoi-dua-bo/calendar.ics").status_code == 404


def test_an_event_that_is_over_says_so_and_offers_no_calendar(event, read):
    event(starts_on=timezone.localdate() - timezone.timedelta(days=1))

    text = read("/le-hoi/hoi-dua-bo/")

    assert "calendar.ics" not in text
    assert "Đã qua" in text


def test_the_programme_stands_by_day_and_by_the_clock(event, read):
    day = date(2030, 12, 5)
    event(
        starts_on=day,
        ends_on=date(2030, 12, 6),
        programme=[
            ProgrammeItem(title="Gian hàng"),
            ProgrammeItem(on=date(2030, 12, 6), title="Vòng loại", starts_at=time(6)),
            ProgrammeItem(on=day, title="Văn nghệ", starts_at=time(19, 30)),
            ProgrammeItem(on=day, title="Khai mạc", starts_at=time(7), ends_at=time(9), where="Sân chính"),
        ],
    )

    text = read("/le-hoi/hoi-dua-bo/")

    tables = text.split('<table class="programme">')[1:]
    rows = [re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)", table) for table in tables]
    assert rows == [[("07:00–09:00", "Khai mạc"), ("19:30", "Văn nghệ")], [("06:00", "Vòng loại")], [("", "Gian hàng")]]
    assert "Sân chính" in tables[0]


def test_the_calendar_file_has_the_days_and_every_hour_of_the_programme(event, place, client):
    day = date(2030, 12, 5)
    event(
        starts_on=day,
        ends_on=date(2030, 12, 7),
        place=place("tra-su", "Trà Sư"),
        where="Sân đua, cổng 2; trái",
        programme=[
            ProgrammeItem(
                on=day, starts_at=time(7), ends_at=time(9), title="Khai mạc, dâng hương; hội\\làng", where="Sân"
            ),
            ProgrammeItem(on=day, starts_at=time(22), ends_at=time(1), title="Đêm"),
            ProgrammeItem(on=day, starts_at=time(10), title="Mở cửa"),
            ProgrammeItem(on=day, title="Cả ngày"),
            ProgrammeItem(title="Không ngày"),
        ],
    )

    response, calendar, found = entries(client)

    assert response["Content-Disposition"] == 'attachment; filename="hoi-dua-bo.ics"'
    assert set(found) == {"Hội đua bò", "Khai mạc, dâng hương; hội\\làng", "Đêm", "Mở cửa", "Cả ngày"}
    whole = found["Hội đua bò"]
    assert (whole.decoded("dtstart"), whole.decoded("dtend")) == (day, date(2030, 12, 8))
    assert str(whole["location"]) == "Sân đua, cổng 2; trái, Trà Sư"
    assert str(whole["url"]) == "http://127.0.0.1:8000/le-hoi/hoi-dua-bo/"
    first = found["Khai mạc, dâng hương; hội\\làng"]
    assert first.decoded("dtstart") == datetime(2030, 12, 5, 7, tzinfo=HERE)
    assert first.decoded("dtend") == datetime(2030, 12, 5, 9, tzinfo=HERE)
    assert first["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert found["Đêm"].decoded("dtend") == datetime(2030, 12, 6, 1, tzinfo=HERE)
    assert "dtend" not in found["Mở cửa"]
    assert (found["Cả ngày"].decoded("dtstart"), found["Cả ngày"].decoded("dtend")) == (day, date(2030, 12, 6))
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert len({str(entry["uid"]) for entry in found.values()}) == 5


def test_the_calendar_file_escapes_and_folds_as_the_standard_wants(event, client):
    event(title="Hội, lễ; một\\hai", starts_on=date(2030, 12, 5))

    body = client.get("/le-hoi/hoi-dua-bo/calendar.ics").content

    assert "SUMMARY:Hội\\, lễ\\; một\\\\hai\r\n".encode() in body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_an_hour_of_an_event_of_one_day_needs_no_day(event, client):
    event(starts_on=date(2030, 12, 5), programme=[ProgrammeItem(title="Mở cửa", starts_at=time(10))])

    _response, _calendar, found = entries(client)

    assert found["Mở cửa"].decoded("dtstart") == datetime(2030, 12, 5, 10, tzinfo=HERE)


def test_a_withdrawn_event_has_no_file_and_another_kind_of_page_neither(event, place, client):
    event(starts_on=date(2030, 12, 5)).unpublish()
    place("tra-su", "Trà Sư")

    assert client.get("/le-hoi/hoi-dua-bo/calendar.ics").status_code == 404
    assert client.get("/dia-diem/tra-su/calendar.ics").status_code == 404
    assert client.get("/khong-co/calendar.ics").status_code == 404


def test_the_place_of_an_event_is_told_in_the_language_of_the_reader_or_not_at_all(event, write, place, read):
    told = place("tra-su", "Rừng tràm")
    place("tra-su", "Cajuput forest", language="en", of=told)
    first = event(starts_on=date(2030, 12, 5), place=told)
    write(EventPage, "hoi-dua-bo", "Bull race", language="en", of=first, starts_on=date(2030, 12, 5), place=told)

    assert '<a href="/en/dia-diem/tra-su/">Cajuput forest</a>' in read("/en/le-hoi/hoi-dua-bo/")
    told.unpublish()
    assert "Rừng tràm" not in read("/le-hoi/hoi-dua-bo/")


def test_the_list_tells_what_comes_then_what_has_no_day_then_what_is_over(event, read):
    today = timezone.localdate()
    event("xong", "Đã xong", starts_on=today - timezone.timedelta(days=9))
    event("sau", "Đến sau", starts_on=today + timezone.timedelta(days=9))
    event("chua", "Chưa báo", usual_time="Tháng Giêng")
    event("nay", "Hôm nay", starts_on=today - timezone.timedelta(days=1), ends_on=today)

    text = read("/le-hoi/").split("<main")[1].split("</main>")[0]

    found = re.findall(r"<h([23])[^>]*>(?:<a [^>]*>)?([^<]+)", text)
    assert found == [
        ("2", "Sắp tới"), ("3", "Hôm nay"), ("3", "Đến sau"),
        ("2", "Chưa báo ngày"), ("3", "Chưa báo"),
        ("2", "Đã qua"), ("3", "Đã xong"),
    ]  # fmt: skip
