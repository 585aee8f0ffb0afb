"""How large is the corpus?"""

from collections.abc import Sized

from tests.etl.bad_inputs import test_catalogue, test_models, test_photos, test_places

TABLES: tuple[Sized, ...] = (
    test_catalogue.FILES,
    test_catalogue.MAPPINGS,
    test_catalogue.ROWS,
    test_catalogue.SHOPS,
    test_photos.PHOTOS,
    test_models.IMAGE_MODELS,
    test_models.TEXT_MODELS,
    test_places.PLACES,
    test_places.LOCKED,
    test_places.DISKS,
)


def test_it_holds_sixty_cases_and_more() -> None:
    assert sum(map(len, TABLES)) >= 60
