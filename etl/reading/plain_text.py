"""Plain text of a cell: markup and entities out, one way to write each character."""

import re
import unicodedata
from html import unescape
from html.parser import HTMLParser

# Elements whose content is no text, those that begin a line, and those that stand within one.
UNREAD = frozenset(("script", "style", "template", "noscript", "head", "svg", "iframe", "object"))
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option",
    "p", "pre", "section", "select", "table", "tbody", "td", "tfoot", "th", "thead", "title",
    "tr", "ul",
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "area", "audio", "b", "base", "bdi", "bdo", "big", "button",
    "canvas", "cite", "code", "col", "colgroup", "data", "del", "dfn", "em", "embed", "font",
    "i", "img", "input", "ins", "kbd", "label", "link", "map", "mark", "meta", "meter", "nobr",
    "param", "picture", "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "textarea", "time", "tt", "u", "var", "video",
    "wbr",
))  # fmt: skip
MARKUP = re.compile(r"<[/!?]?[A-Za-z\[-]|&#?\w+;")
# A size within signs, which an element of one letter looks like: "T-shirt <S>".
SIZE = re.compile(r"<[A-Z]>")
# So many more signs that open than signs that close are no markup, and take for ever to parse.
MOST_UNCLOSED = 50
# Markup that was escaped, and escaped once more.
ROUNDS = 3
# Characters that nobody sees and that no script needs: they are left by editors and converters.
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
LINE_BREAKS = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")


class _Text(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._whole = text.casefold()
        self._unread = ""  # the element whose end is waited for

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if self._unread:
            return
        written = self.get_starttag_text() or ""
        is_closed = f"</{tag}" in self._whole
        if tag in UNREAD:
            self._unread = tag if is_closed else ""  # what never closes hides nothing
        elif SIZE.fullmatch(written) and not is_closed:
            self.parts.append(written)
        elif tag in BLOCKS:
            self.parts.append("\n")
        elif not self._is_markup(tag):
            self.parts.append(written)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread:
                self._unread = ""
        elif tag in BLOCKS:
            self.parts.append("\n")
        elif not self._is_markup(tag):
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data)

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    @staticmethod
    def _is_markup(tag: str) -> bool:
        # Of office programs and of shop systems: o:p, pagebuilder-text.
        return tag in INLINE or tag in UNREAD or ":" in tag or "-" in tag


def plain_text(cell: str) -> str:
    r"""Take markup, entities and invisible characters out of a text, and keep its lines.

    Parameters
    ----------
    cell : str

    Returns
    -------
    str
        In composed form (NFC). Blocks are lines of their own, blank lines are left out. What only
        looks like markup, such as "<M>" or "a < b", is kept.

    Examples
    --------
    >>> plain_text("<p>Th&eacute; <b>vert</b></p><style>p{}</style>a &lt; b, taille <M>")
    'Thé vert\na < b, taille <M>'
    """
    text = cell
    for _ in range(ROUNDS):
        if not MARKUP.search(text):
            break
        before, text = text, _without_markup(text)
        if text == before:
            break
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    lines = (" ".join(line.split()) for line in LINE_BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def one_line(cell: str) -> str:
    r"""As `plain_text`, on one line: a name, a brand, a category.

    Examples
    --------
    >>> one_line("Maison&nbsp;&amp; D\u200béco ")
    'Maison & Déco'
    """
    return " ".join(plain_text(cell).split())


def tidy(cell: str) -> str:
    r"""Take blanks and invisible characters out of what is no prose: an id, a file name, a price.

    Examples
    --------
    >>> tidy(" 1&nbsp;299 \ufeff")
    '1 299'
    """
    text = unescape(cell) if "&" in cell else cell
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _without_markup(text: str) -> str:
    if "<" not in text or text.count("<") > 2 * text.count(">") + MOST_UNCLOSED:
        return unescape(text)
    parser = _Text(text)
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)
