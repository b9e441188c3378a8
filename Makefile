# Everything a newcomer needs. `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
# Everything here starts Python many times; compiling each package anew each time would take longer than the work.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev check test format load lock image compose-test screenshots clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## set everything up, start the site (PORT=8000 HOST=127.0.0.1) and grade three sample notebooks
	@$(PYTHON) -m scripts.preflight
	@$(PYTHON) -m scripts.setup
	@exec .venv/bin/python -m scripts.run

setup:  ## only the set-up: .venv and the graders' environment
	@$(PYTHON) -m scripts.setup

setup-dev:
	@$(PYTHON) -m scripts.setup dev

check: setup-dev  ## style, types, imports, templates, API schema and the fast tests (under 90 s)
	@.venv/bin/python -m scripts.check

test:  ## set everything up and pass every test
	@$(PYTHON) -m scripts.setup dev
	@.venv/bin/python -m scripts.test

format: setup-dev  ## format the Python files
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix --quiet .

lock: setup  ## write requirements/*.txt and the environments' locks anew from the *.in files
	@.venv/bin/python -m scripts.lock

image: setup  ## build the Docker images (BASE_IMAGE=python:3.11-slim, or debootstrap where no registry answers)
	@.venv/bin/python -m scripts.image

compose-test: setup  ## start docker-compose.yml, grade two notebooks in it, take it down
	@.venv/bin/python -m scripts.compose

screenshots: setup-dev  ## picture every page, light and dark, phone and desktop, into var/screenshots/
	@.venv/bin/python -m tests.browser.screenshots

load: setup-dev  ## 1,000 learners start one quiz within a minute (LEARNERS=1000 SECONDS=60 LOAD_DATABASE=sqlite)
	@.venv/bin/python -m benchmarks.load

clean:  ## remove the virtual environment and var/ (the demo database, logs, sockets)
	rm -rf .venv var
