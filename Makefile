# make run    the articles of data/raw into tables in data/out
# make test   the whole test suite, and a smoke test on every other supported Python that is found
# make lint   ruff and mypy
# make browser  the report in a real Chromium; needs chromium and chromedriver
# make faults  runs killed, disks full, stores damaged, hostile text in every length; minutes; mounting needs root;
#             TABLE=docs/robustness.md writes what came of it there
# make fuzz   readers and number grammar fuzzed by coverage (atheris), SECONDS each
# make bench  docs/speed.md: beside natasha, workers, start-up, memory, growth; LONG=--long for 10,000 articles
# make docs   docs/tables.md from the table definitions, docs/scores.md from runs, both READMEs' tables from these
# make licences  docs/licences.md and constraints.txt from what is installed

PYTHON ?= python3
SECONDS ?= 120
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test browser faults fuzz lint bench docs licences clean

run: $(VENV)/installed
	$(BIN)/pipeline run data/raw --out data/out

test: $(VENV)/installed-dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
	tests/smoke.sh $(BIN)/python

browser: $(VENV)/installed-dev
	$(PIP) --editable '.[browser]'
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest tests/browser

faults: $(VENV)/installed-dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest tests/faults $(if $(TABLE),--table $(TABLE))

fuzz: $(VENV)/installed-dev
	$(PIP) --editable '.[fuzz]'
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/fuzz.py read --seconds $(SECONDS)
	OPENBLAS_NUM_THREADS=1 $(BIN)/python tests/fuzz.py numbers --seconds $(SECONDS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/throughput.py $(CORPUS) $(LONG)

docs: $(VENV)/installed
	mkdir -p docs
	$(BIN)/pipeline tables --markdown > docs/tables.md
	$(BIN)/python benchmarks/scores.py > docs/scores.md
	$(BIN)/python benchmarks/readme.py

licences: $(VENV)/installed
	$(BIN)/python tests/licences.py > docs/licences.md
	$(BIN)/python tests/licences.py --constraints > constraints.txt

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "Python 3.11, 3.12 or 3.13 is needed, $(PYTHON) is another: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml
	$(PIP) --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) data/out
