"""What of policy 17 and 54 this room carries besides its duties."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

for _ids, _words in (
    (("P17-1",), "Advice that recommends a finding of fact is not filed without saying whether to refer, and why"),
    (
        ("P54-1",),
        "Advice on family time with a registered sex offender is not filed without the risk to each child, connected children and main carers",
    ),
    (("F2.112-1",), "A request to be heard names the child and the harm in bold, and carries the times at which one can attend"),
    (("P54-2",), "It is not filed without saying how that affects contact and where the child lives"),
    (("P54-3",), "It is not filed without the action to protect the child and the main carers"),
):
    register_carrier(_ids, Carrier("rule", _words))
