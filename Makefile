# The same commands as in the README and in .ci/run, for those who have make.
PYTHON ?= python3
BIN = .venv/bin

all: lint test

.venv/bin/peerdir: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet -e ".[test]"
	touch $@

demo: .venv/bin/peerdir  ## the main job on the directory in this repository
	$(BIN)/peerdir lint
	$(BIN)/peerdir search diabetes spanish
	$(BIN)/peerdir render site -o public
	$(BIN)/peerdir render booklet -o booklet.pdf

test: .venv/bin/peerdir
	$(BIN)/python -m pytest

lint: .venv/bin/peerdir
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/peerdir lint

docs: .venv/bin/peerdir  ## write the generated parts of docs/ anew
	$(BIN)/cog -r -I scripts docs/rules.md docs/fields.md docs/cli.md

.PHONY: all demo test lint docs
