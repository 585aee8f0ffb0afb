"""The encoding of a file is the one that it was written in, or the file is refused."""

from pathlib import Path

import pytest

from etl.config import InputError
from etl.reading.encoding import find_encoding
from etl.reading.forms import recognise

TEXTS = {
    "fr": "Théière à œillets, Modèle « été » : 46,90 €",
    "de": "Größe Übergröße Tür weiß schön; Küche > Töpfe",
    "es": "Niño año señal; Cocina > Cafeterías ¡oferta!",
    "pl": "Łóżko żółte źdźbło; Kuchnia > Czajniki ręcznik",
    "cs": "Příliš žluťoučký kůň; Kuchyně > Čajník",
    "tr": "Çay bardağı ışık şeker; Mutfak > Çaydanlık",
    "ru": "Чайник красный; Кухня > Чайники для дома",
    "el": "Τσαγιέρα κόκκινη; Κουζίνα",
    "he": "ספל קרמיקה לבן גדול לשתייה חמה; כלי בית > ספלים וכוסות",
    "ar": "إبريق شاي أحمر; مطبخ",
    "ja": "赤い陶器の茶碗；キッチン > 茶碗 ティーカップ",
    "zh": "红色陶瓷茶杯；厨房 > 茶杯 折叠椅子",
    "ko": "빨간 찻잔; 주방 > 찻잔",
}
WRITTEN_IN = {
    "fr": ["cp1252", "iso8859_15"],
    "de": ["cp1252", "mac_roman", "cp850"],
    "es": ["cp1252", "mac_roman"],
    "pl": ["cp1250", "iso8859_2", "cp852"],
    "cs": ["cp1250", "iso8859_2"],
    "tr": ["cp1254", "iso8859_9"],
    "ru": ["cp1251", "koi8_r", "cp866"],
    "el": ["cp1253"],
    "he": ["cp1255"],
    "ar": ["cp1256"],
    "ja": ["shift_jis", "euc_jp"],
    "zh": ["gb18030"],
    "ko": ["euc_kr"],
}
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def read(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return content.decode(find_encoding(recognise(path)).name)


@pytest.mark.parametrize("language", TEXTS)
def test_the_text_is_the_one_that_was_written(tmp_path: Path, language: str) -> None:
    text = "ref;nom;categorie;prix\r\n" + "".join(f"R{i};{TEXTS[language]}\r\n" for i in range(6))
    for encoding in WRITTEN_IN[language]:
        assert read(tmp_path / "products.csv", text.encode(encoding)) == text, encoding
    for encoding in UNICODE:
        decoded = read(tmp_path / "products.csv", text.encode(encoding))
        assert decoded.removeprefix("\ufeff") == text, encoding


def test_what_two_encodings_read_as_well_is_refused(tmp_path: Path) -> None:
    """A letter of French that Slovenian has another of, and no other letter to tell them apart."""
    path = tmp_path / "products.csv"
    path.write_bytes("ref;nom\n1;Cafetière\n".encode("cp1252"))
    with pytest.raises(InputError, match="cp1250") as refused:
        find_encoding(recognise(path))
    assert "Cafetière" in str(refused.value)
    assert "Cafetičre" in str(refused.value)


def test_a_named_encoding_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes("ref;nom\n1;kő\n".encode("cp1250"))
    assert find_encoding(recognise(path), "cp1250").name == "cp1250"
