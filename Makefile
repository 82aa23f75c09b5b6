# Two commands to know: `make run` and `make test`. Plain `make` lists all.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
REQUIREMENTS := requirements/base.txt requirements/embedded.txt requirements/dev.txt
PORT ?= 8000
ARGS ?=
export PORT

.DEFAULT_GOAL := help
.PHONY: help run stack test setup check bench messages tour clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(STAMP): $(REQUIREMENTS)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "Python 3.11 is needed; found %d.%d" % sys.version_info[:2])'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the product needs (once)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: $(foreach f,$(REQUIREMENTS),-r $(f))
	@touch $@

setup: $(STAMP) ## environment, database and translations, ready to use
	@$(PY) manage.py messages --compile
	@$(PY) manage.py migrate --verbosity 0 && echo "database is ready"

run: $(STAMP) ## the whole product on this machine, with demo data: http://localhost:8000
	@$(PY) -m coaching.config.process run

stack: $(STAMP) ## the production processes on this machine, without Docker
	@$(PY) -m coaching.config.process stack

test: $(STAMP) ## all tests (ARGS="-k word" for some)
	@$(PY) -m pytest $(ARGS)

check: $(STAMP) ## lint, types, import contract, templates, migrations, translations, deployment settings
	@$(PY) scripts/check.py

bench: $(STAMP) ## speed, side by side with its limits
	@$(PY) -m tests.bench

messages: $(STAMP) ## bring the translation files up to date
	@$(PY) manage.py messages

tour: $(STAMP) ## remake the screenshots in docs/tour
	@$(PY) scripts/tour.py

clean: ## remove the environment and all local data
	@rm -rf $(VENV) .local
