"""The screening ledger: each check of each person, who consented, what was asked and answered, and the offences that came back."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

USER = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    OWN_RECORDS = "own_records", "Our own records"
    COURT_FORMS = "court_forms", "Court forms and harm box"
    OTHER_PROCEEDINGS = "other_proceedings", "Other proceedings"
    AUTHORITY = "authority", "Local authority"
    POLICE_1 = "police_1", "Police, level 1"
    POLICE_2_DECISION = "police_2_decision", "Police, level 2: decision"
    POLICE_2 = "police_2", "Police, level 2"
    JUDGEMENT = "judgement", "Are further checks needed?"
    INTERNATIONAL = "international", "Police abroad"
    EXTENDED = "extended", "Extended check"
    CONFIRMATION = "confirmation", "Confirmed by the authority"
    ENQUIRY = "enquiry", "Enquiry"


POLICE = (Kind.POLICE_1, Kind.POLICE_2, Kind.INTERNATIONAL)
ASKED = (Kind.AUTHORITY, Kind.POLICE_1, Kind.POLICE_2, Kind.INTERNATIONAL, Kind.EXTENDED, Kind.CONFIRMATION, Kind.ENQUIRY)
"""What is asked of somebody outside Cafcass, by a request."""
STANDARD = (Kind.AUTHORITY, Kind.POLICE_1)
"""What policy 58 asks for on each party of a C100."""


class CheckRequest(Tracked):
    """One asking, of one or several checks at once, with the basis on which people's data were disclosed for it."""

    class Method(models.TextChoices):
        PORTAL = "portal", "By portal"
        EMAIL = "email", "By secure e-mail"
        TELEPHONE = "telephone", "By telephone"
        LETTER = "letter", "By letter"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="check_requests")
    requested_at = models.DateTimeField()
    method = models.CharField("how it was asked", max_length=10, choices=Method.choices)
    basis = models.TextField("why it is lawful, necessary and proportionate")
    requested_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "request for checks"
        verbose_name_plural = "requests for checks"
        ordering = ["requested_at"]


class Consent(Tracked, Withdrawable):
    """What somebody answered when asked to agree to checks, or why they were not asked (framework 3.75 and 3.76)."""

    class Answer(models.TextChoices):
        GIVEN = "given", "They agreed, in writing"
        REFUSED = "refused", "They refused"
        NOT_SOUGHT = "not_sought", "They were not asked"

    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="check_consents")
    checks = ArrayField(models.CharField(max_length=120), default=list, verbose_name="which checks")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    answered_at = models.DateTimeField()
    signed_as = models.CharField("signed as", max_length=160, blank=True)
    reason = models.TextField("why they were not asked", blank=True)
    court_asked = models.BooleanField("the court is asked for a direction", null=True, blank=True)
    court_reason = models.TextField("why the court is asked, or not", blank=True)
    recorded_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "consent to checks"
        verbose_name_plural = "consents to checks"
        ordering = ["answered_at"]


class Check(Tracked, Withdrawable):
    """One check. ``name`` is the name or body searched; ``why`` what makes it needed, in words."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        NEEDED = "needed", "Needed"
        CONSENTED = "consented", "Consented"
        EXCUSED = "excused", "Consent excused"
        REQUESTED = "requested", "Requested"
        CHASED = "chased", "Chased"
        RECEIVED = "received", "To review"
        REVIEWED = "reviewed", "Reviewed"
        DROPPED = "dropped", "Not made"

    class Result(models.TextChoices):
        NOTHING = "nothing", "Nothing held"
        INFORMATION = "information", "Information came"
        PARTIAL = "partial", "Answered in part"
        DENIED = "denied", "They will not answer"
        NONE = "none", "No answer came"

    class Conclusion(models.TextChoices):
        NO_CONCERN = "no_concern", "It raises no concern"
        CONCERN = "concern", "It raises concern, short of an immediate referral"
        IMMEDIATE = "immediate", "It raises concern that cannot wait"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="checks")
    person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=18, choices=Kind.choices)
    name = models.CharField("name or body searched", max_length=240, blank=True)
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEEDED)
    why = models.CharField("why it is needed", max_length=300, blank=True)
    is_repeat = models.BooleanField("repeats an earlier check", default=False)
    needs_consent = models.BooleanField(default=False)
    is_place_confidential = models.BooleanField("follows from a confidential address", default=False)
    needed_at = models.DateTimeField()
    consent = models.ForeignKey(Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="of_checks")
    asked_in = models.ForeignKey(
        CheckRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="checks", verbose_name="request"
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_from = models.CharField("who answered", max_length=200, blank=True)
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)
    findings = models.JSONField("what came back", default=dict, blank=True, help_text="By heading, in the words of who answered")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices, blank=True)
    analysis = models.TextField("what it means for the child", blank=True)
    reunification = models.TextField("what it means for living together again", blank=True)
    decision = models.BooleanField("decided: yes", null=True, blank=True)
    rationale = models.TextField(blank=True)
    criteria = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    keep_until = models.DateField("to be looked at again, or destroyed, on", null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["case", "state"])]

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done about it."""
        return self.state not in (self.State.REVIEWED, self.State.DROPPED)

    @property
    def title(self) -> str:
        """What it is, without a person's name: "Local authority: Leeds"."""
        label = self.get_kind_display()
        if self.kind == Kind.ENQUIRY:
            return f"Enquiry of {self.name}"
        if self.kind == Kind.CONFIRMATION:
            return f"{label}: {CONFIRMATIONS.get(self.name, self.name)}"
        if self.kind == Kind.AUTHORITY:
            return f"{label}: {self.authority.name if self.authority else 'not yet known'}"
        return f"{label}: {self.name}" if self.name else label


