"""What the tests of the pipeline share: a run without worker processes, on a small network."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.config import Request
from tests.etl.networks import Form, write_network
from tests.etl.shop import QUICK


@pytest.fixture
def request_of(tmp_path: Path) -> Callable[..., Request]:
    def make(catalog: Path, **changed: Any) -> Request:
        network = tmp_path / "small.onnx"
        request = Request(
            catalog,
            catalog.parent / "images",
            database=tmp_path / "catalog.duckdb",
            jobs=1,
            image_model=network if network.exists() else write_network(network, Form()),
            settings=QUICK,
        )
        return replace(request, **changed)

    return make
