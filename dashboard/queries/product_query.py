"""One product in full, and what the network was given of its photo."""

from dashboard.core.database import Database
from dashboard.core.webp import webp_size
from dashboard.model.product import Dropped, Picture, Product


def product_of(database: Database, product_id: str) -> Product | None:
    """Return a product by its id, None where this build has none."""
    record = (
        database.connection.cursor()
        .execute(
            """
            SELECT (SELECT count(*) FROM products before WHERE before.position < here.position),
                   product_id, name, coalesce(description, ''), brand, price, category_path,
                   image_status, photo_width, photo_height, thumbnail, network_input,
                   text_clean, coalesce(text_dropped, [])
            FROM products here WHERE product_id = ?
            """,
            [product_id],
        )
        .fetchone()
    )
    if record is None:
        return None
    row, own_id, name, description, brand, price, path, status, width, height, *rest = record
    thumbnail, seen, clean, dropped = rest
    return Product(
        row=row,
        product_id=own_id,
        name=name,
        description=description,
        brand=brand,
        price=price,
        path=tuple(path),
        status=status,
        photo=None if width is None or height is None else (width, height),
        thumbnail=_picture(thumbnail),
        seen=_picture(seen),
        kept=clean.split(" ") if clean else [],
        dropped=[Dropped(token["token"], token["reason"]) for token in dropped],
    )


def network_input(database: Database, product_id: str) -> bytes | None:
    """Return a product's photo as the network sees it (WebP), None where there is none."""
    record = (
        database.connection.cursor()
        .execute("SELECT network_input FROM products WHERE product_id = ?", [product_id])
        .fetchone()
    )
    return bytes(record[0]) if record and record[0] is not None else None


def _picture(content: bytes | None) -> Picture | None:
    return None if content is None else Picture(webp_size(bytes(content)))
