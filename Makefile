# Every command of the project. `make` alone lists them.

SHELL := /bin/sh
BIN := .venv/bin
DATABASE := data/catalog.duckdb
CATALOG := data/demo/products.csv
IMAGES = $(dir $(CATALOG))images
ADDRESS := 127.0.0.1:8050
# The environment is brought up to date when the lock file changes, and only then. A .pth file puts
# this folder on its path, so that `python bench/...` finds the project.
STAMP := .venv/.installed-$(shell cksum < requirements-dev.txt | tr ' ' -)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help install demo serve test coverage check audit bench soak screenshots lock clean chromium

help:  ## list the commands / liste des commandes
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'

install: $(STAMP)  ## Python environment in .venv / environnement Python dans .venv

$(STAMP):
	@set -e; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11 ''; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11 or newer is needed / il faut Python 3.11 ou plus (make PYTHON=...)" >&2; exit 1; \
	fi; \
	if [ ! -x $(BIN)/pip ]; then \
		"$$python" -m venv .venv || { rm -rf .venv; \
			echo "venv is missing / il manque venv (Debian: apt-get install python3-venv)" >&2; exit 1; }; \
	fi; \
	echo "Installing, a few minutes / installation, quelques minutes ..."; \
	$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; \
	for packages in .venv/lib/python*/site-packages; do \
		echo '$(CURDIR)' > "$$packages/checkout.pth"; \
	done; \
	rm -f .venv/.installed-*; \
	touch $@

demo: install  ## pipeline on the demo catalogue / chaîne complète sur le catalogue de démonstration
	$(BIN)/python -m etl run --database $(DATABASE)

serve: install  ## dashboard on http://127.0.0.1:8050 / tableau de bord à cette adresse
	@[ -n "$$CATALOG_DATABASE" ] || [ -e $(DATABASE) ] || $(MAKE) --no-print-directory demo
	@echo "http://$(ADDRESS)"
	@exec $(BIN)/gunicorn --bind $(ADDRESS) dashboard.app:server

test: install chromium  ## all tests, browser ones too / tous les tests, navigateur compris
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

coverage: install chromium  ## the tests, and the branches they run through / tests et branches parcourues
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=
	@for package in agreement dashboard etl verdict; do \
		printf '%-10s %s %% of the branches\n' $$package \
			$$($(BIN)/coverage report --fail-under=0 --format=total --include="$$package/*"); \
	done
	$(BIN)/coverage report --format=total

chromium:
	@bin/install-chromium

check: install  ## linter, format, types, imports / style, format, types, imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The last one asks PyPI's advisories: where they cannot be reached it fails and says so, and with
# OFFLINE=1 says that they were not asked.
audit: install  ## risky code, secrets, known faults (OFFLINE=1) / code risqué, secrets, failles
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive agreement bench bin dashboard demo etl folding journal localisation storage verdict
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook
	$(BIN)/python bin/advisories.py

bench: install chromium  ## measurements, CATALOG=... DATABASE=... / mesures (sans option : démonstration)
	@[ -e $(DATABASE) ] && [ -e $(CATALOG) ] || $(MAKE) --no-print-directory demo
	$(BIN)/python bench/pipeline.py --catalog $(CATALOG) --images $(IMAGES)
	$(BIN)/python bench/dashboard.py --database $(DATABASE) --products 1050 20000
	$(BIN)/python bench/updates.py --catalog $(CATALOG) --images $(IMAGES)
	$(BIN)/python bench/rehearsal.py --catalog $(CATALOG) --images $(IMAGES)
	$(BIN)/python bench/load.py

soak: install chromium  ## long tests, with their figures / tests longs, avec leurs chiffres
	$(BIN)/python -m pytest -m soak -s
	$(BIN)/python bench/coverage.py $(if $(DATABASE),--database $(DATABASE))

screenshots: install chromium  ## pictures of the README, from the demo / images du README, de la démonstration
	@[ -e $(DATABASE) ] || $(MAKE) --no-print-directory demo
	CATALOG_DATABASE=$(DATABASE) $(BIN)/python bin/screenshots.py

lock: install  ## requirements*.txt from pyproject.toml / verrouille les dépendances (UPGRADE=--upgrade)
	$(LOCK) pyproject.toml --group web --group dev --output-file requirements-dev.txt
	$(LOCK) --group web --constraint requirements-dev.txt --output-file requirements.txt
	$(LOCK) pyproject.toml --constraint requirements-dev.txt --output-file requirements-etl.txt

clean:  ## remove the environment and the caches, not the data / efface tout sauf les données
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
