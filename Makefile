# make site: everything from set-up to a checked site/    make test: everything from set-up to passed tests
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
CORPUS ?= corpus
SITE ?= site
SITE_URL ?=
MAX_BYTES ?=
DATE ?= $(shell date +%Y-%m-%d)
STATE ?=
PORT ?= 8000
export CHROMIUM

VENV := .venv
PY := $(VENV)/bin/python

.PHONY: help site serve offline check test format lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(VENV)/site.done ## read the listings of CORPUS and build SITE
	@$(PY) -m generator build --corpus "$(CORPUS)" --site "$(SITE)" --site-url "$(SITE_URL)" --date "$(DATE)" $(if $(STATE),--state "$(STATE)") $(if $(MAX_BYTES),--max-bytes $(MAX_BYTES))

serve: ## serve SITE over http, at http://127.0.0.1:PORT/
	@test -f "$(SITE)/index.html" || { echo "no site in $(SITE)/: run 'make site' first" >&2; exit 1; }
	@echo "http://127.0.0.1:$(PORT)/   (end with Ctrl-C)"
	@$(PYTHON) -m http.server --bind 127.0.0.1 --directory "$(SITE)" $(PORT)

offline: site ## pack SITE into dist/paper-digest.zip, to be read from a disk
	@$(PY) -m generator offline --site "$(SITE)"

test: check ## set up, then lint, type-check and test, in a browser too

check: $(VENV)/test.done ## lint, type-check, test
	@sh .ci/find-browser
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	VNU_JAR="$$(sh .ci/find-vnu)" $(PY) -m pytest --numprocesses=auto --dist=loadfile --cov --cov-report=term

format: $(VENV)/test.done ## put the code into its format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: $(VENV)/test.done ## renew the pinned versions in requirements/
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-strip-extras --no-header pyproject.toml -o requirements/site.txt
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-strip-extras --no-header --extra test pyproject.toml -o requirements/test.txt

clean: ## remove what was generated: the site, docs/'s generated files, the environment
	@if [ -x $(PY) ]; then $(PY) -m generator clean; fi
	rm -rf site .site.paper-digest-next .site.paper-digest-last dist $(VENV) .mypy_cache .pytest_cache .ruff_cache

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Give another with 'make PYTHON=python3.12 …'." >&2; exit 1; }
	@echo "Making the environment in $(VENV)/ …"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian and Ubuntu, apt-get install python3-venv." >&2; exit 1; }
	@touch $@

$(VENV)/site.done: requirements/site.txt | $(VENV)/created
	@echo "Installing the pinned packages …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	@touch $@

$(VENV)/test.done: requirements/test.txt | $(VENV)/created
	@echo "Installing the pinned packages for tests …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@ $(VENV)/site.done
