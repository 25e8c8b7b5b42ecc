# `make help` lists the targets. Everything runs in .venv; no other set-up.
PYTHON ?= python3
VENV ?= .venv
GOLD ?= ../shared/gold
SCORERS ?= ../shared/eval
BIN := $(VENV)/bin
PEERS := $(if $(wildcard $(VENV)-peers/.installed),--peers-python $(VENV)-peers/bin/python)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test test-stores test-faults test-faults-full test-runners check audit format golden dictionary quality bench bench-full clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.installed ## install, then run the job on data/raw into data/processed
	$(BIN)/spalte run data/raw data/processed

test: $(VENV)/.installed-dev ## install, then run the tests (under five minutes on two cores)
	$(BIN)/pytest -n 2 -m "not faults and not clusters"

test-faults: $(VENV)/.installed-dev fuzzer ## kill, starve and confuse runs and look at what the next makes (12 minutes)
	$(BIN)/pytest tests/faults -m faults -n 2

test-faults-full: $(VENV)/.installed-dev fuzzer ## the same more often, and write the table of docs/6_operate.md (an hour)
	rm -f benchmarks/results/faults.json
	$(BIN)/pytest tests/faults -m faults -n 2 --full --record
	$(BIN)/python -m benchmarks.faults_report

test-runners: $(VENV)/.installed-dev ## install Dask and Ray, and run the job on clusters of both (ten minutes)
	@$(BIN)/pip install --quiet -c constraints.txt -e '.[dask,ray]' || \
		echo "Dask or Ray cannot be installed here: their tests are skipped"
	$(BIN)/pytest tests/flows/test_clusters.py -m clusters -n 2

.PHONY: fuzzer
fuzzer: $(VENV)/.installed-dev
	@$(BIN)/pip install --quiet -c constraints.txt -e '.[fuzz]' 2>/dev/null || \
		echo "atheris cannot be installed here: the fuzz test is skipped"

test-stores: $(VENV)/.installed-dev ## install an S3 server, then test raw and processed roots in stores (2 minutes)
	@$(BIN)/pip install --quiet -c constraints.txt -e '.[s3,test-store]'
	$(BIN)/pytest tests/flows/stores -n 2

check: $(VENV)/.installed-dev audit ## lint, format, strict types, duplicated code, known vulnerabilities
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pylint --disable=all --enable=duplicate-code --min-similarity-lines=8 \
		--ignore-imports=y --ignore-docstrings=y --ignore-signatures=y schemas transforms flows

audit: $(VENV)/.installed-dev ## look for known vulnerabilities in what is installed, where the network allows
	@$(BIN)/python .ci/audit.py

format: $(VENV)/.installed-dev ## format and fix what ruff can fix
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

dictionary: $(VENV)/.installed-dev ## write docs/3_data_dictionary.md from the schemas
	$(BIN)/python -m schemas.dictionary

golden: $(VENV)/.installed-dev ## write tests/golden/expected from what the code makes of data/raw: read the diff
	$(BIN)/python tests/golden/regenerate.py

quality: $(VENV)/.installed-dev ## measure on annotated articles (GOLD=, SCORERS=) and write docs/5_quality.md
	$(BIN)/python -m benchmarks.quality --gold $(GOLD) --scorers $(SCORERS)

bench: $(VENV)/.installed-dev ## measure speed and memory in small (three minutes), write benchmarks/results/short
	$(BIN)/python benchmarks/run.py --short $(PEERS)

bench-full: $(VENV)/.installed-dev $(VENV)-peers/.installed ## measure all, write benchmarks/results and docs/charts (two hours, 6 GB)
	$(BIN)/pip install --quiet -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/run.py --peers-python $(VENV)-peers/bin/python
	$(BIN)/python benchmarks/charts.py
	$(BIN)/python -m benchmarks.reach_report

clean: ## remove the virtual environments, caches and the default output
	rm -rf $(VENV) $(VENV)-peers .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find data/processed -mindepth 1 ! -name .gitkeep -delete

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Spalte needs Python 3.11 or newer as $(PYTHON); another one: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. Install it: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# what Spalte is compared with, in an environment of its own
$(VENV)-peers/.installed: $(VENV)/.python benchmarks/peers/requirements.txt
	$(PYTHON) -m venv $(VENV)-peers
	$(VENV)-peers/bin/pip install --quiet -c constraints.txt -r benchmarks/peers/requirements.txt -e .
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed
