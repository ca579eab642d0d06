# Every command sets up its own virtual environment in .venv first. Needs Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: chat test check train evaluate bench clean

$(RUN)/sales-advisor: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sales Advisor needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: pyproject.toml $(RUN)/sales-advisor
	$(RUN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

chat: $(RUN)/sales-advisor
	@$(RUN)/sales-advisor chat

test: $(VENV)/dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/sales-advisor check
	$(RUN)/pytest -n auto

check: $(RUN)/sales-advisor
	@$(RUN)/sales-advisor check

train: $(VENV)/dev
	$(RUN)/sales-advisor train

evaluate: $(VENV)/dev
	$(RUN)/sales-advisor evaluate knowledge/calibration/en.jsonl knowledge/calibration/id.jsonl

bench: $(VENV)/dev
	$(RUN)/python tests/benchmarks/bench_matching.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
