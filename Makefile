# Two commands are enough: `make demo` opens the shop, `make test` proves it.
# Debian's own Python is built with optimisations that one built by hand often lacks: a fifth faster.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(or $(shell for each in /usr/bin/python3.11 python3.11; do $$each -c 'import ensurepip' 2>/dev/null && echo $$each && break; done),python3.11)
endif
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo setup data run test lint messages quality prove load clean

demo: setup data run

$(VENV)/.installed: requirements.txt
	@$(PYTHON) --version >/dev/null 2>&1 || { echo "Python 3.11 is needed: PYTHON=/path/to/python3.11 make demo"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

setup: $(VENV)/.installed

data: setup
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py load_reference_data
	$(BIN)/python manage.py render_illustrations
	$(BIN)/python manage.py load_demo

run: setup
	$(BIN)/python manage.py open_shop --port $(PORT)

test: setup $(VENV)/.installed-dev
	$(BIN)/python -m tests.run

lint: setup $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py build_css --check
	$(BIN)/python manage.py check_messages

messages: setup $(VENV)/.installed-dev
	$(BIN)/python manage.py check_messages --update

# Random lives of an order and of its money, so many times as in `make test`: make prove LIVES=100
prove: setup $(VENV)/.installed-dev
	LIVES=$(or $(LIVES),50) $(BIN)/python -m pytest -q tests/invariants tests/sales tests/charges tests/payouts/test_random_payouts.py tests/payments/refunds/test_properties.py tests/payments/transfers/test_never_lost.py

quality: setup $(VENV)/.installed-dev
	$(BIN)/python -m tests.quality.table

load: setup $(VENV)/.installed-dev
	$(BIN)/python -m tests.load.compare

clean:
	rm -rf $(VENV) var media/uploads
