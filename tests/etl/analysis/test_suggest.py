"""Which category do the neighbours speak for, and which listings do both sides contradict?"""

import numpy as np
import pytest
from numpy.typing import NDArray

from etl.analysis import suggest
from etl.analysis.neighbours import Neighbours, nearest
from etl.config import SuggestSettings

SETTINGS = SuggestSettings(neighbours=2, searched=4, near_duplicate=0.98)
NOBODY = np.full(5, -1)


@pytest.fixture
def near() -> Neighbours:
    """Four neighbours of each of five products, in a known order."""
    indices = np.array([[1, 2, 3, 4], [0, 2, 3, 4], [0, 1, 3, 4], [4, 0, 1, 2], [3, 0, 1, 2]])
    similarities = np.tile(np.array([0.99, 0.9, 0.6, 0.3], dtype=np.float32), (5, 1))
    return Neighbours(indices, similarities)


def test_the_nearest_two_with_a_category_vote(near: Neighbours) -> None:
    codes = np.array([0, -1, 0, 1, 1])
    voting = suggest.may_vote(near, codes, NOBODY, SETTINGS, strict=False)
    assert voting[0].tolist() == [False, True, True, False]
    votes = suggest.count_votes(near, codes, voting, 2)
    # Product 2, of category 0, with 0.9; product 3, of category 1, with 0.6.
    assert votes[0] == pytest.approx([0.9 / 1.5, 0.6 / 1.5])
    suggestions = suggest.suggest(votes, voting)
    assert (suggestions.category[0], suggestions.voters[0]) == (0, 2)
    assert suggestions.confidence[0] == pytest.approx(0.6)


def test_the_strict_rule_leaves_out_copies_and_the_own_brand(near: Neighbours) -> None:
    codes = np.array([0, 0, 0, 1, 1])
    brands = np.array([7, 8, 7, 9, -1])
    voting = suggest.may_vote(near, codes, brands, SETTINGS, strict=True)
    # Of product 0: 1 is a near-duplicate (0.99), 2 has the brand 7; 3 and 4 vote.
    assert voting[0].tolist() == [False, False, True, True]
    # The unknown brand of product 4 is nobody's own.
    assert voting[4].tolist() == [False, True, True, False]


def test_the_strict_rule_leaves_out_the_own_seller_too(near: Neighbours) -> None:
    codes = np.array([0, 0, 0, 1, 1])
    kin = np.array([[7, 0], [8, -1], [9, 1], [9, 0], [-1, -1]])
    voting = suggest.may_vote(near, codes, kin, SETTINGS, strict=True)
    # Of product 0: 1 is a near-duplicate, 3 has the seller 0; of 3: 2 has its brand, 0 its seller.
    assert voting[0].tolist() == [False, True, False, True]
    assert voting[3].tolist() == [False, False, True, False]


def test_where_nobody_may_vote_nothing_is_proposed(near: Neighbours) -> None:
    codes = np.array([0, -1, -1, -1, -1])
    voting = suggest.may_vote(near, codes, NOBODY, SETTINGS, strict=False)
    suggestions = suggest.suggest(suggest.count_votes(near, codes, voting, 1), voting)
    assert (suggestions.category[0], suggestions.voters[0], suggestions.confidence[0]) == (-1, 0, 0)


def test_a_listing_that_both_sides_contradict_comes_first() -> None:
    rng = np.random.default_rng(0)
    truth = np.repeat([0, 1, 2], 40)

    def side() -> NDArray[np.float32]:
        vectors = np.eye(3)[truth] + rng.normal(scale=0.3, size=(120, 3))
        lengths: NDArray[np.float64] = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / lengths, np.float32)

    listed = truth.copy()
    listed[[5, 60]] = [1, 2]
    settings = SuggestSettings()

    def votes() -> NDArray[np.float64]:
        near = nearest(side(), settings.searched)
        voting = suggest.may_vote(near, listed, np.full(120, -1), settings, strict=False)
        return suggest.count_votes(near, listed, voting, 3)

    doubts = suggest.doubt(votes(), votes(), listed, settings)
    assert set(np.argsort(-doubts.score)[:2]) == {5, 60}
    assert doubts.suggested[[5, 60]].tolist() == [0, 1]
    assert doubts.both_agree[[5, 60]].all()
    assert doubts.score[5] > 0 > np.median(doubts.score)


