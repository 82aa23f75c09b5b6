# Two commands to know: `make run` and `make test`. Plain `make` lists all.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14 python; do \
  "$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && command -v $$p && break; done)
VENV := .venv
PY := $(VENV)/bin/python
# What running needs, and what tests and checks need besides: each installed once, by hashes, from wheels.
TO_RUN := $(VENV)/.for-running
STAMP := $(VENV)/.installed
RUNS := requirements/base.txt requirements/embedded.txt
REQUIREMENTS := $(RUNS) requirements/dev.txt
HASHED := --quiet --require-hashes --only-binary :all:
PIP := $(PY) -m pip install --disable-pip-version-check --no-input $(HASHED)
# uv takes a third of pip's time and comes as a wheel itself; pip does it where uv cannot be had or finds no packages
install = { $(PIP) -r requirements/installer.txt && $(PY) -m uv pip install --compile-bytecode $(HASHED) $(1:%=-r %); } \
  2>/dev/null || $(PIP) $(1:%=-r %)
PORT ?= 8000
ARGS ?=
export PORT
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help run stack test promises setup check house bench bench-million messages tour clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(TO_RUN): $(RUNS) requirements/installer.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12, 3.13 or 3.14 is needed and was not found; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "No virtual environment can be made; install venv (Debian: python3-venv)" >&2; exit 1; }
	@echo "Installing what the product needs (once)…"
	@$(call install,$(RUNS))
	@touch $@

$(STAMP): $(TO_RUN) $(REQUIREMENTS)
	@echo "Installing what tests and checks need (once)…"
	@$(call install,$(REQUIREMENTS))
	@touch $@

run: $(TO_RUN) ## the whole product on this machine, with demo data: http://localhost:8000
	@$(PY) -m coaching.config.process run

# three at a time for two cores: one of them mostly waits for a process that it killed, or for a page
test: $(STAMP) ## all tests (ARGS="-k word" for some)
	@$(PY) -m pytest -n 3 --dist loadfile --durations 20 $(ARGS)

setup: $(STAMP) ## environment, database and translations, ready to use; starts nothing that stays
	@$(PY) manage.py messages --compile
	@$(PY) manage.py migrate --verbosity 0 && echo "database is ready"

check: $(STAMP) ## lint, types, import contract, templates, migrations, translations, deployment settings
	@$(PY) scripts/check.py

house: $(STAMP) ## what makes the code hard to read, counted beside what we aim for
	@$(PY) -m scripts.house

promises: $(STAMP) ## the tests that make test samples, whole
	@WHOLE_MATRIX=1 $(PY) -m pytest tests/consistency tests/core/test_language_crawl.py $(ARGS)

bench: $(STAMP) ## speed, side by side with its limits (BENCH_JSON=file for JSON)
	@$(PY) -m tests.bench

bench-million: $(STAMP) ## the same lists among a million files (a quarter of an hour, 12 GB)
	@$(PY) -m tests.bench.growth

stack: $(TO_RUN) ## the production processes on this machine, without Docker
	@$(PY) -m coaching.config.process stack

messages: $(STAMP) ## bring the translation files up to date
	@$(PY) manage.py messages

tour: $(STAMP) ## remake the screenshots in docs/tour
	@$(PY) scripts/tour.py

clean: ## stop the embedded servers; remove the environment and all local data
	@if $(PY) -c 'import celery, redis' 2>/dev/null; then $(PY) -m coaching.config.embedded; fi
	@rm -rf $(VENV) .local
