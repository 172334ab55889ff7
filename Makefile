# Everything here sets up what it needs: a virtual environment in .venv, made once and kept until the lock file changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
READY := $(VENV)/ready
BENCH := .venv-bench
TRAIN := .venv-train
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help setup demo test format lint types docs pictures site bench train wheel clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## the virtual environment, with the locked versions

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "communique needs Python 3.11 or newer; this is %s. Say which one to use: make PYTHON=python3.11" % sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) (a few minutes, once) …"
	@$(PIP) install -qq --requirement requirements-dev.lock
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: $(READY)  ## reads the shipped dispatches and shows who said what, through whom
	@$(BIN)/communique demo

test: lint types  ## format check, lint, types and every test
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY)  ## format check and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)  ## strict type check
	$(BIN)/mypy

format: $(READY)  ## formats the code and mends what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(READY)  ## writes the reference and the README's example from the program itself
	$(BIN)/python docs/make/commands.py
	$(BIN)/python docs/make/tables.py
	$(BIN)/python docs/make/schemas.py
	$(BIN)/python docs/make/example.py
	$(BIN)/python docs/make/calibration.py

pictures: $(READY)  ## the README's pictures, from the present program (needs chromium)
	$(BIN)/python docs/make/pictures.py

site: $(READY)  ## the docs as a site, in build/site
	$(BIN)/python -m sphinx -W -q docs build/site
	@echo "open build/site/index.html"

bench: $(BENCH)/ready  ## measures quality and speed (data: make bench SHARED=DIR), and writes the scoreboard
	$(BENCH)/bin/python benchmarks/attribution.py --shared $(SHARED) --by outlet
	$(BENCH)/bin/python benchmarks/speed.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/times.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/dating.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/coreference.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/copies.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/gold.py
	$(BENCH)/bin/python benchmarks/weaving.py
	$(BENCH)/bin/python benchmarks/deeds.py --shared $(SHARED)
	$(BENCH)/bin/python -m benchmarks.moves --held-out
	$(BENCH)/bin/python -m benchmarks.issues --held-out
	$(BENCH)/bin/python benchmarks/positions.py
	$(BENCH)/bin/python benchmarks/pages.py --shared $(SHARED)
	$(BENCH)/bin/python benchmarks/scoreboard.py

train: $(TRAIN)/ready  ## makes the encoder's weights (data: make train SHARED=DIR); goes on where it was stopped
	$(MAKE) -C training PYTHON=$(abspath $(TRAIN))/bin/python SHARED=$(abspath $(SHARED))

# The benchmarks' peers and the training's libraries have needs of their own, so each gets its own environment.
$(BENCH)/ready: requirements-dev.lock pyproject.toml benchmarks/requirements.txt
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip --disable-pip-version-check install -qq --editable . -r benchmarks/requirements.txt
	@touch $@

$(TRAIN)/ready: requirements-dev.lock pyproject.toml training/requirements.txt
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip --disable-pip-version-check install -qq --editable . -r training/requirements.txt
	@touch $@

wheel: $(READY)  ## the wheel, in dist/
	$(BIN)/python -m hatchling build -t wheel

clean:  ## removes what this file made
	rm -rf $(VENV) $(BENCH) $(TRAIN) build dist communique-demo .mypy_cache .pytest_cache .ruff_cache