def test_one_side_alone_is_not_agreement() -> None:
    settings = SuggestSettings()
    text_votes, image_votes = np.array([[0.1, 0.9]]), np.array([[0.8, 0.2]])
    doubts = suggest.doubt(text_votes, image_votes, np.array([0]), settings)
    assert not doubts.both_agree[0]
    half = 0.05
    expected = np.log((0.9 + half) / (0.1 + half)) + np.log((0.2 + half) / (0.8 + half))
    assert doubts.score[0] == pytest.approx(expected)


def test_a_brand_misfiled_as_a_whole_is_found_by_the_votes_outside_it() -> None:
    rng = np.random.default_rng(1)
    truth, brands = np.repeat([0, 1, 2], 40), np.full(120, -1)
    brands[[*range(5, 17)]] = 3  # twelve of category 0: more than vote
    centres = np.eye(3)[truth]
    centres[5:17] += [0, 0.2, 0.2]  # much alike, as products of one brand are
    listed = truth.copy()
    listed[5:17] = 1
    listed[60] = 2  # and one product alone, of no brand
    settings = SuggestSettings()
    near = []
    for _ in range(2):
        noise = rng.normal(scale=0.15, size=(120, 3)) * np.where(brands < 0, 1, 0.1)[:, np.newaxis]
        vectors = centres + noise
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        near.append(nearest(np.asarray(vectors / lengths, np.float32), settings.searched))

    def doubts(*, strict: bool) -> suggest.Doubts:
        text, image = (
            suggest.count_votes(
                side, listed, suggest.may_vote(side, listed, brands, settings, strict=strict), 3
            )
            for side in near
        )
        return suggest.doubt(text, image, listed, settings)

    plain, strict = doubts(strict=False), doubts(strict=True)
    assert (plain.score[5:17] < 0).all()
    both, by_strict = suggest.stronger(plain, strict)
    assert set(np.argsort(-both.score)[:13]) == {*range(5, 17), 60}
    assert both.suggested[[5, 16, 60]].tolist() == [0, 0, 1]
    assert by_strict[5:17].all()
    assert both.text_votes[5].tolist() == strict.text_votes[5].tolist()


def test_the_stronger_doubt_brings_its_own_category_and_votes() -> None:
    settings, codes = SuggestSettings(), np.array([0, 0, 0])
    plain = suggest.doubt(
        np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.5, 0.5, 0.0]]),
        np.array([[0.8, 0.2, 0.0], [0.1, 0.9, 0.0], [0.5, 0.5, 0.0]]),
        codes,
        settings,
    )
    strict = suggest.doubt(
        np.array([[0.0, 0.2, 0.8], [0.6, 0.4, 0.0], [0.5, 0.5, 0.0]]),
        np.array([[0.1, 0.0, 0.9], [0.6, 0.4, 0.0], [0.5, 0.5, 0.0]]),
        codes,
        settings,
    )
    doubts, by_strict = suggest.stronger(plain, strict)
    # The third says the same by both rules: all its neighbours are outside its brand.
    assert by_strict.tolist() == [True, False, False]
    assert doubts.suggested.tolist() == [2, 1, 1]
    assert doubts.score == pytest.approx(np.maximum(plain.score, strict.score))
    assert doubts.both_agree.tolist() == [True, True, False]
    assert doubts.text_votes[0] == pytest.approx([0.8, 0.0])
    assert doubts.image_votes[1] == pytest.approx([0.9, 0.1])
