# Two commands are enough: `make demo` shows Dorflinde, `make test` proves it. `make help` names the rest.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
# The first Python that is new enough; PYTHON=… chooses another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$python && break; done)
VENV := .venv/bin

.PHONY: help setup demo serve test check format bench screenshots messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## install everything this folder needs into this folder (again: takes a second)
ifeq ($(strip $(PYTHON)),)
	@echo "Dorflinde needs Python 3.11 or newer. This machine has: $$(python3 --version 2>&1 || echo none)."
	@echo "On Debian 12 or Ubuntu 24.04: apt-get install python3 python3-venv. Elsewhere: make setup PYTHON=/path/to/python3.12"
	@exit 1
else
	@$(PYTHON) tools/setup.py
endif

demo: setup ## set up and serve the sample region; PORT=8000
	@$(VENV)/dorflinde demo --port $(PORT)

serve: setup ## serve your own region from DORFLINDE_HOME; PORT=8000
	@$(VENV)/dorflinde serve --port $(PORT)

test: setup ## every test: SQLite, PostgreSQL, browser journeys; ONLY=sqlite|postgres|browser, ARGS="-k roadmap"
	@$(VENV)/python -m tools.test $(if $(ONLY),--only $(ONLY)) -- $(ARGS)

check: setup ## lint, types, import floors, migrations, templates, spelling, translations, locks
	@$(VENV)/python -m tools.check $(ONLY)

format: setup ## put Python and templates into the house's shape
	@$(VENV)/python -m tools.check --fix format templates

bench: setup ## figures against the bars: speed, page weight, queries, paper, memory
	@$(VENV)/python -m bench.run $(ARGS)

screenshots: setup ## take the pictures in docs/screenshots/ from the running sample region
	@$(VENV)/python -m tools.screenshots $(ARGS)

messages: setup ## collect new German sentences into the English catalogue and compile it
	@$(VENV)/python -m tools.translations collect
	@$(VENV)/python -m tools.translations compile

lock: setup ## write requirements/*.lock again from pyproject.toml; UPGRADE=1 takes newer versions
	@$(VENV)/python -m tools.locks write $(if $(UPGRADE),--upgrade)

clean: ## remove what setup and the tools made; your data in var/ stays
	rm -rf .venv node_modules src/dorflinde/ui/static/ui/dist .report .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
	find src -name '*.mo' -delete
