"""From the bytes of a text file to its characters: the encodings that offices save in, and nothing that is a guess.

UTF-8 and UTF-16 are certain. What is neither is read as Windows-1252 (what Excel saves in Belgium) only when every sign
beyond ASCII is one that people here write with it; otherwise it is refused: it may come from a Mac or from DOS.
"""

from __future__ import annotations

import codecs
import re

ANSI = "windows-1252"
# Letters of the languages of Europe's west, and the signs that Word and Excel put in names.
USUAL = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒœß€’‘“”–—«»°²³½¼¾§µ·´¨©®\u00a0\u00ad…")
# In the code of DOS or of a Mac these are letters: between two letters they show that the file is one of those.
SUSPECT = re.compile("[A-Za-zÀ-ÿ][‘“”–—«»°²³½¼¾§µ·´¨©®…][A-Za-zÀ-ÿ]")
GARBLED = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")

ENTITY = re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});", re.IGNORECASE)  # &amp; of a web page


class NoText(ValueError):
    """The bytes are no text that can be read for sure. line: where it goes wrong, 0 when nowhere in particular."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding: "utf-8", "utf-16" or ANSI. Raises NoText."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _utf16(content, name), "utf-16"
    if bare := _unmarked_utf16(content):
        return _utf16(content, bare), "utf-16"
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        return _ansi(content, content[: error.start].count(b"\n") + 1), ANSI


def _utf16(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise NoText from error


def _unmarked_utf16(content: bytes) -> str:
    """Its name when every other byte of the beginning is zero, as in Latin text without a mark; "" otherwise."""
    head = content[:200]
    if len(head) < 8:
        return ""
    if not any(head[1::2]) and all(head[0::2]):
        return "utf-16-le"
    return "utf-16-be" if not any(head[0::2]) and all(head[1::2]) else ""


def _ansi(content: bytes, line: int) -> str:
    try:
        text = content.decode(ANSI)
    except UnicodeDecodeError as error:
        raise NoText(line) from error
    strange = not {sign for sign in text if not sign.isascii()} <= USUAL
    if strange or content.startswith(codecs.BOM_UTF8) or SUSPECT.search(text) or "\x00" in text:
        raise NoText(line)
    return text


def looks_garbled(text: str) -> bool:
    """Whether letters were lost or doubled before the file came here: Ã© for é, a sign for “unknown”, &amp; for &."""
    return ENTITY.search(text) is not None or (not text.isascii() and GARBLED.search(text) is not None)
