"""What was done at once: reports to the police (policy 7) and enquiries (policy 11)."""

from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .concerns import Concern


class Enquiry(Tracked, Withdrawable):
    """One enquiry, attempted or made, of one source. An unanswered call is an attempt and leaves the next step open."""

    class Source(models.TextChoices):
        PARENT = "parent", "A parent or carer"
        CHILD = "child", "A child"
        AUTHORITY = "authority", "The local authority"
        POLICE = "police", "The police"
        SCHOOL = "school", "School or nursery"
        HEALTH = "health", "GP, health visitor or hospital"
        OTHER = "other", "Somebody else"

    class Result(models.TextChoices):
        CONTACTED = "contacted", "Spoke to them, or had their answer"
        ATTEMPTED = "attempted", "Tried, without an answer"
        NOT_CONTACTED = "not_contacted", "Decided not to contact them"

    class Method(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        VISIT = "visit", "In person"
        VIDEO = "video", "By video"
        MESSAGE = "message", "By e-mail or letter"
        RECORDS = "records", "From records"

    class Plan(models.TextChoices):
        """What the authority says, asked afresh for each concern (framework 2.85)."""

        NOW = "now", "Yes, now"
        BEFORE = "before", "Not now, but before"
        NONE = "none", "No"
        NOT_KNOWN = "not_known", "They could not say"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="enquiries")
    source = models.CharField(max_length=10, choices=Source.choices)
    person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField("of whom", max_length=200, blank=True, help_text="Name and job, where not a person of the case")
    safe_to_contact = models.BooleanField(null=True, blank=True, help_text="Asked before a parent or child is contacted")
    who_else_hears = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=14, choices=Result.choices)
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    plan = models.CharField("child protection plan", max_length=10, choices=Plan.choices, blank=True)
    plan_detail = models.TextField("about the plan", blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why not, or what came of the attempt")
    happened_at = models.DateTimeField()

    class Meta:
        verbose_name = "enquiry"
        verbose_name_plural = "enquiries"
        ordering = ["happened_at"]

    @property
    def is_incident(self) -> bool:
        """Somebody was contacted although that was judged unsafe: recorded, shown to the manager, never refused (DESIGN §10.4)."""
        return self.result == self.Result.CONTACTED and self.safe_to_contact is False


class PoliceReport(Tracked, Withdrawable):
    """A report to the police (policy 7): nothing inside Cafcass comes before it."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="police_reports")
    force = models.ForeignKey(
        "cases.PoliceForce", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="police force"
    )
    by_999 = models.BooleanField("by ringing 999", default=False)
    reported_at = models.DateTimeField()
    officer = models.CharField(max_length=120, blank=True)
    log_number = models.CharField(max_length=60, blank=True)
    reported = models.TextField(help_text="What was reported, and why it was believed")
    response = models.TextField(blank=True)
    told_family = models.TextField(
        "family told", blank=True, help_text="What was agreed to tell the child and family, by whom and when (framework 2.87)"
    )

    class Meta:
        verbose_name = "report to the police"
        verbose_name_plural = "reports to the police"
        ordering = ["reported_at"]
