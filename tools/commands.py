"""The commands of make.py."""

from __future__ import annotations

from collections.abc import Callable

from tools.common import Trouble, fail, say


def run(arguments: list[str]) -> int:
    """set up and run everything with demonstration data (PORT=8000); Ctrl-C stops it"""
    from tools.run import run_everything

    return run_everything()


def test(arguments: list[str]) -> int:
    """set up and run the tests; arguments go to pytest"""
    from tools.testing import run_tests

    return run_tests(arguments)


def bench(arguments: list[str]) -> int:
    """set up and run the benchmarks"""
    from tools.testing import run_benchmarks

    return run_benchmarks(arguments)


def mutants(arguments: list[str]) -> int:
    """take each rule and duty out in turn; a test marked with its id must fail (--only P12-4, --jobs 2, --list)"""
    from tools.mutants import take_out

    return take_out(arguments)


def lint(arguments: list[str]) -> int:
    """check the style of the code"""
    from tools.testing import run_lint

    return run_lint()


def setup(arguments: list[str]) -> int:
    """install everything this machine needs into .venv, node_modules and var"""
    from tools.setup import set_up

    set_up()
    say("Ready: .venv/bin/python manage.py …")
    return 0


def services(arguments: list[str]) -> int:
    """start the embedded PostgreSQL and Valkey and leave them running"""
    from tools.services import ensure_services
    from tools.setup import set_up

    set_up()
    ensure_services()
    say("PostgreSQL and Valkey are running; `python3 make.py stop` stops them.")
    return 0


def stop(arguments: list[str]) -> int:
    """stop the embedded services; their data stays"""
    from tools.services import stop_services

    stop_services()
    return 0


def lock(arguments: list[str]) -> int:
    """resolve pyproject.toml again into the lock files"""
    from tools.environment import compile_locks

    compile_locks()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "mutants": mutants,
    "lint": lint,
    "setup": setup,
    "services": services,
    "stop": stop,
    "lock": lock,
}


def usage() -> str:
    lines = [f"  {name:<10}{' '.join((command.__doc__ or '').split())}" for name, command in COMMANDS.items()]
    return "python3 make.py COMMAND\n\n" + "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run one command; what a person has to do is printed as a sentence, not as a traceback."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if name not in COMMANDS:
        print(usage())
        return 0 if name in {"help", "-h", "--help"} else 2
    try:
        return COMMANDS[name](rest)
    except Trouble as trouble:
        return fail(str(trouble))
    except KeyboardInterrupt:
        return 130
