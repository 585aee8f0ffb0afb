"""A photo read through text says what other products' texts say, and never what its own does."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import Ridge
from sklearn.model_selection import LeaveOneOut, cross_val_score

from etl.config import ThroughTextSettings
from etl.embedding import through_text

SETTINGS = ThroughTextSettings()


def unit(values: NDArray[np.float64]) -> NDArray[np.float32]:
    lengths: NDArray[np.float64] = np.linalg.norm(values, axis=1, keepdims=True)
    return (values / lengths).astype(np.float32)


def products(n: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Photos and texts that share two hidden directions."""
    chance = np.random.default_rng(seed)
    hidden = chance.normal(size=(n, 2))
    image = hidden @ chance.normal(size=(2, 6)) + 0.3 * chance.normal(size=(n, 6))
    text = hidden @ chance.normal(size=(2, 9)) + 0.3 * chance.normal(size=(n, 9))
    return unit(image), unit(text)


def test_the_map_is_ridge_regression_with_the_penalty_of_the_least_left_out_error() -> None:
    image, text = products(60)
    errors = [
        -cross_val_score(
            Ridge(alpha=penalty), image.astype(float), text.astype(float),
            cv=LeaveOneOut(), scoring="neg_mean_squared_error",
        ).mean()
        for penalty in SETTINGS.penalties
    ]  # fmt: skip
    best = Ridge(alpha=SETTINGS.penalties[int(np.argmin(errors))])
    expected = best.fit(image.astype(float), text.astype(float)).predict(image)
    found = through_text.fit(image, text, SETTINGS).apply(image)
    np.testing.assert_allclose(found, unit(expected), atol=1e-5)


def test_no_product_is_read_through_a_text_of_its_own_group() -> None:
    """Other texts for a whole group change every vector but those of the group."""
    image, text = products(120)
    groups = np.arange(120) // 4
    before = through_text.cross_fitted(image, text, groups, SETTINGS)
    changed = text.copy()
    changed[groups == 7] *= -1
    after = through_text.cross_fitted(image, changed, groups, SETTINGS)
    same = (before == after).all(axis=1)
    assert same[groups == 7].all()
    assert not same[groups != 7].all()


def test_what_photo_and_text_share_is_found_and_repeats_to_the_bit() -> None:
    image, text = products(300)
    groups = np.arange(300)
    read = through_text.cross_fitted(image, text, groups, SETTINGS)
    np.testing.assert_allclose(np.linalg.norm(read, axis=1), 1, atol=1e-6)
    assert (read * text).sum(axis=1).mean() > 0.8
    again = through_text.cross_fitted(image, text, groups, SETTINGS)
    assert read.tobytes() == again.tobytes()


def test_with_fewer_groups_than_folds_each_product_is_by_itself() -> None:
    image, text = products(40)
    one_brand = through_text.cross_fitted(image, text, np.zeros(40, dtype=np.int64), SETTINGS)
    alone = through_text.cross_fitted(image, text, np.arange(40), SETTINGS)
    assert one_brand.tobytes() == alone.tobytes()


def test_photos_that_say_nothing_have_a_vector_all_the_same() -> None:
    image = np.tile(np.eye(1, 6, dtype=np.float32), (40, 1))
    _, text = products(40)
    centred = unit(text - text.mean(axis=0, dtype=np.float64))
    read = through_text.cross_fitted(image, centred, np.arange(40), SETTINGS)
    np.testing.assert_allclose(np.linalg.norm(read, axis=1), 1, atol=1e-6)
