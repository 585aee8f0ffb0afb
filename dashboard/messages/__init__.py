"""What a person reads, in French and in English: one module a topic, merged by `i18n`."""

from typing import NamedTuple


class Message(NamedTuple):
    """One text in both languages; `{name}` is filled in by `i18n.text`."""

    fr: str
    en: str
