"""Rows that hold from a day to a day: what is in force, and why two rows about one thing may not overlap."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    def on(self, day: date):
        """In force on that day; both ends count."""
        return self.overlapping(day, day)

    def overlapping(self, valid_from: date, valid_to: date | None):
        rows = self.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
        return rows.filter(valid_from__lte=valid_to) if valid_to else rows

    def about_the_same_as(self, row):
        return self.filter(**{name: getattr(row, name) for name in row.ABOUT})


class Dated(models.Model):
    """`ABOUT` names the fields that say what a row is about; `FIXED` those that never change once the row is written.

    Sales remember the rule they were charged by, so a rule is ended and a new one added; its figures stay.
    """

    ABOUT: tuple[str, ...] = ()
    FIXED: tuple[str, ...] = ()

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day; empty for no end."))
    legal_basis = models.CharField(_("legal basis"), max_length=300)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="%(class)s_ends_after_it_begins"
            )
        ]

    def clean(self):
        super().clean()
        if not self.valid_from:
            return
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day comes before the first.")})
        if self.pk:
            self._refuse_new_figures()
        if rival := self.rivals().first():
            raise ValidationError(
                _("This overlaps with a row that holds from %(day)s. End that one first.")
                % {"day": rival.valid_from.strftime("%d/%m/%Y")}
            )

    def rivals(self):
        """Rows about the same thing that hold on some of the same days."""
        others = type(self).objects.exclude(pk=self.pk).about_the_same_as(self)
        return others.overlapping(self.valid_from, self.valid_to)

    def _refuse_new_figures(self):
        stored = type(self).objects.get(pk=self.pk)
        if any(getattr(stored, name) != getattr(self, name) for name in self.FIXED):
            raise ValidationError(_("The figures of a rule never change. End this one and add another."))


def one_at_a_time(name: str, *fields: str, condition: Q | None = None) -> list[models.UniqueConstraint]:
    """What the database can promise on both engines: one beginning per day, and one row without an end."""
    openly = Q(valid_to=None) if condition is None else condition & Q(valid_to=None)
    return [
        models.UniqueConstraint(fields=[*fields, "valid_from"], condition=condition, name=f"{name}_begins_once"),
        models.UniqueConstraint(fields=[*fields] or ["valid_to"], condition=openly, name=f"{name}_has_one_open_end"),
    ]
