"""What the texts give without the words that name their categories."""

from dashboard.core.cache import cached_per_build
from dashboard.core.database import Database
from dashboard.model.ablation import Ablation


@cached_per_build
def ablations(database: Database) -> list[Ablation]:
    """Return every measure; none where no word of the texts names a category."""
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT level, measure, with_words, without_words, ci_low, ci_high, n, words
            FROM ablation ORDER BY level, measure
            """
        )
        .fetchall()
    )
    return [
        Ablation(
            level=level,
            measure=measure,
            with_words=with_words,
            without_words=without_words,
            interval=None if low is None else (low, high),
            n=n,
            words=tuple(words),
        )
        for level, measure, with_words, without_words, low, high, n, words in rows
    ]
