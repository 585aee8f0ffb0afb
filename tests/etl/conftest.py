"""What the tests of the pipeline share: a run without worker processes, on a small network."""

from collections.abc import Callable
from pathlib import Path

import pytest

from etl import pipeline
from etl.config import Request
from etl.runtime.engine import Serial
from tests.etl.networks import Form, write_network
from tests.etl.shop import QUICK


@pytest.fixture
def request_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Request]:
    monkeypatch.setattr(pipeline, "engine_for", Serial)

    def make(catalog: Path, **changed: object) -> Request:
        network = tmp_path / "small.onnx"
        return Request(
            **{  # type: ignore[arg-type]
                "catalog": catalog,
                "images": catalog.parent / "images",
                "database": tmp_path / "catalog.duckdb",
                "image_model": network if network.exists() else write_network(network, Form()),
                "settings": QUICK,
                **changed,
            }
        )

    return make
