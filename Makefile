# make setup   a virtual environment with the packages, and a browser with its driver
# make demo    the whole job on fictional councils; ends with a league table and the path of the site
# make test    formatting, lint, types and tests
# make accessibility-bench   what the accessibility probes find on two public benches
# make messages  the Welsh catalogue brought up to date with what the site says
# make foreign   form engines that others wrote, run here from their packages and walked to the page before submission
# make accuracy   how right the tool is on the fictional councils; figures also in accuracy.json
# make national   a rehearsal of the national run: COUNCILS=40 fictional councils with a country's speed and faults
# make cluster   the same without a browser on one worker of a cluster and on three; figures also in cluster.json
# make survival  kills and hangs the crawl, its browser and its driver at random moments, and compares what comes out
# make safety  that nothing is left behind on them, whatever is done; figures also in safety.json
VENV := .venv
PYTHON_OF_VENV := $(VENV)/bin/python
SOURCES := betterserved.py commands store checks crawler reports tests
ifneq ($(wildcard benchmarks),)
SOURCES += benchmarks
endif

.PHONY: setup demo test lint accuracy national survival cluster safety foreign accessibility-bench messages clean

setup: $(VENV)/.packages $(VENV)/.browser

demo: setup
	@$(VENV)/bin/betterserved demo

# Three workers for two cores: half of a test's time it waits for a browser, a host's rest or a signal.
test: setup lint
	@$(PYTHON_OF_VENV) -m pytest -n 3 --dist loadfile

# OPTIONS="--no-browser --councils marsham,fenwold" narrows it; benchmarks/accuracy.py --help lists all.
accuracy: setup
	@$(PYTHON_OF_VENV) benchmarks/accuracy.py --json accuracy.json $(OPTIONS)

# OPTIONS="--parts source,steps --councils oxtarn --show" narrows it; benchmarks/safety.py --help lists all.
safety: setup
	@$(PYTHON_OF_VENV) benchmarks/safety.py --json safety.json $(OPTIONS)

# OPTIONS="--no-browser --delay 0.5" changes it; benchmarks/national.py --help lists all.
COUNCILS := 40
national: setup
	@$(PYTHON_OF_VENV) benchmarks/national.py --councils $(COUNCILS) --json national.json $(OPTIONS)

# OPTIONS="--delay 1 --at-once 4" changes it; benchmarks/cluster.py --help lists all.
cluster: setup
	@$(PYTHON_OF_VENV) benchmarks/cluster.py --json cluster.json $(OPTIONS)

# OPTIONS="--kills 7 --how kill,hang-browser" narrows it; benchmarks/survival.py --help lists all.
survival: setup
	@$(PYTHON_OF_VENV) benchmarks/survival.py --json survival.json $(OPTIONS)

# Needs BETTERSERVED_TEST_DATA. OPTIONS="--bench gds --case 12" narrows it; benchmarks/accessibility.py --help lists all.
accessibility-bench: setup
	@$(PYTHON_OF_VENV) benchmarks/accessibility.py --json accessibility.json $(OPTIONS)

# Needs node, npm and redis-server; packages go to .foreign. OPTIONS="--engine hof" narrows it; --help lists all.
foreign: setup
	@$(PYTHON_OF_VENV) -m benchmarks.foreign --json foreign.json $(OPTIONS)

# Says what has no Welsh yet; CONTRIBUTING.md tells what to do with it.
messages: setup
	@$(PYTHON_OF_VENV) -m reports.catalogue

lint: $(VENV)/.packages
	@$(PYTHON_OF_VENV) -m ruff format --check --quiet $(SOURCES) || \
		{ echo "Formatting differs: run $(PYTHON_OF_VENV) -m ruff format $(SOURCES)"; exit 1; }
	@$(PYTHON_OF_VENV) -m ruff check --quiet $(SOURCES)
	@$(PYTHON_OF_VENV) -m mypy

clean:
	rm -rf $(VENV) build dist demo *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made again whenever pyproject.toml changes. PYTHON=... chooses the Python of a new environment.
$(VENV)/.packages: pyproject.toml
	@set -e; \
	new_enough='import sys; sys.exit(sys.version_info < (3, 11))'; \
	if ! $(PYTHON_OF_VENV) -c "$$new_enough" >/dev/null 2>&1; then \
		python=; \
		for one in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
			if "$$one" -c "$$new_enough" >/dev/null 2>&1; then python=$$one; break; fi; \
		done; \
		if [ -z "$$python" ]; then \
			echo "Better Served needs Python 3.11 or later; found: $$(python3 --version 2>&1 || echo none)."; \
			case "$$(uname -s)" in \
			Darwin) echo "Install one with: brew install python@3.13   (or from python.org), then: make setup";; \
			*) echo "Install one (Debian 12, Ubuntu 24.04 or later: sudo apt-get install python3 python3-venv), then: make setup";; \
			esac; exit 1; \
		fi; \
		if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
			package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
			if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
				echo "Installing $$package"; \
				apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$package" >/dev/null; \
			else \
				echo "Python's venv module is missing. Install it, then try again:"; \
				echo "  sudo apt-get install $$package"; exit 1; \
			fi; \
		fi; \
		echo "Making $(VENV) with $$("$$python" --version)"; \
		"$$python" -m venv --clear $(VENV); \
	fi; \
	echo "Installing packages into $(VENV)"; \
	$(PYTHON_OF_VENV) -m pip install --quiet --disable-pip-version-check -e '.[crawl,dev]'; \
	touch $@

# Without a browser everything but the browser tier works, so that is no failure; the next `make` looks again.
$(VENV)/.browser: $(VENV)/.packages
	@if $(PYTHON_OF_VENV) -m crawler.setup; then touch $@; fi
