# GNU make and a POSIX shell. Everything is installed into .venv, in the versions that requirements.lock names.

PYTHON ?= python3
PIP = .venv/bin/python -m pip --quiet --disable-pip-version-check

.PHONY: help site test long coverage mutants fuzz advisories bench accept pictures catalogues generated lock clean

help: ## what can be made (this list)
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | awk -F '|' '{printf "%-16s %s\n", $$1, $$2}'

site: .venv/.installed ## the example site, from the declarations of this repository
	.venv/bin/policygen build
	@echo
	@echo "The site is public/index.html. To look at it as visitors do:"
	@echo "    .venv/bin/python -m http.server --directory public"
	@echo "and open http://localhost:8000/ in a browser."

test: .venv/.installed ## all checks: ruff, mypy, pytest
	.venv/bin/python -m ruff check
	.venv/bin/python -m mypy
	.venv/bin/python -m pytest -n auto --dist loadgroup -m "not long"

long: .venv/.installed ## all that `make test` leaves out: one of many like it, faults, kills, mutants, fuzzing; for a night
	.venv/bin/python -m pytest -n auto --dist loadgroup -m long
	PYTHONPATH=.:tests .venv/bin/python tests/faults.py 1000 --parts 2
	$(MAKE) coverage mutants fuzz

coverage: .venv/.installed ## branch coverage of the rooms that input and output pass through; fails under 100 %
	PYTHONPATH=.:tests .venv/bin/python tests/coverage_of_rooms.py

mutants: .venv/.installed ## put faults into these rooms and see that tests fail; about half an hour
	PYTHONPATH=.:tests .venv/bin/python tests/mutants.py

advisories: .venv/.installed ## renew the known faults of the locked packages; FROM=FOLDER for a checkout of the database
	PYTHONPATH=.:tests .venv/bin/python tests/advisories.py $(if $(FROM),--from $(FROM))

fuzz: .venv/.installed ## coverage-guided fuzzing: ten minutes for declarations, two for each other target; Linux x86_64
	"$(PYTHON)" -m venv build/fuzz/venv
	build/fuzz/venv/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements.lock
	build/fuzz/venv/bin/python -m pip --quiet --disable-pip-version-check install atheris==3.0.0
	PYTHONPATH=.:tests build/fuzz/venv/bin/python tests/fuzz.py declaration --seconds 600
	for target in structure configuration catalogue markdown; do \
		PYTHONPATH=.:tests build/fuzz/venv/bin/python tests/fuzz.py $$target --seconds 120 || exit 1; done

bench: .venv/.installed ## measure against Hugo making the same pages; about an hour, on a machine that does nothing else
	.venv/bin/python -m bench --markdown

pictures: .venv/.installed ## take the pictures of the documents anew
	PYTHONPATH=.:tests .venv/bin/python tests/screenshots.py

accept: .venv/.installed ## accept what the example cases give now; read the difference before you commit it
	.venv/bin/python -m pytest -n auto --accept tests/test_cases.py

catalogues: .venv/.installed ## take new and changed messages into the catalogues of all languages
	.venv/bin/policygen locale update

generated: .venv/.installed ## the files that are made from shipped templates and word lists, after a change of those
	PYTHONPATH=.:tests .venv/bin/python tests/theme_compiler.py
	PYTHONPATH=.:tests .venv/bin/python tests/needles.py

lock: ## requirements.lock anew, with the newest releases; needs Python 3.11, the oldest that is supported
	@"$(PYTHON)" -c 'import sys; sys.exit(None if sys.version_info[:2] == (3, 11) else "Run: make lock PYTHON=python3.11")'
	"$(PYTHON)" -m venv --clear build/lock
	build/lock/bin/python -m pip --quiet --disable-pip-version-check install 'pip-tools>=7.6,<8'
	build/lock/bin/python -c "$$LISTED" > build/lock/requirements.in
	cd build/lock && bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
		--no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file new.lock requirements.in
	{ echo "$$HEADER"; cat build/lock/new.lock; } > requirements.lock

clean: ## remove everything that was made
	rm -rf .venv public build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "policygen needs Python 3.11 or newer.")'
	@test -x .venv/bin/python || "$(PYTHON)" -m venv .venv
	@echo "Installing the locked dependencies into .venv ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

define HEADER
# Exact versions of everything that policygen and its tests need; the hashes cover the wheels of all platforms.
# Written by `make lock` from pyproject.toml; do not edit.
endef
export HEADER

# Reads pyproject.toml: the dependencies, those of every extra, and those of the group `dev`.
define LISTED
import tomllib
table = tomllib.load(open("pyproject.toml", "rb"))
extras = sum(table["project"]["optional-dependencies"].values(), [])
print(*table["project"]["dependencies"], *extras, *table["dependency-groups"]["dev"], sep="\n")
endef
export LISTED
