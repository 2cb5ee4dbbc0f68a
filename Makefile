# make serve | test | soak | setup | check | eval | bench | bench-scale | fit | lock | sbom | clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LITELLM := .venv-litellm
INDEX ?= .citewell/index
SOURCES ?= seeds

.PHONY: serve setup test soak check format eval bench bench-scale fit lock sbom browser clean

serve: setup
	$(BIN)/citewell index $(SOURCES) --index $(INDEX)
	$(BIN)/citewell serve --index $(INDEX) $(addprefix --starters ,$(wildcard $(SOURCES)/starters.toml))

setup: $(STAMP)

$(STAMP): requirements.lock requirements-torch.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	    { echo "citewell needs Python 3.11 to 3.13: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet -r requirements-torch.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Side by side on the cores that there are; four at most, since each takes some 2 GB of memory.
test: setup browser
	$(BIN)/pytest --numprocesses logical --maxprocesses 4 --dist loadfile

# What takes minutes: the service under load while its index is replaced, at its end, and flooded.
soak: setup browser $(LITELLM)/.installed
	LITELLM_PYTHON=$(LITELLM)/bin/python $(BIN)/pytest -m soak -s

# A client that is too large to install for everybody, in an environment of its own.
$(LITELLM)/.installed: tests/soak/litellm.lock
	$(PYTHON) -m venv $(LITELLM)
	$(LITELLM)/bin/pip install --quiet --no-deps --require-hashes -r tests/soak/litellm.lock
	@touch $@

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: setup
	$(BIN)/citewell eval --gate --report report

bench: setup
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m eval.bench
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m eval.bench_follow_ups
	env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BIN)/python -m eval.limit

# Collections of 1,000 to 100,000 passages: some 5 GB of disk, and long. SIZES=1000,1000000 for others (40 GB).
SIZES ?= 1000,10000,100000
bench-scale: setup
	$(BIN)/python -m eval.bench_scale --sizes $(SIZES)

# Fits the weights in qa/*.json to the tune sets and eval/training: minutes, and nothing to do after a
# change that leaves questions, sentences and features as they are.
fit: setup
	$(BIN)/python -m eval.fit_short --folds .citewell/folds
	$(BIN)/python -m eval.fit_ranker --folds .citewell/folds
	$(BIN)/python -m eval.fit_disagree --folds .citewell/folds

# The browser that the tests drive: one that is there, else Debian's, else playwright's own.
browser: setup
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	    { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	    $(BIN)/playwright install chromium

# Writes requirements.lock and tests/soak/litellm.lock from pyproject.toml. torch and the GPU packages
# that its default build asks for are left out (see requirements-torch.txt).
lock: setup
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements-torch.txt \
	    --universal --python-version 3.11 --generate-hashes --upgrade --no-header --no-annotate \
	    --no-emit-package torch --no-emit-package triton \
	    $$($(BIN)/uv pip compile pyproject.toml --constraint requirements-torch.txt --universal \
	        --python-version 3.11 --quiet --no-header --no-annotate \
	        | grep -oE '^(nvidia|cuda)-[a-z0-9-]+' | sed 's/^/--no-emit-package /') \
	    --quiet --output-file requirements.lock
	$(BIN)/uv pip compile --no-sources --group litellm --universal --python-version 3.11 \
	    --generate-hashes --upgrade --no-header --no-annotate --quiet \
	    --output-file tests/soak/litellm.lock

# Writes sbom.cdx.json: what is installed in .venv, with versions and licences (CycloneDX 1.6).
sbom: setup
	$(BIN)/pip install --quiet uv
	$(BIN)/uv tool run --quiet --from 'cyclonedx-bom==7.5.0' cyclonedx-py environment \
	    --pyproject pyproject.toml --output-reproducible --output-file sbom.cdx.json $(BIN)/python

clean:
	rm -rf $(VENV) $(LITELLM) .citewell .mypy_cache .ruff_cache .pytest_cache .hypothesis
