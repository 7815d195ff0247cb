# make demo and make test set up what is missing; nothing is to be done by hand before. `make` lists the targets.
SHELL := /bin/bash
SETUP := development/setup.sh
PYTHON_ENGINE := .venv/bin/python

.PHONY: help demo test setup lock run lint translations guide sources package quality faults bench clean prepare-test runtime

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 18

demo: runtime ## embed a real scene, find what is like its forest, group it into classes; leaves build/demo/
	@$(SETUP) system engine link
	@$(PYTHON_ENGINE) demo/demo.py $(if $(SCENE),--scene '$(SCENE)')

run: runtime ## the desktop with the plugin, on the demo project
	@$(SETUP) system engine link
	@[ -e build/demo/landprint.qgz ] || $(MAKE) --no-print-directory demo
	@development/desktop.sh build/demo/landprint.qgz

test: prepare-test ## every test: lint, types, engine, client, walls, QGIS without a screen, the demo, the desktop
	@development/test.sh

# QGIS=3.40 or QGIS=3.44: the parts that need a QGIS, in a chroot that has this one; as root.
prepare-test: runtime
	@$(SETUP) $(if $(QGIS),,system) development $(if $(QGIS),,geoclip qgis qt6) link
	@$(PYTHON_ENGINE) demo/demo.py --only-scene $(if $(SCENE),--scene '$(SCENE)')

setup: ## only the engine's environment, in .venv, as the dock installs it
	@$(SETUP) engine link

lock: ## resolve the engine's packages anew, and print what each platform downloads
	@$(SETUP) development
	@$(PYTHON_ENGINE) -m development.lock

lint: runtime ## ruff, mypy, and what Qt 6 would refuse
	@$(SETUP) development qt6 link
	@development/test.sh lint

translations: ## all texts into resources/i18n/*.ts, and from these the .qm files that QGIS reads
	@$(SETUP) translations engine link
	@$(PYTHON_ENGINE) -m development.translations

guide: prepare-test ## the pictures of docs/guide, taken in the real desktop
	@development/test.sh guide

sources: prepare-test ## every kind of input in the real desktop, from the package; SOURCES='--only alpha_earth', QGIS=3.44
	@development/test.sh sources

package: ## build/landprint-VERSION.zip for the QGIS plugin site
	@$(SETUP) engine
	@$(PYTHON_ENGINE) development/package.py

quality: ## how good the embeddings are, on labelled imagery
	@$(SETUP) development link
	@$(PYTHON_ENGINE) -m benchmarks.quality

faults: prepare-test ## kills, damaged files, full disks, a hostile hub, wrong commands; SHARE=0.1 of it, SEED=2
	@$(PYTHON_ENGINE) -m tests.faults.campaign $(if $(SHARE),--share $(SHARE)) \
		$(if $(SEED),--seed $(SEED)) $(PARTS)

bench: ## how fast, beside what one would run instead
	@$(SETUP) development link
	@$(PYTHON_ENGINE) -m benchmarks.speed $(TABLES)

# One part of `make test`: make test-setup, test-engine, test-faults, test-client, test-walls, test-plugin, test-demo, test-gui.
test-%: prepare-test
	@development/test.sh $*

runtime:
	@mkdir -p build/runtime && chmod 700 build/runtime

clean: ## all that make made, except the environments
	rm -rf build/demo build/link build/runtime build/profiles build/*.zip .qgis-settings .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -not -path './build/*' -prune -exec rm -rf {} +
