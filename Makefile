# Every target explains itself: make help
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

# The tests sync to disk thousands of times; where there is a folder in memory, they use that.
TEST_TMPDIR := $(if $(TMPDIR),$(TMPDIR),$(shell [ -w /dev/shm ] && echo /dev/shm || echo /tmp))

.PHONY: help setup demo up test drills check fixtures bench bench-random load soak api-description api-check screens clean audit

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk 'BEGIN {FS = ":.*## "} {printf "  make %-16s %s\n", $$1, $$2}'

setup: ## Make .venv with everything, tests and checks included
	@tools/set_up.sh dev

demo: ## Run one accident from report to insurer on this machine; ONCE=1 stops at the end
	@tools/set_up.sh run
	@$(PYTHON) -m accident_service.cli demo $(if $(ONCE),--once)

up: ## Start the service on this machine (embedded default); Ctrl-C stops it
	@tools/set_up.sh run
	@$(PYTHON) -m accident_service.cli up

test: ## Set everything up and run all tests; DATABASE=postgres BLOBS=s3 on those engines
	@tools/set_up.sh dev
	@TMPDIR=$(TEST_TMPDIR) $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(if $(DATABASE),--database $(DATABASE)) $(if $(BLOBS),--blobs $(BLOBS))

drills: ## Kill, fill, restart and attack it: docs/what-it-survives.md; PROMISE=R1 for one's, ONLY=FILE renews
	@tools/set_up.sh dev
	@TMPDIR=$(TEST_TMPDIR) $(PYTHON) -m pytest $(or $(ONLY),tests) -n auto --dist loadfile --no-loadscope-reorder -m "proves or drill" $(if $(PROMISE),--promise $(PROMISE),--promises-table=docs/what-it-survives.md) $(if $(ONLY),--promises-add)

check: ## Format, lint, types and import contracts (what pre-commit runs)
	@tools/set_up.sh dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(MAKE) --no-print-directory audit

audit: ## Look for weaknesses in libraries (told plainly when offline) and for committed secrets
	@tools/set_up.sh dev
	@$(PYTHON) -m tools.audit_dependencies
	@$(PYTHON) -m tools.audit_secrets

fixtures: ## Render the fixture clips again from their scenarios
	@tools/set_up.sh dev
	@$(PYTHON) -m fixtures.videos.render

bench: ## Measure accuracy, time and memory beside peers; README=1 renews the README's figures
	@tools/set_up.sh dev
	@tests/benchmarks/peers/set_up.sh || echo "the peers could not be set up; measuring without them"
	@$(PYTHON) -m tests.benchmarks.run $(if $(README),--readme) $(if $(KEEP),--keep) $(CLIPS)

bench-random: ## Measure accuracy on N random scenes from SEED on, JOBS side by side
	@tools/set_up.sh dev
	@$(PYTHON) -m tests.benchmarks.random_run $(or $(N),10) --seed $(or $(SEED),0) --jobs $(or $(JOBS),1)

load: ## Reports, pages and the API all at once for MINUTES, WORKERS measuring beside
	@tools/set_up.sh dev
	@$(PYTHON) -m tests.benchmarks.load --minutes $(or $(MINUTES),3) --workers $(or $(WORKERS),2)
	@$(PYTHON) -m tests.benchmarks.load.drain --cases $(or $(CASES),12)

soak: ## CASES cases in HOURS hours: do memory and open files grow?
	@tools/set_up.sh dev
	@$(PYTHON) -m tests.benchmarks.load.soak --cases $(or $(CASES),500) --hours $(or $(HOURS),2)

api-description: ## Write the insurers' API down as OpenAPI in docs/openapi.json
	@tools/set_up.sh run
	@$(PYTHON) -m accident_service.api > docs/openapi.json

api-check: ## Hold a running API to its description with generated calls; EXAMPLES=n each
	@tools/set_up.sh dev
	@$(PYTHON) -m tests.api.held_to_description $(or $(EXAMPLES),100)

screens: ## Photograph every page at phone and desk width into ./screens
	@tools/set_up.sh dev
	@$(PYTHON) -m tests.browser.screens

constraints: ## Renew constraints.txt from pyproject.toml
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --extra dev -o constraints.txt pyproject.toml

clean: ## Forget the demo's data
	@rm -rf demo-data var screens bench-out
