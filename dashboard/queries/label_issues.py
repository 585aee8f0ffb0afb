"""The listings in doubt, and the products that contradict them."""

import numpy as np

from dashboard.core.catalogue import Mask
from dashboard.core.database import Database
from dashboard.model.label_issues import LabelIssue, Listing, Votes


def label_issues(database: Database, level: int, *, everything: bool = False) -> list[LabelIssue]:
    """Return the doubtful listings of a level, the most doubtful first.

    Parameters
    ----------
    database : Database
    level : int
    everything : bool
        Also those where only one side prefers another category, as long as both
        sides together do.
    """
    rows = (
        database.connection.cursor()
        .execute(
            """
            SELECT rank, position, product_id, name, category_path, suggested, score,
                   text_suggested, text_listed, image_suggested, image_listed,
                   rule = 'strict', thumbnail IS NOT NULL
            FROM doubts JOIN products USING (product_id)
            WHERE level = $level AND (both_agree OR ($everything AND score > 0))
            ORDER BY rank
            """,
            {"level": level, "everything": everything},
        )
        .fetchall()
    )
    return [
        LabelIssue(
            rank=rank,
            row=row,
            product_id=product_id,
            name=name,
            listed=tuple(listed),
            suggested=tuple(suggested),
            score=score,
            text=Votes(*votes[:2]),
            image=Votes(*votes[2:]),
            without_brand=without_brand,
            has_photo=has_photo,
        )
        for (
            rank,
            row,
            product_id,
            name,
            listed,
            suggested,
            score,
            *votes,
            without_brand,
            has_photo,
        ) in rows
    ]


def judged(database: Database, level: int) -> Mask:
    """Return which products have been judged at a level: those with text, photo and category."""
    columns = (
        database.connection.cursor()
        .execute(
            """
            SELECT position AS row FROM doubts JOIN products USING (product_id) WHERE level = ?
            """,
            [level],
        )
        .fetchnumpy()
    )
    mask = np.zeros(database.catalogue.n_products, dtype=np.bool_)
    mask[columns["row"]] = True
    return mask


def listing(database: Database, product_id: str) -> Listing | None:
    """Return what the seller wrote of a product."""
    rows = (
        database.connection.cursor()
        .execute(
            "SELECT coalesce(description, ''), brand, price FROM products WHERE product_id = ?",
            [product_id],
        )
        .fetchone()
    )
    return Listing(*rows) if rows else None
