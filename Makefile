# The engineer's verbs. Run them in the environment of: python -m pip install -e ".[test]"
.PHONY: test quick lint docs regenerate bench corpus shape kit kit-lock windows windows-suite

PYTHON ?= python
QUICK := -m "not slow and not libreoffice"

test: ## the whole suite
	$(PYTHON) -m pytest -q -n auto --dist loadfile

quick: ## what runs on every other Python, without LibreOffice
	PMO_XL_QUICK=1 $(PYTHON) -m pytest -q -n auto --dist loadfile $(QUICK)

lint: ## style, types, layers
	ruff check .
	ruff format --check .
	mypy
	lint-imports

docs: ## docs/ as pages in build/docs; a warning is an error
	$(PYTHON) -m mkdocs build -q -f .mkdocs.yml

regenerate: ## every file that code makes: templates, Word forms, VBA project, previews, rule catalogue, stubs, tables of docs/staff, package list
	$(PYTHON) -m tests.support.regenerate

ROUNDS ?= 5
bench: ## measures the speed against peers in the same run and writes README's table (ROUNDS=1: a short look that writes nothing)
	$(PYTHON) -m tests.benchmarks --rounds $(ROUNDS) --write-readme

corpus: ## the big counts in full: every hard workbook, 3,000 damaged ones, 500 sets of changes, every hostile place
	PMO_XL_FULL=1 $(PYTHON) -m pytest -q -n 2 --dist loadfile tests/workbook $$(grep -rlE 'PMO_XL_FULL|month_end_books' tests --include='test_*.py' | grep -v ^tests/workbook)

shape: ## the figures of docs/architecture.md
	$(PYTHON) -m tests.support.shape

kit: ## the offline kits for Windows PCs in build/kit (with Python, and for PCs that have it), of the last commit
	$(PYTHON) -m tests.support.kit.make

kit-lock: ## what the kits hold: tests/support/kit/windows.lock anew from pyproject.toml and tests/constraints.txt (needs uv)
	$(PYTHON) -m tests.support.kit.make --lock

windows: ## from an empty Windows user to an uninstalled kit, under Wine: make windows LAB=… (tests/windows/README.md)
	PMO_XL_WINLAB=$(LAB) $(PYTHON) -m pytest -q -n 0 -rA tests/windows

windows-suite: ## the quick suite with Windows' Python, under Wine: make windows-suite LAB=…
	PMO_XL_WINLAB=$(LAB) $(PYTHON) -m tests.windows.suite
