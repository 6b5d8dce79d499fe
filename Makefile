# A thin cover over make.py, which works without make.
PYTHON ?= python3
.PHONY: run test setup services stop bench mutants lock lint
run test setup services stop bench mutants lock lint:
	@$(PYTHON) make.py $@
