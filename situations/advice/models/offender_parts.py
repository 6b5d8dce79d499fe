"""What advice must say where a party is a registered sex offender (policy 54): of each child, of connected children and main carers."""

from django.db import models

from cafcass_cases.core.models import Tracked

from .advice import Advice


class OffenderAnalysis(Tracked):
    """One registered sex offender among the parties, in one piece of advice."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="offender_analyses")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    risk_connected = models.TextField("risk to connected children", blank=True)
    risk_carers = models.TextField("risk to the main carers", blank=True)
    protect_carers = models.TextField("action to protect the main carers", blank=True)

    class Meta:
        verbose_name = "analysis of risk from a registered sex offender"
        verbose_name_plural = "analyses of risk from registered sex offenders"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["advice", "person"], name="one_analysis_an_offender")]


class OffenderChildAnalysis(Tracked):
    """The same, for one child of the case: risk, what it means for contact and where the child lives, protection."""

    analysis = models.ForeignKey(OffenderAnalysis, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    risk = models.TextField("risk of significant harm", blank=True)
    effect = models.TextField("effect on contact and living arrangements", blank=True)
    protection = models.TextField("action to protect the child", blank=True)

    class Meta:
        verbose_name = "risk from a registered sex offender to a child"
        verbose_name_plural = "risk from registered sex offenders to children"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["analysis", "child"], name="one_analysis_an_offender_a_child")]
