# Everything runs from a .venv made here; only git, make and python3 (3.11+) need to be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv --system-certs
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check demo bench torture clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "trucewatch needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --quiet install 'uv>=0.8'

$(READY): $(BIN)/uv pyproject.toml uv.lock
	VIRTUAL_ENV=$(abspath $(VENV)) $(UV) sync --locked --quiet --active
	@touch $@

run: $(READY) ## start the daemon on config.toml (Ctrl-C stops it)
	$(BIN)/trucewatch run --config config.toml

check: $(READY) ## style, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## all checks and tests
	$(BIN)/pytest -m 'not torture' --cov --cov-report=term-missing
	$(BIN)/python tests/coverage_floors.py

demo: $(READY) ## the truce of October 2020, offline, in under a minute
	$(BIN)/trucewatch demo

bench: $(READY) ## speed beside peers, in one run
	VIRTUAL_ENV=$(abspath $(VENV)) $(UV) sync --locked --quiet --active --group bench
	$(BIN)/python -m tests.benchmarks

torture: $(READY) ## long fault runs: kill -9 and worse
	$(BIN)/pytest -m torture

clean: ## remove what make made
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .coverage
