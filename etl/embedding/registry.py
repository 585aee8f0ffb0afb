"""Registries of the extractors: to add one, write its class and add its line here."""

from collections.abc import Callable, Mapping
from pathlib import Path

from etl.config import ImageSettings
from etl.embedding.extractors import ImageExtractor
from etl.embedding.image import Histogram
from etl.embedding.pretrained import Pretrained
from etl.embedding.resnet import load_model
from etl.embedding.text import FastText, TextMethod, Tfidf

TEXT_EXTRACTORS: Mapping[str, TextMethod] = {
    "fasttext": FastText,
    "pretrained": Pretrained,  # --text-model
    "tfidf": Tfidf,
}

IMAGE_EXTRACTORS: Mapping[str, Callable[[ImageSettings, Path | None, Path], ImageExtractor]] = {
    "resnet": lambda _, __, folder: load_model(None, folder),
    "onnx": lambda _, model, folder: load_model(model, folder),  # --image-model
    "histogram": lambda settings, *_: Histogram(settings.histogram_bins),
}
"""From the settings, the model that the person chose, and a folder for what workers open."""
