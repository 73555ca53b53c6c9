# Everything happens in .venv, which is made anew whenever the lock file changes.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test mutants lint audit bench docs venv lock help

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: venv ## run the bot; without a BOT_TOKEN, in this terminal on a demo newsstand
	@$(BIN)/python -m bot run --or-demo

test: venv ## run the tests
	@$(BIN)/pytest -q -n auto --dist loadgroup $(ARGS)

mutants: venv ## see whether the tests notice what is wrong: make mutants ARGS="lease throttle"
	@$(BIN)/python -m tests.mutants $(ARGS)

lint: venv ## check style, types, layers and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .

audit: venv ## check licences, and known vulnerabilities where the network allows
	$(BIN)/python -m tests.licences
	$(BIN)/python -m tests.vulnerabilities

bench: venv ## run a benchmark: make bench NAME=matching ARGS="--help"
	$(BIN)/pip install -q --require-hashes -r benchmarks/requirements.lock
	$(BIN)/python -m benchmarks.$(NAME) $(ARGS)

docs: venv ## build the documentation site in docs/site
	@for language in en ru uk; do $(BIN)/zensical build --clean --strict -f docs/$$language.yml || exit 1; done
	@cp docs/index.html docs/site/index.html

venv: .venv/.installed ## set up the virtual environment

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dozor needs Python 3.11 or newer")'
	@echo "Setting up .venv (once)…" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: venv ## resolve the dependencies anew
	$(BIN)/uv pip compile -q pyproject.toml --group dev --universal --upgrade --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group bench --universal --upgrade --generate-hashes --no-emit-index-url --no-header -o benchmarks/requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o deploy/requirements.lock
	$(BIN)/uv pip compile -q --group pyproject.toml:build --universal --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements.lock -o deploy/build.lock
