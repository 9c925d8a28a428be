# The two commands a newcomer needs are `make run` and `make test`. `make help` lists all.
SHELL := /bin/bash
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup run test check fix lock docs golden chaos chaos-deliveries orca bench bench-service bench-web bench-chinese bench-speech check-audio-epub check-daisy liblouis-tests verapdf
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: ## install everything that is needed (a few seconds when it is there)
	@scripts/setup

run: setup ## open a small library on http://127.0.0.1:8000 and print sign-ins; SAMPLES_ONLY=1 (and CI): convert the sample books into files instead
	@$(PY) $(if $(SAMPLES_ONLY)$(CI),scripts/run_samples.py,scripts/run_demo.py)

test: setup check ## the whole test suite
	@$(PY) -m pytest

check: setup ## formatting, lint, types, floors
	@ruff format --check --quiet . && ruff check --quiet . && mypy --no-error-summary && lint-imports --no-logo | tail -4

fix: setup ## put formatting right
	@ruff check --fix --quiet . ; ruff format --quiet .

lock: ## write requirements.lock anew from pyproject.toml (names and hashes, no addresses)
	@uv pip compile -q pyproject.toml --group dev --generate-hashes --universal --no-emit-index-url --no-header -o requirements.lock

docs: ## write the tables of docs/formats.md and docs/errors.md anew
	@ACCESSIBLE_READER_LANGUAGE=en $(PY) scripts/build_docs.py

golden: setup ## save what the converters make now as the golden files
	@$(PY) -m pytest tests/golden --save-golden -n0

chaos: setup ## kill a worker 100 times in the middle of its work, on SQLite and on PostgreSQL (about half an hour)
	@$(PY) scripts/chaos.py $(CHAOS)

chaos-deliveries: setup ## a day of 300 deliveries in which everybody is killed now and then, on SQLite and on PostgreSQL (a quarter of an hour; DAY="--visits 60 sqlite")
	@$(PY) scripts/chaos_deliveries.py $(DAY)

orca: setup ## all journeys with the Orca screen reader, one after the other (some ten minutes; the short ones are in the suite)
	@ORCA_ALL=1 $(PY) -m pytest tests/orca -n0

bench: setup ## measure ours beside the bare engines, in one run (about a quarter of an hour)
	@for what in reading braille pdf; do $(PY) benchmarks/bench_$$what.py || exit 1; done
	@$(PY) benchmarks/bench_speech.py --engines espeak

bench-web: setup ## the website: pages of a library of 100,000 titles at 50 a second while a conversion runs, 200 listeners, first sounds (TITLES=1000, KEEP=folder, ONLY="pages")
	@$(PY) -m benchmarks.bench_web $(if $(TITLES),--titles $(TITLES)) $(if $(KEEP),--keep $(KEEP)) $(if $(ONLY),--only $(ONLY))

bench-service: setup ## the service at scale on both databases: search, pages, desk, jobs, intake, conversions (TITLES=1000: a small one; KEEP=folder; ONLY="search desk")
	@$(PY) -m benchmarks.bench_service $(if $(TITLES),--titles $(TITLES)) $(if $(KEEP),--keep $(KEEP)) $(if $(ONLY),--only $(ONLY)) $(if $(FIGURES),--figures $(FIGURES))

bench-chinese: setup ## measure readings, review list, cells, speed and memory (corpora by path: see the scripts)
	@for what in readings braille; do $(PY) benchmarks/bench_chinese_$$what.py || exit 1; done

check-audio-epub: setup ## EPUBCheck, Ace and a reading system's engine on the audio EPUB of every book in ../shared/books (half an hour)
	@$(PY) scripts/check_audio_epub.py --ace $(FILE)

check-daisy: setup ## checker, schemas and mp3val on both DAISY formats of every book in ../shared/books (half an hour)
	@$(PY) scripts/check_daisy.py $(FILE)

bench-speech: setup ## measure voices, a second format, an edit, the first sound (Mandarin's two whole chapters take most of an hour: MOST=300 cuts them)
	@$(PY) benchmarks/bench_speech.py $(if $(MOST),--most $(MOST))

liblouis-tests: ## fetch liblouis' own test files from Debian's source package, so that they are run as well
	@scripts/fetch_liblouis_tests

verapdf: ## check PDFs with veraPDF, FILE="a.pdf b.pdf" (optional; says what it needs)
	@$(PY) scripts/verapdf.py $(FILE)
