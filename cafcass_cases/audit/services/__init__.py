from .disposal import dispose_of_history
from .reading import log_read, log_reads
from .sealing import seal_evidence
from .verifying import verify_evidence

__all__ = ["dispose_of_history", "log_read", "log_reads", "seal_evidence", "verify_evidence"]
