"""One entry of the register out of one line, or everything that is wrong with the line.

Two lines are the same entry when they tell the same recognition: the same product (marks count: "Mứt dừa" is not "Mứt
dứa"; a name typed without marks fits both), the same producer (short forms of its kind written out), the same province
and, where both are known, the same commune; and the same decision number or the same day, a year fitting every day in
it. A product that was recognised again, by a new decision on another day, is a new entry.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from catalogue.certification.models import Level
from catalogue.product_sets import product_sets
from marketplace.folding import folded, has_marks, lowered

from .days import Day, day_of
from .decisions import Decision, decision_of, same_number
from .faults import CellFault, Fault
from .lines import Line, is_nothing_or_zero
from .locating import Locator, Place
from .scores import fits, score_of
from .stars import stars_of
from .words import has_letters, is_error, is_nothing, text_of

LONGEST_NAME = 255
CERTIFIED_WITHIN_DAYS = 366  # a certificate is made out some time after the decision
# Decision 148/QĐ-TTg of 24 February 2023 gave three stars to the districts, which ended on 1 July 2025 (rule O-22).
DISTRICTS_FROM, DISTRICTS_UNTIL = date(2023, 2, 24), date(2025, 6, 30)
# A correction moves a date by less than this; what was recognised again has a new certificate after 36 months.
SAME_NUMBER_WITHIN_DAYS = 900
_SHORT_FORMS = {
    "htx": "hợp tác xã",
    "tht": "tổ hợp tác",
    "hkd": "hộ kinh doanh",
    "cty": "công ty",
    "cssx": "cơ sở sản xuất",
    "dntn": "doanh nghiệp tư nhân",
    "cp": "cổ phần",
    "mtv": "một thành viên",
    "tm": "thương mại",
    "dv": "dịch vụ",
    "sx": "sản xuất",
    "nn": "nông nghiệp",
    "lhhtx": "liên hiệp hợp tác xã",
    "hgđ": "hộ gia đình",
}


@dataclass
class Entry:
    """What a list says of one recognition. `action` and `changes` come from matching it with the register."""

    sheet: str
    row: int
    product: str
    producer: str
    stars: int
    score: Decimal | None
    decision_no: str
    day: Day
    place: Place
    number: str = ""
    issuer: str = ""
    product_set: str = ""
    level: str = Level.PROVINCE
    action: str = ""
    changes: dict = field(default_factory=dict)
    certificate_id: int | None = None


def entry_of(
    line: Line, locator: Locator, *, today: date, epoch: datetime
) -> tuple[Entry | None, list[Fault], list[Fault]]:
    """The entry and its warnings; without an entry, every fault of the line."""
    reader = _Reader(line, locator, today, epoch)
    entry = reader.entry()
    return (None if reader.faults else entry), reader.faults, reader.warnings


class _Reader:
    """Reads one line field by field and gathers its faults."""

    def __init__(self, line: Line, locator: Locator, today: date, epoch: datetime):
        self.line, self.locator, self.today, self.epoch = line, locator, today, epoch
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def entry(self) -> Entry | None:
        product = self._try("product", self._name, "product", "missing_name")
        producer = self._try("producer", self._name, "producer", "missing_producer")
        stars = self._try("stars", self._stars)
        score = self._try("score", lambda: score_of(self._cell("score")))
        decision = self._try("decision", lambda: decision_of(self._cell("decision"), today=self.today))
        day = self._try("date", self._day, decision)
        place = self._try("place", self._place, day)
        issuer = self._try("decision", self._short_text, "issuer", 200) or ""
        number = self._try("decision", self._short_text, "number", 60) or ""
        product_set = _set_code(text_of(self._first("group")))
        if self.faults:
            return None
        if score is not None and not fits(score, stars):
            self._warn("score_star_mismatch", str(score))
        if decision.number and not any(character.isdigit() for character in decision.number):
            self._warn("decision_without_number", decision.number)
        title = self.line.around.decision
        applies = title.day is not None and title.day.agrees_with(day)
        if not decision.number and applies:
            decision = Decision(title.number, decision.day, decision.issuer or title.issuer)
        issuer = issuer or decision.issuer or (title.issuer if same_number(decision.number, title.number) else "")
        return Entry(
            sheet=self.line.sheet,
            row=self.line.row,
            product=product,
            producer=producer,
            stars=stars,
            score=score,
            decision_no=decision.number,
            day=day,
            place=place,
            number=number,
            issuer=issuer,
            product_set=product_set,
            level=level_of(stars, day.on, issuer),
        )

    def _try(self, at: str, read, *more):
        try:
            return read(*more)
        except CellFault as fault:
            self.faults.append(Fault(self.line.sheet, self.line.row, fault.code, fault.value, fault.at or at))
            return None

    def _warn(self, code: str, value: str) -> None:
        self.warnings.append(Fault(self.line.sheet, self.line.row, code, value))

    def _first(self, name: str):
        return next((cell for cell in self.line.cells.get(name, ()) if not is_nothing(cell)), None)

    def _cell(self, name: str):
        """The one value of a field; several columns may tell it, if they agree. Raises CellFault."""
        cells = [cell for cell in self.line.cells.get(name, ()) if not is_nothing(cell)]
        if any(is_error(cell) for cell in cells):
            raise CellFault("formula_error")
        if len({folded(text_of(cell)) for cell in cells}) > 1:
            raise CellFault("conflicting_columns", " / ".join(text_of(cell) for cell in cells))
        return cells[0] if cells else None

    def _name(self, field_name: str, code: str) -> str:
        cell = self._cell(field_name)
        text = text_of(cell)
        if is_nothing(cell) or not has_letters(text):
            raise CellFault(code, text)
        if len(text) > LONGEST_NAME:
            raise CellFault("too_long", str(LONGEST_NAME))
        return text

    def _short_text(self, field_name: str, longest: int) -> str:
        cell = self._cell(field_name)
        text = "" if is_nothing(cell) else text_of(cell)
        if len(text) > longest:
            raise CellFault("too_long", str(longest))
        return text

    def _stars(self) -> int:
        cell = self._cell("stars")
        marked = [stars for stars, mark in self.line.marks if not is_nothing_or_zero(mark)]
        if len(marked) > 1:
            raise CellFault("conflicting_columns", ", ".join(map(str, marked)))
        if marked:
            return marked[0]
        if is_nothing(cell) and self.line.around.stars is not None:
            return stars_of(self.line.around.stars)
        return stars_of(cell)

    def _day(self, decision: Decision | None) -> Day | None:
        """The day of the certificate, else of the decision; they may not contradict each other. Raises CellFault."""
        told = {name: day_of(self._cell(name), today=self.today, epoch=self.epoch) for name in ("date", "certified_on")}
        decided = decision.day if decision else None
        by_number = Day(date(decision.year, 1, 1), is_year=True) if decision and decision.year else None
        recognised = _one_day([day for day in (told["date"], decided, by_number) if day])
        day = _certified(told["certified_on"], recognised) or self._day_around(decision)
        if day is None and decision is None:
            return None  # the fault of the decision has been told
        if day is None:
            raise CellFault("missing_date")
        if day.is_month and day not in (None, self.line.around.day):
            self._warn("month_only", text_of(self._first("certified_on") or self._first("date")))
        return day

    def _day_around(self, decision: Decision | None) -> Day | None:
        """The day of the decision that the whole list belongs to, or the year of the section; said in a warning."""
        around = self.line.around
        belongs = decision is not None and (not decision.number or same_number(decision.number, around.decision.number))
        day = (around.decision.day if belongs else None) or around.day
        if day:
            self._warn("from_title", str(day))
        return day

    def _place(self, day: Day | None) -> Place:
        columns = {name: text_of(self._cell(name)) for name in ("address", "commune", "district", "province")}
        said = self.locator.said_in(**{name: "" if is_nothing(text) else text for name, text in columns.items()})
        place = self.locator.place_of(said.within(self.line.around.place), on=day.on if day else None)
        if place.warning:
            self._warn(place.warning, place.former)
        return place


def _one_day(days: list[Day]) -> Day | None:
    """The most exact of days that agree."""
    for day in days[1:]:
        if not day.agrees_with(days[0]) or not all(day.agrees_with(other) for other in days):
            raise CellFault("date_mismatch", ", ".join(dict.fromkeys(map(str, days))))
    return min(days, key=lambda day: day.is_year, default=None)


def _certified(certified: Day | None, recognised: Day | None) -> Day | None:
    if certified is None or recognised is None:
        return certified or recognised
    if certified.agrees_with(recognised):
        return min(certified, recognised, key=lambda day: day.is_year)
    if not 0 <= (certified.on - recognised.on).days <= CERTIFIED_WITHIN_DAYS:
        raise CellFault("date_mismatch", f"{recognised}, {certified}")
    return certified


def level_of(stars: int, on: date, issuer: str = "") -> str:
    """Who recognised: as the issuer says; where nobody is named, as the law of that day has it (rules O-06, O-22)."""
    plain = f" {folded(issuer)} "
    if " bo " in plain or " trung uong " in plain or stars == 5:
        return Level.MINISTRY
    if " huyen " in plain or " thi xa " in plain or " quan " in plain:
        return Level.LEGACY_DISTRICT
    if " tinh " in plain:
        return Level.PROVINCE
    return Level.LEGACY_DISTRICT if stars == 3 and DISTRICTS_FROM <= on <= DISTRICTS_UNTIL else Level.PROVINCE


@lru_cache(maxsize=500)
def _set_code(text: str) -> str:
    """The code of the set that the text names as the decision does; nothing for any other grouping."""
    wanted = folded(text)
    return next((each.code for each in product_sets() if wanted and folded(each.name_vi) == wanted), "")


def _spelled_out(text: str) -> str:
    return " ".join(_SHORT_FORMS.get(word, word) for word in lowered(text).split())


@lru_cache(maxsize=50_000)
def group_of(product: str, producer: str, province: str) -> tuple[str, str, str]:
    """What two tellings of one recognition always share; they are compared within it."""
    return folded(product), folded(_spelled_out(producer)), province


def same_names(product: str, producer: str, other_product: str, other_producer: str) -> bool:
    """Within a group: the marks are the same, or one of the two was typed without any."""
    return _same_marks(product, other_product) and _same_marks(_spelled_out(producer), _spelled_out(other_producer))


def _same_marks(one: str, other: str) -> bool:
    return one == other or lowered(one) == lowered(other) or not (has_marks(one) and has_marks(other))


def same_recognition(number: str, day: Day, other_number: str, other_day: Day) -> bool:
    """The same decision, its day perhaps corrected; or the same day, its number perhaps corrected or written the first time."""
    if same_number(number, other_number):
        return day.agrees_with(other_day) or abs((day.on - other_day.on).days) < SAME_NUMBER_WITHIN_DAYS
    if (day.is_year or other_day.is_year) and number and other_number:
        return False
    return day.agrees_with(other_day)
