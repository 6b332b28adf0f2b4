"""The pages of the desk: lists, and one page for one object with its facts, tables, buttons and history."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from marketplace.folding import clean

from .access import ForStaff
from .actions import Action, Refused, TooLate
from .audit import history_of
from .cells import Listing
from .places import desk_of, place

LONGEST_SEARCH = 100


@dataclass
class Button:
    """An action with its form, ready for the page."""

    action: Action
    form: object
    url: str

    @property
    def has_fields(self) -> bool:
        """Hidden ones need no disclosure."""
        return bool(self.form.visible_fields())

    @property
    def is_open(self) -> bool:
        return self.action.is_open or bool(self.form.errors)

    @cached_property
    def obstacles(self) -> list:
        return self.action.obstacles()


@dataclass
class Section:
    """A part of a page. `facts`: (label, value); `words` stand above, `empty` where a table has no rows.

    `template` draws what neither facts nor a table can show; it finds what it needs in `part`. `side` puts the section
    into the second column of a wide screen.
    """

    title: object = ""
    facts: list = field(default_factory=list)
    table: Component | None = None
    words: object = ""
    alarm: object = ""
    empty: object = ""
    actions: list[Action] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    tag: object = ""
    tone: str = ""
    template: str = ""
    part: object = None
    side: bool = False


@method_decorator(never_cache, name="dispatch")
class DeskPage(ForStaff, WagtailAdminTemplateMixin):
    """What all pages share: the sections of the desk above, the way back in the header."""

    place_name = "overview"

    @property
    def place(self):
        return place(self.place_name)

    def get_header_icon(self):
        return self.place.icon

    def get_breadcrumbs_items(self):
        here = [] if self.is_front_page() else [{"url": self.place.url, "label": self.place.label}]
        return [*self.breadcrumbs_items, *here, {"url": "", "label": self.get_page_title()}]

    def is_front_page(self) -> bool:
        return False

    def get_page_title(self):
        return self.page_title or self.place.label

    def get_context_data(self, **kwargs):
        desk = desk_of(self.place_name)
        places = desk.places_for(self.request.user)
        return super().get_context_data(**kwargs) | {"desk": desk, "places": places, "place_name": self.place_name}


@dataclass(frozen=True)
class Filter:
    """`choices`: (value, label) without the empty one."""

    name: str
    label: object
    choices: list[tuple[str, object]]

    def read(self, typed) -> str:
        value = typed.get(self.name, "")
        return value if value in {choice for choice, _label in self.choices} else ""


class DeskList(DeskPage, BaseListingView):
    """A list by pages of 30, with words to search by and tabs that are plain links."""

    template_name = "desk/list.html"
    results_template_name = "desk/list_results.html"
    table_class = Listing
    paginate_by = 30
    find_label = ""
    tabs: tuple = ()  # (value of ?show=, label)
    no_rows = ""

    def is_front_page(self) -> bool:
        return True

    def get_index_url(self):
        return self.request.path

    @property
    def words(self) -> str:
        return clean(self.request.GET.get("find", ""))[:LONGEST_SEARCH] if self.find_label else ""

    @property
    def show(self) -> str:
        chosen = self.request.GET.get("show", "")
        return chosen if chosen in dict(self.tabs) else (self.tabs[0][0] if self.tabs else "")

    def selects(self) -> list["Filter"]:
        """Choices that narrow the list, beside the words."""
        return []

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What was chosen in each filter; what is not among its choices counts for nothing."""
        return {each.name: each.read(self.request.GET) for each in self._selects}

    @cached_property
    def _selects(self) -> list["Filter"]:
        return self.selects()

    def narrowed(self) -> str:
        """How the list is narrowed now, as the end of an address: "?show=open&commune=30469" or nothing."""
        kept = {"show": self.show, "find": self.words} | self.chosen
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"?{query}" if query else ""

    def get_table_kwargs(self):
        return {"base_url": self.request.path}

    def links(self) -> list[tuple]:
        """(address, label) of other pages of this section."""
        return []

    def get_context_data(self, **kwargs):
        kept = {name: value for name, value in self.chosen.items() if value}
        tabs = [(urlencode({"show": value} | kept), label, value == self.show) for value, label in self.tabs]
        return super().get_context_data(**kwargs) | {
            "tabs": tabs,
            "selects": [(each, self.chosen[each.name]) for each in self._selects],
            "find_label": self.find_label,
            "words": self.words,
            "show": self.show,
            "no_rows": self.no_rows,
            "links": [link for link in self.links() if link],
        }


