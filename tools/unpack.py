"""Unpack a folder of brotli files. Runs in the environment (it needs brotli): `python -m tools.unpack FROM TO`."""

import io
import sys
import tarfile
from pathlib import Path

import brotli

# Nothing may be written outside the target; early releases of Python 3.11 do not know the word.
SAFE = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def unpack(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.br")):
        content = brotli.decompress(file.read_bytes())
        if file.name.endswith(".tar.br"):
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(target, **SAFE)
        else:
            program = target / file.stem
            program.write_bytes(content)
            program.chmod(0o755)


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
