# Every command sets up its own virtual environment in .venv first. Needs Python 3.11 or newer.
# What is installed stands in the lock (requirements.txt, requirements-dev.txt), with hashes; then comes this folder itself,
# editable, so that a change of the knowledge or the code needs no new installation.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip install --quiet
INSTALL_PROJECT := $(PIP) --no-deps --no-build-isolation --editable .

.PHONY: chat test beside tested test-newest proof check train evaluate bench lock clean

$(RUN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sales Advisor needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(RUN)/sales-advisor: pyproject.toml requirements.txt | $(RUN)/python
	$(PIP) --require-hashes --requirement requirements.txt
	$(INSTALL_PROJECT)
	touch $@

$(VENV)/dev: pyproject.toml requirements-dev.txt | $(RUN)/python
	$(PIP) --require-hashes --requirement requirements-dev.txt
	$(INSTALL_PROJECT)
	touch $@ $(RUN)/sales-advisor

chat: $(RUN)/sales-advisor
	@$(RUN)/sales-advisor chat

test: $(VENV)/dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports
	@$(MAKE) --no-print-directory --jobs 2 beside tested

# Half a minute of one processor, which would leave the other idle: the tests have that, and both when it is done.
beside: $(VENV)/dev
	$(RUN)/mypy
	@$(MAKE) --no-print-directory check

tested: $(VENV)/dev
	$(RUN)/pytest -n auto --dist worksteal

# The same tests on the newest releases that the ranges in pyproject.toml allow, in an environment of their own.
test-newest:
	$(PYTHON) -m venv --clear .venv-newest
	.venv-newest/bin/python -m pip install --quiet --upgrade --editable '.[dev]'
	.venv-newest/bin/pytest -n auto --dist worksteal

# The long proofs: soaks, kills, a hundred thousand inputs. Minutes, not seconds; one after the other.
proof: $(VENV)/dev
	$(RUN)/pytest tests/proof --timeout 3600
	$(RUN)/pytest -m hypothesis --hypothesis-profile proof -n auto --dist worksteal --timeout 3600

check: $(RUN)/sales-advisor
	@$(RUN)/sales-advisor check

train: $(RUN)/sales-advisor
	$(RUN)/sales-advisor train

evaluate: $(RUN)/sales-advisor
	$(RUN)/sales-advisor evaluate knowledge/calibration/en.jsonl knowledge/calibration/id.jsonl

bench: $(VENV)/dev
	$(RUN)/python tests/benchmarks/bench_matching.py

# Write the lock anew after a change of the ranges. What is locked stays; `make lock UPGRADE=--upgrade` takes the newest.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet $(UPGRADE) pyproject.toml --group build --extra postgres --output-file requirements.txt
	.venv-lock/bin/uv pip compile --quiet $(UPGRADE) pyproject.toml --group build --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
