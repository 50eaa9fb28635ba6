"""The config.toml that ships: inside the package once installed, at the top of the repository in a checkout."""

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

NAME = "config.toml"
TOP = Path(__file__).parents[2]


def default_config_text() -> str:
    """Give the text of the shipped config.toml."""
    return config_text_in(importlib.resources.files("monitor.settings"))


def config_text_in(packaged: Traversable) -> str:
    """Give the packaged text, or the checkout's where none is packaged."""
    inside = packaged.joinpath(NAME)
    return (inside if inside.is_file() else TOP / NAME).read_text(encoding="utf-8")
