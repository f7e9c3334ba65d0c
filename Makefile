# Everything that is done with this repository is done from here. A clone, Python 3.11+ and make are
# enough: Python's packages go into .venv, Node comes from PyPI where the machine has none that will do.
# Each step leaves a stamp and is skipped while what it was made from has not changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
FRONT_END := $(BIN)/python -m tools.front_end
TYPED := src tools hatch_build.py $(wildcard sim bench proof tests)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url

stage = @printf '\n── %s\n' "$(1)"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run demo test check e2e sim prove bench screenshots lock clean \
	format front-end wheel python-tests client-tests sim-short chromium spin

help:
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run front-end ## install, build and start Deskbell
	@$(BIN)/deskbell serve $(ARGS)

demo: $(VENV)/.run front-end ## the same with a made-up shop, agents and visitors, in a folder of its own
	@$(BIN)/deskbell demo $(ARGS)

test: check python-tests client-tests sim-short e2e ## everything CI runs

check: $(VENV)/.dev ## format, lint, types and who may import whom, of both languages
	$(call stage,format and lint)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	$(call stage,types)
	@$(BIN)/mypy $(TYPED)
	$(call stage,who may import whom)
	@$(BIN)/lint-imports
	$(call stage,front end: types and lint)
	@$(FRONT_END) npm run typecheck
	@$(FRONT_END) npm run lint

e2e: $(VENV)/.dev front-end chromium ## two real browsers against a real server
	$(call stage,end to end)
	@$(BIN)/pytest tests/e2e $(ARGS)

sim: $(VENV)/.dev ## the seeded world, for as long as you like (ARGS="--help" says how)
	@$(BIN)/python -m sim $(ARGS)

prove: $(VENV)/.dev spin ## the routing's proof in full, an hour; writes docs/proof.md (ARGS=--quick for a trial)
	@$(BIN)/python -m proof $(ARGS)

bench: $(VENV)/.dev front-end ## measure what docs/benchmarks.md claims
	@$(BIN)/python -m bench $(ARGS)

screenshots: $(VENV)/.dev front-end chromium ## take the pictures of README and docs anew
	@$(BIN)/pytest tests/e2e/screenshots.py

format: $(VENV)/.dev ## put the Python code into the house's format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

wheel: $(VENV)/.dev front-end ## build the packages into dist/, install the wheel elsewhere, fetch its first page
	@rm -rf dist
	@$(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python
	@$(BIN)/python -m tools.package_check dist

lock: $(BIN)/python ## pin Python's packages anew, with hashes (ARGS=--upgrade takes the newest)
	@test -x $(BIN)/uv || $(PIP) install uv
	@$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt $(ARGS)
	@$(LOCK) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt
	@$(LOCK) --group build --constraint requirements/dev.txt --output-file requirements/build.txt
	@$(LOCK) --group node --output-file requirements/node.txt $(ARGS)

clean: ## remove what make has made; never anybody's data
	@rm -rf $(VENV) dist clients/node_modules src/deskbell/web/static
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# ── parts of `make test` ─────────────────────────────────────────────────────────────────────

python-tests: $(VENV)/.dev front-end
	$(call stage,examples · properties · integration · security)
	@$(BIN)/pytest tests --ignore=tests/e2e --numprocesses=auto --dist=loadfile $(ARGS)

client-tests: $(VENV)/.dev front-end
	$(call stage,front end: tests and sizes)
	@$(FRONT_END) npm test
	@$(FRONT_END) npm run size

sim-short: $(VENV)/.dev
	$(call stage,simulation)
	@$(BIN)/python -m sim --short

# ── what everything stands on ────────────────────────────────────────────────────────────────

front-end: $(VENV)/.run
	@$(FRONT_END) build

chromium: $(VENV)/.run
	@$(BIN)/python -m tools.chromium

spin: $(VENV)/.run
	@$(BIN)/python -m tools.spin

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Deskbell needs Python 3.11 or later. Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python cannot make a venv. Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "installing Python's packages into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "installing the tools of development into $(VENV)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
