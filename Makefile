# Two commands do all set-up: `make demo` and `make test`.
# Both make the environment in .venv first: with uv where it is installed, else with pip.

SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1
PORT ?= 8001

.DEFAULT_GOAL := help
.PHONY: help env demo test lint types layers docs tests wheel constraints clean

help:  ## say what each target does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

env: .venv/.ready  ## make the environment in .venv

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "framesay needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 2; }
	@if command -v uv >/dev/null; then \
	  { [ -x $(BIN)/python ] || uv venv --quiet --python $(PYTHON) .venv; } \
	  && uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '.[dev]'; \
	else \
	  { [ -x $(BIN)/python ] || $(PYTHON) -m venv .venv; } \
	  && $(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'; \
	fi
	@touch $@

demo: env  ## crawl, annotate, release and serve the invented press (SERVE=0: do not serve)
	@$(BIN)/python studies/invented-press/demo.py --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

test: lint types layers docs tests wheel  ## the whole check a contributor needs

lint: env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: env
	$(BIN)/mypy

layers: env
	$(BIN)/lint-imports

docs: env
	$(BIN)/cog --check --check-fail-msg "run: make cog" $$(git ls-files '*.md')

cog: env  ## write the generated parts of the documentation anew
	$(BIN)/cog -r $$(git ls-files '*.md')

tests: env
	$(BIN)/pytest

wheel: env  ## build the wheel and run it in an empty environment
	@bash tests/wheel.sh $(BIN)/python

constraints: env  ## pin what is installed now, by name and version
	@$(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9_.-]+==' | sort -f > constraints.txt

clean:  ## remove the environment and what the demo made
	rm -rf .venv dist studies/invented-press/corpus studies/invented-press/release
