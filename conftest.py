"""Before anything is imported: the libraries and fonts that documents need."""

from cafcass_cases import native

native.prepare()