class DeskScreen(DeskPage, View):
    """The page of one object, or of none. `things` finds it; `sections` says what stands on it."""

    template_name = "desk/screen.html"
    url_name = ""
    own_address = ""
    things = None
    actions: tuple[type[Action], ...] = ()
    row_actions: tuple[type[Action], ...] = ()

    @classmethod
    def of(cls, request, thing):
        """The page of this object, to be drawn by somebody else."""
        screen = cls()
        screen.setup(request)
        screen.thing = thing
        return screen

    def get(self, request, *args, **kwargs):
        self.thing = get_object_or_404(self.queryset(), pk=kwargs["pk"]) if "pk" in kwargs else None
        return self.draw()

    def queryset(self):
        return self.things.all()

    def url(self) -> str:
        args = [self.thing.pk] if self.thing is not None else []
        return reverse(f"desk:{self.url_name}", args=args)

    def sections(self) -> list[Section]:
        raise NotImplementedError

    def links(self) -> list[tuple]:
        return []

    def offered(self, thing, kinds=None) -> list[Action]:
        made = [kind(self.request.user, thing) for kind in (self.actions if kinds is None else kinds)]
        return [action for action in made if action.may() and action.is_offered()]

    def draw(self, pressed: Button | None = None):
        """`pressed` is the button whose form was not right: its words stay."""
        sections = self.sections()
        for section in sections:
            section.buttons = [self._button(action, pressed) for action in section.actions]
        if pressed and not any(button is pressed for section in sections for button in section.buttons):
            messages.error(self.request, " ".join(pressed.form.non_field_errors()) or TooLate().text)
        return self.render_to_response(
            self.get_context_data(
                sections=[each for each in sections if not each.side],
                beside=[each for each in sections if each.side],
                history=self.history(),
                links=self.links(),
                thing=self.thing,
            )
        )

    def history(self) -> list:
        return history_of(self.thing) if self.thing is not None else []

    @property
    def queue(self):
        """How the list was narrowed that led here."""
        return self.request.GET

    def _button(self, action: Action, pressed: Button | None) -> Button:
        if pressed and pressed.form.prefix == action.prefix:
            return pressed
        return Button(action, action.form(), address_of(self, action))


def address_of(screen, action: Action) -> str:
    args = [action.thing.pk] if action.thing is not None else []
    narrowed = screen.queue.urlencode()
    return reverse(f"desk:{screen.url_name}.{action.name}", args=args) + (f"?{narrowed}" if narrowed else "")


class Press(ForStaff, View):
    """Presses one button. A look at this address leads to the page it stands on."""

    screen_class: type[DeskScreen] = DeskScreen
    action_class: type[Action] = Action
    http_method_names = ["get", "head", "post"]

    def lets_in(self, user):
        return super().lets_in(user) and self.action_class.lets_in(user)

    def get(self, request, **kwargs):
        return redirect(self._screen(self._action(kwargs)).url())

    def post(self, request, **kwargs):
        action = self._action(kwargs)
        form = action.form(request.POST, request.FILES)
        if form.is_valid():
            try:
                outcome = action.carry_out(form.cleaned_data)
            except TooLate as late:
                messages.warning(request, late.text)
                return redirect(self._screen(action).url())
            except Refused as refused:
                for field, text in refused.errors.items():
                    form.add_error(field if field in form.fields else None, str(text))
            except tuple(action.unfinished) as error:
                words = next(words for kind, words in action.unfinished.items() if isinstance(error, kind))
                messages.warning(request, words)
                return redirect(self._screen(action).url())
            else:
                if answer := action.answer(outcome):
                    return answer
                messages.success(request, action.done_words(outcome))
                return redirect(action.goes_to(outcome) or self._screen(action).url())
        screen = self._screen(action, fresh=True)
        return screen.draw(Button(action, form, address_of(screen, action)))

    def _action(self, kwargs) -> Action:
        thing = None
        if "pk" in kwargs:
            thing = get_object_or_404(self.action_class.found(self.request.user), pk=kwargs["pk"])
        action = self.action_class(self.request.user, thing)
        action.queue = self.request.GET
        return action

    def _screen(self, action: Action, fresh: bool = False) -> DeskScreen:
        home = action.home()
        if fresh and home is not None:
            home = self.screen_class.of(self.request, home).queryset().filter(pk=home.pk).first()
            if home is None:
                raise Http404
        return self.screen_class.of(self.request, home)


def routes(address: str, screen: type[DeskScreen]) -> list:
    """The page at "<address>/<pk>/" (or at "<address>/" without an object), and an address for each of its buttons."""
    own = screen.own_address or ("<int:pk>/" if screen.things is not None else "")
    found = []
    for action in (*screen.actions, *screen.row_actions):
        if action.things is None:
            where = f"{address}/{action.name}/"
        else:
            where = (
                f"{address}/{action.of}/<int:pk>/{action.name}/" if action.of else f"{address}/<int:pk>/{action.name}/"
            )
        view = Press.as_view(screen_class=screen, action_class=action, permissions=action.permissions)
        found.append(path(where, view, name=f"{screen.url_name}.{action.name}"))
    return [*found, path(f"{address}/{own}", screen.as_view(), name=screen.url_name)]
