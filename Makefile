# A newcomer needs two commands, `make run` and `make test`; `make` alone lists the rest.
# Written for GNU make 3.81, the one that macOS has.

.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL = /bin/sh

python = .venv/bin/python
site = .venv/stamps/site
dev = .venv/stamps/dev
node = node_modules/.package-lock.json

.PHONY: help run test check bench format lock clean

help:
	@awk -F ': .*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: $(site) .env ## install, make the database, load the demo edition, serve it on http://127.0.0.1:8000 (PORT=8001: there)
	@exec $(python) manage.py run

test: $(dev) $(node) ## install what tests need and run all of them, on each database there is (ARGS="-k embargo": some)
	@exec $(python) -m tools.test $(ARGS)

check: $(dev) ## lint, types, import contracts, migrations, templates, deploy checks
	@exec $(python) -m tools.check

bench: $(dev) ## the benchmarks, as a table (ARGS go to them)
	@exec $(python) -m benchmarks $(ARGS)

format: $(dev) ## lay out the code as `make check` wants it, and mend what can be mended by itself
	@$(python) -m ruff check --quiet --fix . ; $(python) -m ruff format .

lock: $(dev) ## pin anew what pyproject.toml and package.json ask for (ARGS=--upgrade: at the newest)
	@$(python) -m tools.lock $(ARGS)

clean: ## remove what can be made again; the paper (var/) and .env stay
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.env:
	@$(python) -m tools.dotenv

$(site): requirements.txt
	@python=$$(tools/find-python) && "$$python" tools/install.py requirements.txt $@

$(dev): requirements-dev.txt $(site)
	@python=$$(tools/find-python) && "$$python" tools/install.py requirements-dev.txt $@

$(node): package-lock.json $(dev)
	@$(python) -m tools.node npm ci && touch $@

# A .venv that is not there, or whose Python has gone since (an upgrade, a copied folder), is made anew.
ifneq ($(shell $(python) -c 'print("here")' 2>/dev/null),here)
.PHONY: $(site) $(dev)
endif
