from .disposal import carry_out_disposals, dispose_of_history, must_not_be_held, order_disposal, orders_waiting
from .reading import log_read, log_reads
from .sealing import seal_evidence
from .verifying import verify_evidence

__all__ = [
    "carry_out_disposals", "dispose_of_history", "log_read", "log_reads", "must_not_be_held", "order_disposal", "orders_waiting", "seal_evidence",
    "verify_evidence",
]  # fmt: skip
