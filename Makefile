# Everything starts here; each target lays what it needs on a bare Debian with Python >= 3.11, git and make.
SHELL := /bin/bash
POORT ?= 8000
PYTHON := .venv/bin/python
unexport VIRTUAL_ENV

.PHONY: help demo test bewijs check bench eisen docs gebruik ontwikkel

help:
	@printf '%s\n' \
	  'make demo [POORT=8000]  de demoregio op deze machine' \
	  'make test               alle toetsen, op SQLite en PostgreSQL' \
	  'make check              stijl, typen, lagen, migraties, vertalingen, begrippen' \
	  'make eisen              welke eis door welke toets is bewezen' \
	  'make bench              snelheid, in verhouding tot kaal Django' \
	  'make docs               de documentatie als website in build/docs'

gebruik:
	@bash scripts/omgeving.sh gebruik

ontwikkel:
	@bash scripts/omgeving.sh ontwikkel

demo: gebruik
	@.venv/bin/sluitend demo --poort $(POORT)

test: ontwikkel
	@$(PYTHON) -m scripts.test $(TOETS)

bewijs: ontwikkel
	@$(PYTHON) -m scripts.test --lang $(TOETS)

check: ontwikkel
	@$(PYTHON) -m scripts.check

eisen: ontwikkel
	@$(PYTHON) -m scripts.eisen

bench: ontwikkel
	@$(PYTHON) -m bench $(BENCH)

docs: ontwikkel
	@$(PYTHON) -m sphinx -W --keep-going -q -b html docs build/docs
	@echo build/docs/index.html
