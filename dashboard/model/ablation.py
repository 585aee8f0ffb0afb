"""What the texts give without the words that name their categories: plain values."""

from dataclasses import dataclass

ARI, FIRST_RIGHT = "ari", "first_right"


@dataclass(frozen=True)
class Ablation:
    """One measure at one level, with the words and without them.

    Attributes
    ----------
    level : int
    measure : str
        `ARI` or `FIRST_RIGHT`.
    with_words, without_words : float
    interval : (float, float) or None
        Of the change; None where none can be relied on.
    n : int
    words : tuple of str
        Left out, the commonest first.
    """

    level: int
    measure: str
    with_words: float
    without_words: float
    interval: tuple[float, float] | None
    n: int
    words: tuple[str, ...]
