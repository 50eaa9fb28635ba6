"""Writing a configuration and loading it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from monitor.errors import SettingsError
from monitor.settings import Settings, load_settings


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Settings]:
    def loaded(text: str, environ: Mapping[str, str] | None = None) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path, environ or {})

    return loaded


@pytest.fixture
def mistakes(load: Callable[..., Settings]) -> Callable[..., tuple[str, ...]]:
    def found(text: str, environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
        with pytest.raises(SettingsError) as caught:
            load(text, environ)
        return caught.value.mistakes

    return found
