"""Every dependency that is named has a reason written down."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_each_dependency_has_a_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    front_end = json.loads((ROOT / "package.json").read_text())
    wanted = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    names = {re.match(r"[A-Za-z0-9-]+", line).group().lower() for line in wanted}
    names |= {*front_end["dependencies"], *front_end["devDependencies"]}
    reasons = "\n".join(line.split("|")[1] for line in (ROOT / "docs" / "dependencies.md").read_text().splitlines() if line.startswith("|"))
    assert {name for name in names if not re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", reasons)} == set()
