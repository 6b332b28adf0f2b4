"""Takes a read statement in, once: the same file again changes nothing, a changed line is an error (payments.md I8)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import CarrierStatement, CarrierStatementLine
from ..parcel_life.handing_over import carrier_code
from .checking import check
from .columns import AMOUNTS
from .reading import CodStatement


class NotImported(Exception):
    """Nothing was stored; the text says why."""


class FaultyRows(NotImported):
    """Some rows could not be read; `faults` names them."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__(_("Row %(row)d: %(what)s") % {"row": faults[0][0], "what": faults[0][1]})


class NumberMissing(NotImported):
    """Neither the file nor the form says which statement it is."""


class ChangedStatement(NotImported):
    """We have this statement, and it said something else; `tracking_numbers` names the lines."""

    def __init__(self, tracking_numbers):
        self.tracking_numbers = tracking_numbers
        super().__init__(
            _("This statement was imported before and differs now: %(lines)s")
            % {"lines": ", ".join(tracking_numbers[:10])}
        )


def import_statement(
    *, read: CodStatement, carrier: str, by=None, number: str = "", day: date | None = None
) -> CarrierStatement:
    """Stores and checks it as a draft. `number` and `day` help out where the file names none. Raises a NotImported."""
    if read.faults:
        raise FaultyRows(read.faults)
    number = read.number or number.strip()[:60]
    if not number:
        raise NumberMissing(_("Type the number of the statement."))
    code = carrier_code(carrier)
    if known := CarrierStatement.objects.filter(carrier=code, number=number).first():
        return _same(known, read)
    head = {"day": read.day or day or timezone.localdate(), "bank_ref": read.bank_ref, "imported_by": by}
    try:
        with transaction.atomic():
            return _stored(CarrierStatement.objects.create(carrier=code, number=number, **head), read)
    except IntegrityError:
        # Two staff at once: the other one stored it a moment before.
        return _same(CarrierStatement.objects.get(carrier=code, number=number), read)


def _stored(statement: CarrierStatement, read: CodStatement) -> CarrierStatement:
    CarrierStatementLine.objects.bulk_create(
        CarrierStatementLine(statement=statement, **vars(line)) for line in read.lines
    )
    check(statement)
    return statement


def _same(known: CarrierStatement, read: CodStatement) -> CarrierStatement:
    before = {line.tracking_no: _figures(line) for line in known.lines.all()}
    now = {line.tracking_no: _figures(line) for line in read.lines}
    if before != now:
        differing = sorted(code for code in before.keys() | now.keys() if before.get(code) != now.get(code))
        raise ChangedStatement(differing)
    return known


def _figures(line) -> tuple[int, ...]:
    return tuple(getattr(line, name) for name in AMOUNTS)
