"""Before anything is imported: the libraries and fonts that documents need, and the services of this machine."""

from cafcass_cases import native
from tools import here

native.prepare()
here.start_missing_services()
