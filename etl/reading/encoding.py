"""Encoding of a text file: UTF-8 or UTF-16 where the bytes prove it, else what the letters suggest.

Bytes that are not UTF-8 prove nothing: every one-byte encoding gives some text. The readings are
judged by the letters that each language writes beside a to z, the commonest first. The encodings
of Chinese, Japanese and Korean, of several bytes a letter, are left to charset-normalizer, which
tells them well (and takes French in cp1252 for a Baltic language).
"""

import codecs
import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from etl.config import InputError
from etl.messages import message
from etl.reading.forms import Source

UTF_8 = ("utf-8", "utf-8-sig")
BLOCK = 2**20
# As much text with letters beside a to z as the judgement needs.
SAMPLE = 200_000
# Fewer faulty bytes than this share of the good sequences: UTF-8 with damaged rows.
DAMAGED_SHARE = 0.5
# Bytes that the header is looked for in; zeros that make it UTF-16; share of them at odd places.
HEADER, FEWEST_ZEROS, OTHER_ZEROS = 1024, 4, 0.1
# By how much the best reading must beat the best one that gives another text.
MARGIN = 0.06
LEAST_SCORE = 0.5
# What the rarest letter of a language counts, where the commonest counts 1.
RAREST = 0.4
# What a capital counts of its small letter: a wrong reading is often all capitals.
CAPITAL = 0.9
# Control characters that no text holds: where a reading gives one, it is of another encoding.
CONTROLS = re.compile("[\x80-\x9f]")
CONTROL_COST = 0.5

# A byte that is not UTF-8, as Python's surrogateescape writes it.
FAULTS = re.compile("[\udc80-\udcff]")
BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

ONE_BYTE = (
    "cp1252", "iso8859_15", "cp1250", "iso8859_2", "iso8859_16", "cp1254", "cp1257",
    "mac_roman", "mac_latin2", "cp850", "cp852",
    "cp1251", "koi8_r", "koi8_u", "cp866", "cp1253", "cp1255", "cp1256", "cp874",
)  # fmt: skip
# Each with its narrower form, which holds the common letters only and refuses what is another's.
SEVERAL_BYTES = (
    ("cp932", "shift_jis"),
    ("euc_jp", "euc_jp"),
    ("gb18030", "gb2312"),
    ("big5", "big5"),
    ("cp949", "euc_kr"),
)
JAPANESE = ("cp932", "euc_jp")
KANA = re.compile("[\u3041-\u30ff]")
# Share of kana above which a text is Japanese: those of Chinese encodings are signs.
KANA_SHARE = 0.1

# The letters that a language writes beside a to z, the commonest first.
LETTERS = {
    "fr": "éèàêçôîùûâœëïüÿæ",
    "de": "üäößé",
    "es": "óíáéñúü",
    "it": "àèéìòùí",
    "pt": "ãçáéíóõâêúàôü",
    "ca": "àèéòíóúçüï",
    "nl": "ëéèïöüáóê",
    "sv": "äöåéü",
    "da, no": "øåæéü",
    "is": "áðéíóúýþæö",
    "pl": "ąęłóżśćńź",
    "cs": "áíéěřůýčžšúňťďó",
    "sk": "áíéčžšýúľťňäďôóĺŕ",
    "hu": "áéőöüóűíú",
    "hr, sl": "čšžćđ",
    "ro": "ăîâșțşţ",
    "tr": "ıİşğüöçâî",
    "et": "äõöüšž",
    "lv": "āīēšķļņžūčģ",
    "lt": "ėšžųįąūęč",
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанівиертслкудмпязьбгчйхжїцшюєщфґ",
    "bg, sr": "аоиетнрсвлкдпмзбгучъцжхщшюяйфјљњћђџ",
    "el": "αοιετσνηυρπκμλςωίάόγέήδχθύφβώξζψϊ",
    "he": "יולהמארבתשנםכדחפקעגצטסזךןףץ",
    "ar, fa": "المينرتوةبسعدفكحقجشصطخضذئغزءثظىأإآؤیکگپچژ",
    "th": "นาร่ก้อมเยลสงคทวตดปหบพัแจิชข็ุใไีำผโะๆซืฟศณธฉูฐญฮฆฎฬฝฏฑฒฤ",
}
LAST_LATIN = "\u024f"
# Signs that stand anywhere, and those that stand before no letter.
SIGNS = frozenset("’‘“”„«»‚‹›–—…•°§©®™·¡¿\u00a0\u00ad´¨ªº†‰²³¹½¼¾×±µ€£¥")
NEVER_BEFORE_LETTERS = frozenset("€£¥§±×½¼¾¹‰†°")
WITHIN_WORDS = frozenset("’‘·\u00ad")


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file become text.

    Attributes
    ----------
    name : str
        As Python's codecs know it.
    is_certain : bool
        False where it was judged by the letters.
    """

    name: str
    is_certain: bool


def find_encoding(source: Source, named: str | None = None) -> Encoding:
    """Find the encoding of a text file.

    Parameters
    ----------
    source : Source
    named : str, optional
        What the mapping says; it is believed.

    Returns
    -------
    Encoding

    Raises
    ------
    InputError
        If two encodings are as likely and give different texts.
    """
    if named is not None:
        return Encoding(named, is_certain=True)
    utf_8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    head, sample = b"", bytearray()
    sequences = faults = 0
    with source.open() as stream:
        while block := stream.read(BLOCK):
            if not head:
                head = block
                if mark := _of_mark(head):
                    return Encoding(mark, is_certain=True)
                if wide := _without_mark(head):
                    return Encoding(wide, is_certain=True)
            if not block.isascii():
                text = utf_8.decode(block)
                faults += len(FAULTS.findall(text))
                sequences += len(BEYOND_ASCII.findall(text))
                sample += _lines_beyond_ascii(block, SAMPLE - len(sample))
    if not faults or faults <= DAMAGED_SHARE * sequences:
        return Encoding("utf-8", is_certain=True)
    return Encoding(_judge(source, bytes(sample)), is_certain=False)


def _of_mark(head: bytes) -> str | None:
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without its mark: each end of a line, as each letter, has a zero on one side."""
    zeros = head[:HEADER:2].count(0), head[1:HEADER:2].count(0)
    ends = head[:HEADER].count(b"\n")
    if max(zeros) < FEWEST_ZEROS or min(zeros) > OTHER_ZEROS * max(zeros):
        return None
    if zeros[0] > zeros[1]:
        return "utf-16-be" if head[:HEADER].count(b"\0\n") >= ends else None
    return "utf-16-le" if head[: HEADER + 1].count(b"\n\0") >= ends else None


