"""Editors read Vietnamese: every message of every part of Wagtail that is installed has one."""

import re
from pathlib import Path

import polib
import wagtail
from django.apps import apps
from django.utils import translation
from django.views.i18n import JavaScriptCatalog

WAGTAIL = Path(wagtail.__file__).parent
# Names, and texts that are placeholders and signs alone.
SAME_IN_BOTH = re.compile(r"Wagtail (API v\d|core|routablepage|sitemaps|frontend cache)|URL|Wagtail|slug|Menu|API")
NO_WORDS = re.compile(r"(%\(\w+\)[sd]|\{\w*\}|\W|\d)*")
# Parts of Wagtail that nobody sees here: tables as blocks, and its own style guide, are not installed.


def catalogues(domain: str):
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.is_relative_to(WAGTAIL) and (folder / f"locale/en/LC_MESSAGES/{domain}.po").exists():
            yield polib.pofile(str(folder / f"locale/en/LC_MESSAGES/{domain}.po"))


def speaks_for_itself(text: str) -> bool:
    return bool(NO_WORDS.fullmatch(text) or SAME_IN_BOTH.fullmatch(text))


def test_every_message_of_wagtail_that_staff_can_meet_is_vietnamese():
    english = []
    with translation.override("vi"):
        for messages in catalogues("django"):
            for entry in messages:
                said = (
                    translation.pgettext(entry.msgctxt, entry.msgid)
                    if entry.msgctxt
                    else translation.ngettext(entry.msgid, entry.msgid_plural, 2)
                    if entry.msgid_plural
                    else translation.gettext(entry.msgid)
                )
                if said in (entry.msgid, entry.msgid_plural) and not speaks_for_itself(entry.msgid):
                    english.append(entry.msgid)

    assert english == []


def test_what_the_scripts_of_the_editor_say_is_vietnamese(rf):
    view = JavaScriptCatalog(packages=["wagtail.admin", "marketplace.editorial"])
    with translation.override("vi"):
        view.get(rf.get("/"))
        catalogue = view.get_catalog()

    wanted = {entry.msgid for messages in catalogues("djangojs") for entry in messages}
    assert len(wanted) > 50
    assert sorted(text for text in wanted if catalogue.get(text, text) == text and not speaks_for_itself(text)) == []
