"""Translations without a system gettext: extract from Python and templates, check for gaps, compile.

Message ids are English, so English is complete by nature; Dutch and French live in `locale/<catalogue>/<language>/`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

from coaching.core import wording
from coaching.core.apps import ProductAppConfig
from coaching.core.wording import PLACEHOLDER

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nl", "fr")
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> dict[str, tuple[list[str], list[str]]]:
    """Catalogue → where its texts stand: Python packages and template folders. One per app of ours (`core.apps`)."""
    ours = [config for config in apps.get_app_configs() if isinstance(config, ProductAppConfig)]
    return {
        config.label: ([p.replace(".", "/") for p in (config.name, *config.also_in)], [config.label, *config.templates])
        for config in ours
    }


def po_path(catalogue: str, language: str) -> Path:
    return ROOT / "locale" / catalogue / language / "LC_MESSAGES" / "django.po"


def extracted(catalogue: str) -> Catalog:
    """All messages that the catalogue's sources use now."""
    found = Catalog()
    for path in _files(catalogue):
        for line, message, comments, context in _messages(path):
            found.add(message, locations=[(str(path.relative_to(ROOT)), 0)], context=context, auto_comments=comments)
            del line
    return found


def _files(catalogue: str) -> Iterator[Path]:
    packages, folders = sources()[catalogue]
    for package in packages:
        yield from sorted(p for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts)
    for folder in folders:
        base = ROOT / "templates" / folder
        pattern = base.glob("*.*") if folder == "." else base.rglob("*.*")
        yield from sorted(p for p in pattern if p.suffix in {".html", ".txt", ".svg"})


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # templatize turns a template into what looks like Python; indentation would confuse the tokenizer
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    yield from extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})  # type: ignore[arg-type]  # its stub wants text lines


def load(catalogue: str, language: str) -> Catalog:
    path = po_path(catalogue, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(catalogue: str) -> None:
    """Bring the .po files up to what the sources say; new messages are empty, gone ones are dropped."""
    template = extracted(catalogue)
    for language in LANGUAGES:
        known = load(catalogue, language)
        known.update(template, no_fuzzy_matching=True)
        known.obsolete.clear()
        path = po_path(catalogue, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        write_po(
            buffer, known, width=120, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True
        )
        header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        header += f'"Plural-Forms: {known.plural_forms}\\n"\n"Language: {language}\\n"\n\n'
        path.write_bytes(header.encode() + buffer.getvalue().lstrip())


def problems(catalogue: str) -> Iterator[str]:
    """One line per message that is missing, empty, fuzzy, carries other placeholders than its original or is odd French."""
    template = extracted(catalogue)
    for language in LANGUAGES:
        known = load(catalogue, language)
        for message in template:
            if not message.id:
                continue
            if language == LANGUAGES[-1]:
                french = known.get(message.id, message.context)
                said = {"en": message.id, "fr": french.string if french else ""}
                yield from (f"locale/{catalogue}: {message.id!r} {fault}" for fault in wording.form_faults(said))
            where = f"locale/{catalogue} {language}: {message.id!r}"
            translated = known.get(message.id, message.context)
            if translated is None or not _filled(translated.string):
                yield f"{where} is not translated"
            elif translated.fuzzy:
                yield f"{where} is fuzzy"
            elif _placeholders(message.id) != _placeholders(translated.string):
                yield f"{where} has other placeholders"
            else:
                yield from (
                    f"{where} {fault}" for fault in wording.rejected_words(translated.string, language, message.id)
                )
                yield from (f"{where} {fault}" for fault in wording.repeated_gaps(translated.string, message.id))
                faults = wording.french_faults if language == "fr" else wording.dutch_faults
                yield from (f"{where} has {fault}" for fault in faults(translated.string))


def conflicts() -> Iterator[str]:
    """One line per message that two catalogues translate differently: Django merges them, so one would never show."""
    for language in LANGUAGES:
        seen: dict[tuple[str, str | None], tuple[str, str]] = {}
        for catalogue in sources():
            for message in load(catalogue, language):
                if not message.id or not _filled(message.string):
                    continue
                key, said = (str(message.id), message.context), str(message.string)
                first, where = seen.setdefault(key, (said, catalogue))
                if first != said:
                    yield f"{language}: {key[0]!r} is {first!r} in {where} but {said!r} in {catalogue}; use pgettext"


def _filled(string: object) -> bool:
    return all(part.strip() for part in string) if isinstance(string, (tuple, list)) else bool(str(string).strip())


def _placeholders(text: object) -> set[str]:
    parts = text if isinstance(text, (tuple, list)) else [text]
    return {match.group(0) for part in parts for match in PLACEHOLDER.finditer(str(part))}


def compile_all() -> int:
    """Write the .mo files that are older than their .po; returns how many."""
    count = 0
    for path in (ROOT / "locale").glob("*/*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        language = path.parts[-3]
        with path.open("rb") as source:
            catalog = read_po(source, locale=language)
        temporary = target.with_suffix(f".{os.getpid()}.tmp")  # two starts at once may both write it
        with temporary.open("wb") as file:
            write_mo(file, catalog)
        temporary.replace(target)
        count += 1
    return count
