"""Every message of ours has its Vietnamese: `manage.py check_messages [--update]`. Needs nothing but Python, not even gettext."""

import ast
import re
from collections import Counter
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
SOURCES = ("marketplace", "catalogue", "sellers", "templates")
CATALOGUE = "vi/LC_MESSAGES/django.po"
OURS = ROOT / "marketplace" / "locale" / CATALOGUE
# Our English is the source; this keeps a package's English catalogue from rewording it.
ENGLISH = ROOT / "marketplace" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Catalogues that translate what others wrote too: filled by hand, never pruned.
BY_HAND = (
    ROOT / "marketplace" / "accounts" / "locale" / CATALOGUE,
    ROOT / "marketplace" / "oscar_overrides" / "locale" / CATALOGUE,
    ROOT / "marketplace" / "editorial" / "locale" / CATALOGUE,
    ROOT / "marketplace" / "editorial" / "locale" / "vi/LC_MESSAGES/djangojs.po",
)
HEADER = {
    "Project-Id-Version": "cho-ocop",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
# What each function takes, in order: c(ontext), s(ingular), p(lural).
SHAPES = {"gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}

_LITERAL = r"""u?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
_CALL = re.compile(rf"(?<!\w)((?:np|n|p)?gettext|_)\(({_LITERAL}(?:, ?{_LITERAL})*)")
_PLACEHOLDER = re.compile(r"%(?:\([\w.]+\))?(?:\.\d)?[sdifr]|%%|\{\w*\}")
_TAG = re.compile(r"</?(?:a|b|br|div|em|p|small|span|strong)\b[^>]*>")


def messages_of_python(code: str):
    """Yield (context, singular, plural) for each literal call of Django's translation functions, whatever name they have here."""
    tree = ast.parse(code)
    names = {
        alias.asname or alias.name: _shape(alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            shape = _shape(node.func.attr)
        else:
            shape = names.get(getattr(node.func, "id", None))
        texts = [getattr(argument, "value", None) for argument in node.args[: len(shape or "")]]
        if shape and len(texts) == len(shape) and all(isinstance(text, str) for text in texts):
            yield _message(shape, texts)


def messages_of_template(text: str):
    """Yield (context, singular, plural) for what Django's own template extraction finds."""
    for name, arguments in _CALL.findall(templatize(text)):
        texts = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, arguments)]
        yield _message("s" if name == "_" else SHAPES[name], texts)


def messages_in_use() -> dict:
    """(context, singular) -> [plural, files], in the order of the files."""
    found = {}
    for path in _source_files():
        read = messages_of_python if path.suffix == ".py" else messages_of_template
        for context, singular, plural in read(path.read_text(encoding="utf-8")):
            entry = found.setdefault((context, singular), [plural, []])
            entry[0] = entry[0] or plural
            where = str(path.relative_to(ROOT))
            if where not in entry[1]:
                entry[1].append(where)
    return found


def _source_files():
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".html", ".txt", ".py") and not {"static", "migrations"} & set(path.parts):
                yield path


def _shape(name: str) -> str | None:
    return SHAPES.get(name.removesuffix("_lazy").removesuffix("_noop"))


def _message(shape: str, texts: list[str]) -> tuple:
    parts = dict(zip(shape, texts, strict=False))
    return parts.get("c"), parts["s"], parts.get("p")


def catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def translated(entry: polib.POEntry) -> list[str]:
    """The Vietnamese of a message; empty while it is missing or marked fuzzy."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return texts if all(texts) and not entry.fuzzy else []


def faults_of(entry: polib.POEntry) -> list[str]:
    """What would break or look broken: other placeholders, other HTML, other line breaks at the ends than the English."""
    faults = []
    for text in translated(entry):
        wanted = entry.msgid_plural or entry.msgid
        for what, pattern in (("placeholders", _PLACEHOLDER), ("HTML", _TAG)):
            if Counter(pattern.findall(wanted)) != Counter(pattern.findall(text)):
                faults.append(what)
        if (wanted[:1] == "\n", wanted[-1:] == "\n") != (text[:1] == "\n", text[-1:] == "\n"):
            faults.append("line breaks")
    return faults


def missing_messages() -> list[tuple]:
    """(singular, first file) of each message in use that a Vietnamese reader would see in English."""
    done = {
        (entry.msgctxt, entry.msgid)
        for path in (OURS, *BY_HAND)
        for entry in catalogue(path)
        if not entry.obsolete and translated(entry)
    }
    return [(key[1], files[0]) for key, (_, files) in messages_in_use().items() if key not in done]


def is_compiled(path: Path) -> bool:
    """Whether the .mo beside the .po says the same."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return False
    wanted = [entry for entry in catalogue(path) if not entry.obsolete and translated(entry)]
    return _texts(wanted) == _texts(polib.mofile(str(compiled)))


def _texts(entries) -> dict:
    return {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in entries}


def update_catalogues() -> None:
    """Bring our catalogue in line with the sources and compile all: what is translated stays, what is unused goes."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue(OURS) if not entry.obsolete}
    of_accounts = {(entry.msgctxt, entry.msgid) for entry in catalogue(BY_HAND[0])}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = HEADER
    for key, (plural, files) in messages_in_use().items():
        if key in known or key not in of_accounts:
            fresh.append(_entry(key, plural, files, known.get(key)))
    OURS.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(OURS))
    for path in (OURS, ENGLISH, *BY_HAND):
        if path.exists():
            catalogue(path).save_as_mofile(str(path.with_suffix(".mo")))


def _entry(key: tuple, plural: str | None, files: list[str], known: polib.POEntry | None) -> polib.POEntry:
    entry = known or polib.POEntry(msgctxt=key[0], msgid=key[1])
    entry.occurrences = [(file, "") for file in files]
    entry.flags = [flag for flag in entry.flags if flag != "python-format"] + ["python-format"] * ("%" in entry.msgid)
    if plural and not entry.msgid_plural:
        entry.msgid_plural, entry.msgstr_plural, entry.msgstr = plural, {0: entry.msgstr}, ""
    return entry


class Command(BaseCommand):
    help = "Fail when a message has no Vietnamese, a faulty one, or is not compiled."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--update", action="store_true", help="collect the messages of the sources and compile the catalogues first"
        )

    def handle(self, *, update, **options):
        if update:
            update_catalogues()
        faults = [f"no Vietnamese: {text!r} ({file})" for text, file in missing_messages()]
        for path in (OURS, ENGLISH, *BY_HAND):
            where = path.relative_to(ROOT)
            faults += [
                f"{what} differ: {entry.msgid!r} ({where})" for entry in catalogue(path) for what in faults_of(entry)
            ]
            if path.exists() and not is_compiled(path):
                faults.append(f"{where} and its .mo differ: run manage.py check_messages --update")
        if faults:
            raise CommandError(f"{len(faults)} messages need care:\n" + "\n".join(faults))
        if options["verbosity"]:
            self.stdout.write(f"{len(messages_in_use())} messages, all in Vietnamese.")
