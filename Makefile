# Profielbouwer: the newcomer's commands. `make` or `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
INPUT ?= examples/invoer
OUTPUT ?= output
PERIODE ?= $(shell date +%Y-%m)
READY := .venv/ready
DASK := .venv/dask
KEPT := pipeline/kept/program.txt
OWN := $(shell find pipeline schemas -path pipeline/kept -prune -o -type f ! -name '*.pyc' -print)

.DEFAULT_GOAL := help
.PHONY: help setup kept profiles test check templates glossary sjabloon bouwstenen schema lock windows sbom wine bench bench-node mutants crashtest clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(READY) $(KEPT) ## make the virtual environment with the locked versions

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

kept: $(KEPT) ## make what a run needs of our own files beforehand, so that it starts quickly

$(KEPT): $(READY) tools/make_kept.py $(OWN)
	$(BIN)/python -m tools.make_kept

# exit 1 means that some forms were rejected: in a real month some always are
profiles: $(KEPT) ## run the pipeline: INPUT (default the example) into OUTPUT, for PERIODE (default this month)
	@echo "Periode $(PERIODE)"
	@$(BIN)/profielbouwer run "$(INPUT)" -o "$(OUTPUT)" --periode "$(PERIODE)" || test $$? -eq 1

test: $(READY) $(DASK) ## run the tests
	$(BIN)/python -m pytest

# only the tests need it: no test is passed over
$(DASK): requirements-dask.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dask.lock
	@touch $@

check: $(READY) ## format, lint, types, who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

templates: $(READY) ## write the blank forms in input_templates/ again
	$(BIN)/python tools/make_templates.py

glossary: $(READY) ## write docs/glossary.md again
	$(BIN)/python tools/make_glossary.py

schema: $(READY) ## write schemas/run.schema.json again
	$(BIN)/python tools/make_schema.py

sjabloon: $(READY) ## write the tables of fields in docs/sjabloon.md again
	$(BIN)/python -m tools.make_sjabloon

bouwstenen: $(READY) ## write the tables of the catalog in docs/bouwstenen.md again
	$(BIN)/python -m tools.make_bouwstenen

# axe-playwright-python is wanted for the axe.min.js in it: 46 MB of playwright stay out, so pip installs with --no-deps
lock: $(READY) ## take the newest versions that pyproject.toml allows into requirements.lock (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --upgrade \
	  --no-emit-package playwright --no-emit-package greenlet --no-emit-package pyee \
	  pyproject.toml --extra dev -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --upgrade \
	  pyproject.toml --extra dask -c requirements.lock -o requirements-dask.lock
	uv pip compile --python-platform x86_64-pc-windows-msvc --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade \
	  pyproject.toml -c requirements.lock -o requirements-windows.lock

windows: $(READY) ## make the edition for Windows, dist/profielbouwer-windows.zip (needs osslsigncode)
	$(BIN)/python -m tools.make_windows

sbom: $(READY) ## write what that edition is made of, dist/sbom.cdx.json (CycloneDX)
	$(BIN)/python -m tools.make_windows --sbom

# as superuser of a namespace of its own: a test fills a small disk, and nobody else sees it
wine: windows ## make that edition and test it under wine (needs wine64 and gcc-mingw-w64-x86-64; some minutes)
	unshare --user --map-root-user --mount $(BIN)/python -m pytest -n 0 tests/wine

bench: $(KEPT) ## measure a run beside the obvious way and the floors, then documents, stages, forms and overview (needs LibreOffice)
	$(BIN)/python -m benchmarks.engine
	$(BIN)/python -m benchmarks.documents
	$(BIN)/python -m benchmarks.stages
	$(BIN)/python -m benchmarks.forms
	$(BIN)/python -m benchmarks.handing_out
	$(BIN)/python -m benchmarks.koepel
	$(BIN)/python -m benchmarks.professions

bench-node: ## fetch the libraries for Node that `make bench` measures beside ours where they are (needs node and npm)
	cd benchmarks/node && npm ci --ignore-scripts --no-audit --no-fund

mutants: $(READY) ## plant 300 faults in the rules and tell which of them no test sees (some twenty minutes)
	$(BIN)/python -m tools.mutants

crashtest: $(READY) ## kill a run 200 times at random moments
	PROFIELBOUWER_CRASHES=200 $(BIN)/python -m pytest tests/end_to_end/test_crash.py

clean: ## remove the virtual environment, caches and outputs
	find output -mindepth 1 ! -path output/README.md -delete
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