CONFIRMATIONS = {
    "forms": "court forms",
    "proceedings": "other proceedings",
    "plan": "child protection plan",
    "authority": "what the authority knows",
    "police": "police checks",
}
"""In public law, what the guardian has the authority confirm (framework 2.21 and 3.67)."""


class CheckStep(Tracked):
    """What was done about a check: when it was done (``at``), by whom, and, by ``created_at``, when it was entered."""

    class What(models.TextChoices):
        NEEDED = "needed", "Needed"
        PROPOSED = "proposed", "Proposed"
        CONSENTED = "consented", "Consent given"
        REFUSED = "refused", "Consent refused"
        EXCUSED = "excused", "Consent not sought"
        REQUESTED = "requested", "Requested"
        CHASED = "chased", "Chased"
        RECEIVED = "received", "Received"
        REVIEWED = "reviewed", "Reviewed"
        DECIDED = "decided", "Decided"
        DROPPED = "dropped", "Not made"
        KEPT = "kept", "Kept for longer"
        DESTROYED = "destroyed", "Destroyed"

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="steps", verbose_name="check")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    done_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "step of a check"
        verbose_name_plural = "steps of checks"
        ordering = ["at", "created_at"]


class WorkBeforeChecks(Tracked, Withdrawable):
    """Work went ahead before the checks were in: what, why, and the letter by which the court was told (framework 2.22)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="works_before_checks")
    work = models.TextField("what work")
    reason = models.TextField("why it could not wait")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outstanding = models.JSONField("checks not in then", default=list)
    court_told_at = models.DateTimeField(null=True, blank=True)
    court_told_how = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "work before the checks"
        verbose_name_plural = "works before the checks"
        ordering = ["decided_at"]


class ChecksConclusion(Tracked):
    """What the checks as a whole show, once each is in or excepted (framework 2.16 and 2.24)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="checks_conclusions")
    conclusion = models.CharField(max_length=10, choices=Check.Conclusion.choices)
    words = models.TextField("what the checks show")
    concluded_at = models.DateTimeField()
    concluded_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority_assessed = models.BooleanField("the authority has made such an assessment", null=True, blank=True)
    follow_up = models.TextField("what is done to have it made", blank=True)
    follow_up_by = models.DateField(null=True, blank=True)
    court_told_at = models.DateTimeField(null=True, blank=True)
    court_told_how = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "conclusion of the checks"
        verbose_name_plural = "conclusions of the checks"
        ordering = ["-concluded_at"]


class OffenceFound(Tracked, Withdrawable):
    """An offence that a police check returned, what of the list of offences it matches, and what a person decided."""

    class State(models.TextChoices):
        TO_DECIDE = "to_decide", "To be decided"
        RISK = "risk", "Risk to Children"
        NO_RISK = "no_risk", "Decided: not a Risk to Children"

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="offences", verbose_name="check")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="offences_found")
    offence = models.CharField(max_length=400)
    law = models.CharField("Act and section", max_length=240, blank=True)
    on = models.CharField("when, as the police gave it", max_length=60, blank=True)
    disposal = models.CharField("conviction, caution, discharge", max_length=200, blank=True)
    victim_was_child = models.BooleanField(null=True, blank=True)
    matches = models.JSONField(default=list, help_text="Each listed offence that it matches, with how")
    notes = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_DECIDE)
    sources = models.TextField("what else is known, and from whom", blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    marker = models.ForeignKey("cases.Marker", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    no_concern_reason = models.TextField("why nothing is to be referred", blank=True)
    no_concern_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "offence that a check returned"
        verbose_name_plural = "offences that checks returned"
        ordering = ["created_at"]

    @property
    def is_listed(self) -> bool:
        return bool(self.matches)
