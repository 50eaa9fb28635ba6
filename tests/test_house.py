"""The house's rules that import-linter does not speak: one file for each edge library, and what stands at the top."""

import ast
import subprocess
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EDGE = {
    "ahocorasick_rs",
    "aiohttp",
    "aiosmtpd",
    "aiosmtplib",
    "aiosqlite",
    "apscheduler",
    "feedparser",
    "httpx",
    "pebble",
    "pydantic_settings",
    "selectolax",
    "standardwebhooks",
    "structlog",
    "trafilatura",
    "yarl",
    "zlib_ng",
}
TOP = {"pyproject.toml", "README.md", "monitor", "alerts", "config.toml", "tests"} | {
    "uv.lock",
    "Makefile",
    "LICENSE",
    "CHANGELOG.md",
}


def imported(path: Path) -> set[str]:
    """Name the top-level packages that a file imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("package", ["monitor", "alerts"])
def test_an_edge_library_is_imported_in_one_file_of_a_package(package: str) -> None:
    users: defaultdict[str, list[str]] = defaultdict(list)
    for path in (ROOT / package).rglob("*.py"):
        for library in imported(path) & EDGE:
            users[library].append(str(path.relative_to(ROOT)))
    assert users, "no edge library is imported at all: the check looks in the wrong place"
    assert {library: files for library, files in users.items() if len(files) > 1} == {}


def test_a_second_import_would_be_seen(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text("def f():\n    import httpx.foo\n    from aiosqlite import Row\n    return httpx, Row\n")
    assert imported(sample) == {"httpx", "aiosqlite"}


def test_nothing_but_the_card_stands_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607
    top = {line.partition("/")[0] for line in listed.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= TOP


def test_every_dependency_of_the_product_is_pinned_in_the_lock() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    locked = {entry["name"] for entry in tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]}
    names = {requirement.split(">")[0].split("=")[0].split("<")[0].replace("_", "-") for requirement in wanted}
    assert names - locked == set()
