"""A wish for help: somebody takes it, telephones, and says what came of it."""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sellers.helping.models import HelpWish
from sellers.models import Seller

from ..frame.audit import history_of
from ..frame.cells import Listing, Moment, Tag, Text, due_words, moment, tone_of_due
from ..frame.fields import WordsField
from ..frame.scoped import NextInQueue, ScopedAction, ScopedScreen
from ..frame.screens import Section
from ..models import CallNote
from .list import CallList
from .noting import CALL, NoteForm, note_call, told
from .page import big_phone, skip

S = HelpWish.State
WISHES = HelpWish.objects.select_related("commune__province", "seller__partner", "taken_by")


class WishAction(ScopedAction):
    things = WISHES
    permissions = CALL
    decides = False

    def about(self, outcome):
        return self.thing

    @property
    def seller(self):
        return self.thing.seller

    def title(self, outcome):
        return self.thing.name


class Take(WishAction):
    name, label, done = "take", _("I look after it"), _("It is yours now.")

    def is_offered(self):
        return self.thing.state != S.DONE and self.thing.taken_by_id != self.user.pk

    def perform(self):
        self.thing.state, self.thing.taken_by = S.TAKEN, self.user
        self.thing.save(update_fields=["state", "taken_by"])
        return self.thing


class NoteWishCall(WishAction):
    name, label, done = "note", _("Note a call"), _("Noted.")
    form_class = NoteForm

    def perform(self, result, note, again_at):
        return note_call(
            by=self.user,
            seller=self.thing.seller,
            phone=self.thing.phone,
            result=result,
            note=note,
            again_at=again_at,
        )

    def what(self, outcome, **typed):
        return told(outcome)


class OutcomeForm(forms.Form):
    came_of_it = WordsField(label=_("What came of it"), max_length=300)


class Finish(NextInQueue, WishAction):
    """The next one of the list after it."""

    name, label, done, tone, is_open = "finish", _("Done"), _("Done."), "primary", True
    form_class = OutcomeForm
    list_class = CallList

    @property
    def place_in_line(self):
        return "wish", self.thing.pk

    def is_offered(self):
        return self.thing.state != S.DONE

    def perform(self, came_of_it):
        with transaction.atomic():
            wish = HelpWish.objects.select_for_update().get(pk=self.thing.pk)
            wish.state, wish.outcome, wish.done_at = S.DONE, came_of_it, timezone.now()
            wish.taken_by = wish.taken_by or self.user
            wish.save(update_fields=["state", "outcome", "done_at", "taken_by"])
        return wish

    def what(self, outcome, **typed):
        return outcome.outcome


class WishScreen(ScopedScreen):
    place_name, url_name = "calls", "wish"
    things = WISHES
    actions = (Take, NoteWishCall, Finish)

    def get_page_title(self):
        return self.thing.name

    @property
    def seller(self):
        return self.thing.seller

    def history(self):
        return history_of(self.thing)

    def links(self):
        wish = self.thing
        found = [(reverse("desk:dossier", args=[wish.seller_id]), _("Open the dossier"))] if wish.seller_id else []
        return [*found, *filter(None, [skip(self, ("wish", wish.pk))])]

    def sections(self):
        wish = self.thing
        is_open = wish.state != S.DONE
        facts = [
            (_("Phone"), big_phone(wish.phone)),
            (_("Commune"), wish.commune.label),
            (_("What they wish for"), wish.words),
            (_("Asked"), moment(wish.created_at)),
            (_("Call promised by"), due_words(wish.due_on)),
            (_("Who looks after it"), wish.taken_by or _("nobody yet")),
            *([] if is_open else [(_("What came of it"), wish.outcome), (_("Done"), moment(wish.done_at))]),
        ]
        head = Section(
            _("Wish for help"), facts=facts, actions=self.offered(wish), tag=wish.get_state_display(),
            tone=(tone_of_due(wish.due_on) or "waits") if is_open else "good",
        )  # fmt: skip
        columns = [
            Moment("at", label=_("When"), classname="desk-nowrap"),
            Text("by", label=_("Who")),
            Tag("outcome", label=_("Outcome"), accessor="get_outcome_display"),
            Text("note", label=_("Note of the call")),
        ]
        return [head, Section(_("Calls"), table=Listing(columns, self.calls()), empty=_("Nobody has called yet."))]

    def calls(self) -> list[CallNote]:
        """The newest with this phone. It may be that of a shop elsewhere, too: those are others' to read."""
        reached = self.reach.within(Seller.objects.all(), "commune")
        notes = CallNote.objects.filter(Q(seller=None) | Q(seller__in=reached), phone=self.thing.phone)
        return list(notes.select_related("by")[:20])
