"""What a button of the desk does: who may press it, what it asks for, what it calls, and what the log then says."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User

from . import audit
from .access import may


class Refused(Exception):
    """It was not done; the text says why, and `field` where to mend it. `errors`: several at once, by field."""

    def __init__(self, text, field: str | None = None, errors: dict | None = None):
        self.text, self.field = text, field
        self.errors = errors or {field: text}
        super().__init__(str(text))


class TooLate(Refused):
    """Somebody did it a moment before, or things moved on: nothing to mend."""

    def __init__(self):
        super().__init__(_("Nothing was done: this has been dealt with already."))


class NothingToType(forms.Form):
    """A button alone."""


class Action:
    """One button of one object. Subclasses name it, say when it is offered, and call one function of the shop.

    `refusals`: exception -> words, or None for the exception's own; then nothing was done. `unfinished`: exceptions
    after which the action stands and a job goes on with it. `calls_provider`: no transaction may be open, so the log is
    written before, and taken back when nothing was done.
    """

    name = ""
    label: str | Promise = ""
    done: str | Promise = _("Done.")
    permissions: tuple[str, ...] = ()
    form_class: type[forms.Form] = NothingToType
    tone = "secondary"
    help_text: str | Promise = ""
    refusals: dict[type[Exception], str | Promise | None] = {}
    unfinished: dict[type[Exception], str | Promise] = {}
    calls_provider = False
    is_open = False
    is_download = False
    things = None  # a manager or queryset; None when there is no object yet
    of = ""  # the part of the address for rows that are not the page's own object
    log_prefix = "money"
    form_template = "desk/form.html"
    key = ""  # with Alt (or what the browser wants) it goes to the button
    queue: QueryDict | dict = {}  # how the list was narrowed that this page was opened from

    def __init__(self, user, thing=None):
        self.user, self.thing = user, thing

    @classmethod
    def log_name(cls) -> str:
        return f"{cls.log_prefix}.{cls.__module__.rpartition('desk.')[2]}.{cls.name}".replace("-", "_")[:255]

    @classmethod
    def lets_in(cls, user) -> bool:
        return may(user, cls.permissions)

    @classmethod
    def found(cls, user):
        """The rows this person may press it on."""
        return cls.things.all()

    def may(self) -> bool:
        return self.lets_in(self.user)

    def obstacles(self) -> list:
        """Why it cannot be pressed yet, in words: the button is shown, and does nothing."""
        return []

    def is_offered(self) -> bool:
        return True

    def perform(self, **typed):
        """Calls the function; what it gives back is passed to `about`, `what` and `figures`."""
        raise NotImplementedError

    def home(self):
        """The object whose page the button stands on, and whose history tells of it."""
        return self.thing

    def about(self, outcome):
        """Whose history tells of it."""
        return self.home()

    def title(self, outcome) -> str:
        return str(self.about(outcome))

    def what(self, outcome, **typed) -> str:
        """The words after the label in the history."""
        return ""

    def figures(self, outcome, **typed) -> dict:
        """Amounts in dong and states, for the log."""
        return {}

    def goes_to(self, outcome) -> str | None:
        """Another page than the object's own, afterwards."""
        return None

    def answer(self, outcome):
        """A response of its own, such as a file, instead of a page."""
        return

    def done_words(self, outcome):
        return self.done

    def form_kwargs(self) -> dict:
        return {}

    @property
    def prefix(self) -> str:
        return f"{self.name}-{self.thing.pk}" if self.of and self.thing else self.name

    def form(self, data=None, files=None) -> forms.Form:
        return self.form_class(data, files, prefix=self.prefix, **self.form_kwargs())

    def carry_out(self, typed: dict):
        """Raises Refused; TooLate when it is not offered any more."""
        if not self.may():
            raise PermissionDenied
        try:
            return self._with_provider(typed) if self.calls_provider else self._at_once(typed)
        except OperationalError as error:
            raise Refused(_("Somebody else is working on this. Try again in a moment.")) from error
        except tuple(self.refusals) as error:
            raise self._words(error) from error

    def _words(self, error: Exception) -> Refused:
        words = next(words for kind, words in self.refusals.items() if isinstance(error, kind))
        return Refused(
            words or str(error), getattr(error, "field", None), None if words else getattr(error, "errors", None)
        )

    def _at_once(self, typed: dict):
        """The change and its line in the log are one transaction; a person's two clicks come one after the other."""
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).get(pk=self.user.pk)
            self._look_again()
            outcome = self.perform(**typed)
            self.note(outcome, typed)
        return outcome

    def _with_provider(self, typed: dict):
        self._look_again()
        entry = self.note(None, typed)
        try:
            outcome = self.perform(**typed)
        except tuple(self.unfinished):
            raise
        except Exception:
            entry.delete()
            raise
        entry.data = {"what": str(self.what(outcome, **typed))} | self.figures(outcome, **typed)
        entry.save(update_fields=["data"])
        return outcome

    def _look_again(self) -> None:
        if self.thing is not None and self.things is not None:
            self.thing = self.found(self.user).get(pk=self.thing.pk)
        if not self.is_offered():
            raise TooLate

    def note(self, outcome, typed: dict):
        return audit.note(
            about=self.about(outcome),
            action=self.log_name(),
            by=self.user,
            title=self.title(outcome),
            what=str(self.what(outcome, **typed)),
            **self.figures(outcome, **typed),
        )