def _lines_beyond_ascii(block: bytes, most: int) -> bytes:
    lines = (line for line in block.splitlines(keepends=True) if not line.isascii())
    return b"".join(lines)[: max(most, 0)]


def _judge(source: Source, sample: bytes) -> str:
    scores: dict[str, tuple[float, str]] = {}
    for name in ONE_BYTE:
        with contextlib.suppress(UnicodeDecodeError):
            text = sample.decode(name)
            scores.setdefault(text, (score(text), name))
    ranked = sorted(scores.items(), key=lambda entry: -entry[1][0])
    if not ranked or ranked[0][1][0] < LEAST_SCORE:
        return _several_bytes(source, sample)
    (text, (highest, name)), *others = ranked
    if others and others[0][1][0] > highest - MARGIN:
        other, (_, second) = others[0]
        raise InputError(
            message(
                "catalog_encoding_unsure",
                path=source.path,
                first=name,
                second=second,
                one=_where_they_differ(text, other),
                other=_where_they_differ(other, text),
            )
        )
    return name


def _several_bytes(source: Source, sample: bytes) -> str:
    narrow = [wide for wide, narrow in SEVERAL_BYTES if _decoded(sample, narrow) is not None]
    candidates = narrow or [wide for wide, _ in SEVERAL_BYTES if _decoded(sample, wide) is not None]
    for name in JAPANESE:
        if name in candidates:
            text = _decoded(sample, name) or ""
            if len(KANA.findall(text)) > KANA_SHARE * len(BEYOND_ASCII.findall(text)):
                return name
    best = from_bytes(sample, cp_isolation=candidates).best() if candidates else None
    if best is None:
        raise InputError(message("catalog_encoding_unknown", path=source.path))
    return best.encoding


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The text; None where the bytes are not of that encoding. The sample may end in a letter."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(sample)
    except UnicodeDecodeError:
        return None


def score(text: str) -> float:
    """How well the letters beside a to z fit one language.

    Parameters
    ----------
    text : str
        One reading of the bytes.

    Returns
    -------
    float
        From -1, where no letter fits any language, to 1, where all are the commonest of one.

    Examples
    --------
    >>> score("Thé") > score("Thť") > 0 > score("ThŽi¸re")
    True
    """
    beyond = [
        (text[at - 1 : at], letter, text[at + 1 : at + 2])
        for at, letter in enumerate(text)
        if letter >= "\x80"
    ]
    if not beyond:
        return 1.0
    best = max(
        sum(_points(*pair, points) for pair in beyond) / len(beyond)
        for points in _points_by_language()
    )
    return best - CONTROL_COST if CONTROLS.search(text) else best


@cache
def _points_by_language() -> list[dict[str, float]]:
    return [
        {
            form: 1 - (1 - RAREST) * rank / len(letters)
            for rank, letter in enumerate(letters)
            for form in (letter, letter.upper())
        }
        for letters in LETTERS.values()
    ]


def _points(before: str, letter: str, after: str, points: Mapping[str, float]) -> float:
    """What one letter says for a reading; a sign or a capital within a word speaks against it."""
    if letter in SIGNS:
        is_within = before.isalpha() and after.isalpha() and letter not in WITHIN_WORDS
        return -1.0 if is_within or (letter in NEVER_BEFORE_LETTERS and after.isalpha()) else 0.9
    if letter not in points or (letter.isupper() and before.islower()):
        return -1.0
    # Letters of another script do not share a word with a to z.
    if letter.lower() > LAST_LATIN and any(c.isascii() and c.isalpha() for c in (before, after)):
        return -1.0
    return points[letter] * (CAPITAL if letter.isupper() else 1)


def _where_they_differ(text: str, other: str) -> str:
    at = next(
        index for index, pair in enumerate(zip(text, other, strict=False)) if len(set(pair)) > 1
    )
    return " ".join(text[max(at - 8, 0) : at + 8].split())
