"""Function words are dropped in texts of their own language, and nothing that a shop sells."""

import pytest

from etl.config import TextSettings
from etl.embedding import languages, words

# Things, people, materials, colours: none is a function word of the language of its text.
GOODS = {
    "en": "mug men man women boy tv cd computer system ring shed shell car case keys face top room "
    "fire mill can novel line light glass bag watch down round side work part kind pour die son",
    "fr": "or été bois cuir robe sac fer fond bas haut pendant point verre coton lit dessous pièce "
    "man men ring case light neuf bon valeur page face étage",
    "de": "uhr tasse hose stein glas holz silber gold ring mode kleid bett mann kind pro",
    "es": "bolso taza vino casa mano sol mesa vaso oro cama bajo",
    "it": "vino sale sole casa oro letto borsa mano tazza",
    "nl": "kan tas glas hout stoel bed goud jas",
    "pt": "copo mesa cama ouro bolsa sapato vinho",
    "pl": "kubek stół złoto torba but łóżko wino",
}


@pytest.mark.parametrize(("language", "goods"), GOODS.items())
def test_no_goods_are_function_words(language: str, goods: str) -> None:
    assert set(goods.split()) & languages.function_words()[language] == set()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ce car est à nous et son moteur aussi", "moteur"),
        ("The car for her son is as red as ours", "car son red"),
        ("Die Tasse ist für den Mann und war schon da", "tasse mann"),
        ("He was the man, also called the die cast king", "man called die cast king"),
        ("La taza es para el café con leche y sin azúcar", "taza café leche azúcar"),
        ("La tazza che è per il caffè della casa", "tazza caffè casa"),
        ("De mok is voor het bureau van een collega", "mok bureau collega"),
        ("A caneca é para o café da casa e não para chá", "caneca café casa chá"),
        ("Kubek jest dla niego i do kawy oraz herbaty", "kubek kawy herbaty"),
        ("Кружка для чая и не только для него", "кружка чая"),
        ("Pour over coffee", "pour over coffee"),
        ("Ceramic mug", "ceramic mug"),
    ],
)
def test_a_text_loses_the_function_words_of_its_own_language(text: str, kept: str) -> None:
    [tokens] = words.read([text], TextSettings()).documents
    assert tokens == kept.split()


def test_a_catalogue_in_two_languages_is_read_row_by_row() -> None:
    texts = [
        *["Le sac de la voiture et son coffre pour vous"] * 6,
        *["The bag of the car and its boot for you"] * 4,
        "Sac pour elle",
        "Car and son",
    ]
    read = words.read(texts, TextSettings())
    assert list(read.catalogue) == ["en", "fr"]
    assert read.languages == [("fr",)] * 6 + [("en",)] * 4 + [("fr",), ("en",)]
    assert read.documents[-2:] == [["sac"], ["car", "son"]]


def test_a_short_text_is_in_the_language_of_the_catalogue() -> None:
    texts = ["Le sac de la dame est à vous", "Mug pour son bureau", "Grand mug"]
    assert words.read(texts, TextSettings()).documents[1] == ["mug", "bureau"]


def test_a_text_that_could_be_in_two_languages_loses_what_both_have() -> None:
    assert languages.spoken(["que", "de", "la"], {}) == ("es", "fr")
    assert {"de", "la"} <= languages.common_to(("es", "fr"))
    assert not {"con", "avec"} & languages.common_to(("es", "fr"))
    assert languages.common_to(()) == frozenset()
