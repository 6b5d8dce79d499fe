# A thin cover over make.py, which works without make.
PYTHON ?= python3
.PHONY: run test setup services stop bench lock lint
run test setup services stop bench lock lint:
	@$(PYTHON) make.py $@
