# Two commands for a newcomer: `make run` and `make test`. Both set up .venv first.
# Any Python from 3.11 on: the first of these that is there.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do $$p -c '' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
FILE ?= samples
# The samples without a date of their own are read as published on this day.
DATE ?= $(if $(filter samples,$(FILE)),2024-10-08)

.PHONY: run test check format bench bench-store soak train robustness clean

run: .venv/ready
	@$(BIN)/khabar read $(FILE) $(if $(DATE),--date $(DATE)) --html out/khabar.html

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

# A minute: format, lint, types and the quick tests.
check: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -x tests/test_text.py tests/test_record.py tests/test_names.py tests/test_statements.py tests/test_page.py

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/ready
	$(BIN)/python bench/read_speed.py

# The whole store: about an hour of CPU; needs the folder KHABAR_DATA.
bench-store: .venv/ready
	mkdir -p out
	$(BIN)/python bench/ingest.py --jobs 2 --db out/full.db
	$(BIN)/python bench/search.py --db out/full.db

soak: .venv/ready
	$(BIN)/python -m pytest -q -o python_files="soak_*.py test_*.py" tests/soak

# The name tagger again from KHABAR_DATA: hours, most of them in the teacher; one thread each.
train: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	mkdir -p out
	$(BIN)/python tools/train_names_teacher.py --data "$(KHABAR_DATA)" --out out/names-silver.npz --state out/names-teacher
	$(BIN)/python tools/train_names.py --data "$(KHABAR_DATA)" --cache out/names-corpus.pkl --choose --epochs 12 --batch 16 --out out/names-first.npz
	$(BIN)/python tools/train_names.py --data "$(KHABAR_DATA)" --cache out/names-corpus.pkl --silver out/names-silver.npz --first out/names-first.npz --epochs 5 --batch 16 --gold-times 3

robustness: .venv/ready
	$(BIN)/python tools/robustness.py

# The exact versions of requirements.lock, then the package itself.
.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv/ready

clean:
	rm -rf .venv build out *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
