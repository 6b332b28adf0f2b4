"""The command that keeps the catalogues whole: what it collects, what it refuses, what it writes."""

import polib
import pytest
from django.core.management import CommandError, call_command

from marketplace.management.commands import check_messages
from marketplace.management.commands.check_messages import messages_of_python, messages_of_template


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small source tree with one message and its catalogue."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text('{% load i18n %}{% translate "Take out" %}', encoding="utf-8")
    monkeypatch.setattr(check_messages, "ROOT", tmp_path)
    monkeypatch.setattr(check_messages, "OURS", tmp_path / "locale" / "django.po")
    monkeypatch.setattr(check_messages, "ENGLISH", tmp_path / "english.po")
    monkeypatch.setattr(check_messages, "BY_HAND", (tmp_path / "by_hand.po",))
    return tmp_path


def write(path, *entries):
    path.parent.mkdir(exist_ok=True)
    po = polib.POFile()
    po.metadata = check_messages.HEADER
    po.extend(entries)
    po.save(str(path))
    po.save_as_mofile(str(path.with_suffix(".mo")))


def test_every_message_has_its_vietnamese_and_all_is_compiled(in_use, monkeypatch):
    monkeypatch.setattr(check_messages, "messages_in_use", lambda: in_use)

    call_command("check_messages", verbosity=0)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from django.utils.translation import gettext as _\n_('a' 'b')", [(None, "ab", None)]),
        ("from django.utils.translation import gettext_lazy\ngettext_lazy('a')", [(None, "a", None)]),
        ("from django.utils.translation import gettext_noop as keep\nkeep('a')", [(None, "a", None)]),
        (
            "from django.utils.translation import ngettext\nngettext('1 day', '%d days', n)",
            [(None, "1 day", "%d days")],
        ),
        ("from django.utils.translation import pgettext as _p\n_p('button', 'Order')", [("button", "Order", None)]),
        ("from django.utils import translation\ntranslation.gettext('a')", [(None, "a", None)]),
        ("from django.utils.translation import gettext as _\n_(name)", []),
        ("def _(x): pass\n_('a')", []),
    ],
)
def test_python_is_read_by_what_the_functions_are_not_by_their_names(code, expected):
    assert list(messages_of_python(code)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{% translate "Take out" %}', [(None, "Take out", None)]),
        ('{% translate "Order" context "button" as x %}', [("button", "Order", None)]),
        ('{% include "a" with label=_("Take \\"it\\" out") only %}', [(None, 'Take "it" out', None)]),
        ('{{ x|default:_("not stated") }}', [(None, "not stated", None)]),
        ("{% blocktranslate trimmed %}\n  To\n  {{ ward }}{% endblocktranslate %}", [(None, "To %(ward)s", None)]),
        (
            "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            [(None, "%(n)s day", "%(n)s days")],
        ),
        ("gettext, plainly", []),
    ],
)
def test_templates_are_read_as_django_reads_them(text, expected):
    assert list(messages_of_template(text)) == expected


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (polib.POEntry(msgid="Take in", msgstr="Bỏ vào"), "no Vietnamese: 'Take out' (templates/a.html)"),
        (polib.POEntry(msgid="Take out", msgstr=""), "no Vietnamese: 'Take out'"),
        (polib.POEntry(msgid="Take out", msgstr="Bỏ ra", flags=["fuzzy"]), "no Vietnamese: 'Take out'"),
        (polib.POEntry(msgid="Take %(n)s out", msgstr="Bỏ %(m)s ra"), "placeholders differ: 'Take %(n)s out'"),
        (polib.POEntry(msgid="Take <b>out</b>", msgstr="Bỏ ra"), "HTML differ: 'Take <b>out</b>'"),
        (polib.POEntry(msgid="Take out\n", msgstr="Bỏ ra"), "line breaks differ"),
    ],
)
def test_a_missing_or_faulty_translation_is_refused_by_name(house, entry, reason):
    write(check_messages.OURS, entry)

    with pytest.raises(CommandError) as refusal:
        call_command("check_messages")

    assert reason in str(refusal.value)


def test_a_compiled_catalogue_that_says_something_else_is_refused(house):
    write(check_messages.OURS, polib.POEntry(msgid="Take out", msgstr="Bỏ ra"))
    text = check_messages.OURS.read_text(encoding="utf-8").replace("Bỏ ra", "Lấy ra")
    check_messages.OURS.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="its .mo differ"):
        call_command("check_messages")


def test_a_translation_in_a_catalogue_filled_by_hand_counts(house):
    write(check_messages.BY_HAND[0], polib.POEntry(msgid="Take out", msgstr="Bỏ ra"))

    call_command("check_messages", verbosity=0)


def test_update_keeps_what_is_translated_takes_up_the_new_and_drops_the_unused(house):
    write(
        check_messages.OURS,
        polib.POEntry(msgid="Take out", msgstr="Bỏ ra"),
        polib.POEntry(msgid="Long gone", msgstr="Đã mất"),
    )
    page = house / "templates" / "b.html"
    page.write_text('{% load i18n %}{% translate "Keep" %}{% translate "Take out" %}', encoding="utf-8")

    with pytest.raises(CommandError, match="'Keep'"):
        call_command("check_messages", update=True)

    kept = {entry.msgid: (entry.msgstr, entry.occurrences) for entry in polib.pofile(str(check_messages.OURS))}
    assert kept == {
        "Take out": ("Bỏ ra", [("templates/a.html", ""), ("templates/b.html", "")]),
        "Keep": ("", [("templates/b.html", "")]),
    }


def test_update_compiles_so_that_the_check_passes(house):
    write(check_messages.OURS, polib.POEntry(msgid="Take out", msgstr="Bỏ ra"))
    check_messages.OURS.with_suffix(".mo").unlink()

    call_command("check_messages", update=True, verbosity=0)

    assert [entry.msgstr for entry in polib.mofile(str(check_messages.OURS.with_suffix(".mo")))] == ["Bỏ ra"]
