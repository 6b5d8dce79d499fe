"""The children of a concern, one by one: a child is never merged into brothers and sisters (DESIGN §10.13)."""

from django.db import models

from cafcass_cases.core.models import Tracked

from .concerns import Concern


class HarmKind(models.TextChoices):
    """The kinds of policy 2 and 43. The list is open: "other" carries words."""

    PHYSICAL = "physical", "Physical abuse"
    EMOTIONAL = "emotional", "Emotional abuse"
    SEXUAL = "sexual", "Sexual abuse"
    NEGLECT = "neglect", "Neglect"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse, including controlling or coercive behaviour"
    CRIMINAL_EXPLOITATION = "criminal_exploitation", "Criminal exploitation, including county lines and gangs"
    SEXUAL_EXPLOITATION = "sexual_exploitation", "Sexual exploitation"
    TRAFFICKING = "trafficking", "Trafficking or modern slavery"
    FGM = "fgm", "Female genital mutilation"
    FORCED_MARRIAGE = "forced_marriage", "Forced marriage"
    HONOUR_BASED = "honour_based", "“Honour”-based abuse"
    ONLINE = "online", "Abuse online"
    RADICALISATION = "radicalisation", "Extremism and radicalisation"
    OTHER = "other", "Something else"


TRAVEL_HARMS = frozenset({HarmKind.FGM, HarmKind.FORCED_MARRIAGE, HarmKind.TRAFFICKING})
"""Harms for which a date of travel can be all the time there is (DESIGN §10.2)."""


OUTSIDE_HARMS = frozenset({
    HarmKind.CRIMINAL_EXPLOITATION, HarmKind.SEXUAL_EXPLOITATION, HarmKind.TRAFFICKING, HarmKind.FGM, HarmKind.HONOUR_BASED, HarmKind.RADICALISATION,
    HarmKind.FORCED_MARRIAGE,
})  # fmt: skip
"""Contextual or extra-familial harm (policy 43), and forced marriage, which policy 44 treats with it: supervision is sought at once."""

OUTSIDE_WORDS = (
    "Harm outside the family is criminal or sexual exploitation, county lines, gangs, radicalisation, modern slavery and trafficking, "
    "“honour”-based abuse and female genital mutilation (policy 43)."
)


HARM_WORDS = (
    "Harm is ill-treatment, or health or development impaired. It includes what a child suffers by seeing or hearing somebody else "
    "ill-treated. Constant low-level harm may do more damage than one grave event: say how long it has gone on."
)
"""Framework 2.67 and 2.78."""
SIGNIFICANT_WORDS = (
    "There is no absolute test. Weigh the effect on this child, compare health and development with what is to be expected of a similar "
    "child, and heed the family’s culture. In the end a court decides."
)
"""Framework 2.67."""


class Standing(models.TextChoices):
    """Different words, kept apart everywhere (DESIGN §10.11)."""

    ALLEGED = "alleged", "Alleged"
    ADMITTED = "admitted", "Admitted"
    FOUND = "found", "Found by a court"
    CONVICTED = "convicted", "Convicted"
    DISPROVED = "disproved", "Disproved"


class Threshold(models.TextChoices):
    SUFFERED = "suffered", "Significant harm suffered"
    LIKELY = "likely", "Significant harm likely"
    NOT_MET = "not_met", "Not met"
    NOT_YET_KNOWN = "not_yet_known", "Not yet known"


SIGNIFICANT = (Threshold.SUFFERED, Threshold.LIKELY)


class ConcernChild(Tracked):
    """What the concern says of one child, subject or connected."""

    class Origin(models.TextChoices):
        FAMILY = "family", "In the family"
        OUTSIDE = "outside", "Outside the family"
        BOTH = "both", "Both"
        UNKNOWN = "unknown", "Not known"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="concerns")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.UNKNOWN)
    threshold = models.CharField(max_length=14, choices=Threshold.choices, default=Threshold.NOT_YET_KNOWN)
    threshold_reason = models.TextField("why this threshold", blank=True)
    where_now = models.CharField(max_length=300, blank=True, help_text="Where the child is now, and with whom")
    seen_next_by = models.CharField(max_length=200, blank=True, help_text="Who sees the child next, and when")
    child_words = models.TextField(blank=True, help_text="The child's own words")
    child_knows = models.TextField(blank=True, help_text="What the child knows of this, and what the child thinks")
    visible = models.TextField("what was visible", blank=True, help_text="Injury: only what was visible (framework 2.96)")
    analysis = models.TextField(blank=True, help_text="The practitioner's analysis of harm and risk for this child")
    added_by_decision = models.BooleanField(
        "added when the decision was made", default=False, help_text="Joined by a decision to refer, not yet described"
    )

    class Meta:
        verbose_name = "child of a concern"
        verbose_name_plural = "children of a concern"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["concern", "child"], name="one_row_a_child_of_a_concern")]

    @property
    def harm_words(self) -> str:
        """The harms in words, each with its standing: "Neglect (alleged)"."""
        return "; ".join(str(harm) for harm in self.harms.all()) or "Not yet described"


class Harm(Tracked):
    """One harm to one child, and how it stands. A change of standing keeps the old one in its history."""

    concern_child = models.ForeignKey(ConcernChild, on_delete=models.PROTECT, related_name="harms", verbose_name="child")
    kind = models.CharField(max_length=24, choices=HarmKind.choices)
    other = models.CharField("in other words", max_length=200, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    information_on = models.DateField("information of", help_text="The date of the information that says so")
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "harm to a child"
        verbose_name_plural = "harms to children"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["concern_child", "kind"], name="one_harm_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.other or self.get_kind_display()} ({self.get_standing_display().lower()})"


class CauseAnswer(Tracked):
    """For one subject child of the case: is there cause to suspect that the child is at risk of harm? (policy 27)"""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="cause_answers")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="cause_answers")
    answer = models.BooleanField()
    reason = models.TextField()
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "answer on cause to suspect"
        verbose_name_plural = "answers on cause to suspect"
        constraints = [models.UniqueConstraint(fields=["concern", "child"], name="one_answer_a_child")]


class ConnectedConsideration(Tracked):
    """Whether to refer one connected child as well, and why or why not (policy 16)."""

    class Answer(models.TextChoices):
        REFER = "refer", "Refer"
        NOT_REFER = "not_refer", "Do not refer"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="considerations")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="considerations")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = models.TextField()
    considered_at = models.DateTimeField()
    considered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    supervision = models.ForeignKey(
        "safeguarding.Supervision", null=True, blank=True, on_delete=models.PROTECT, related_name="considerations"
    )

    class Meta:
        verbose_name = "consideration of a connected child"
        verbose_name_plural = "considerations of connected children"
        constraints = [models.UniqueConstraint(fields=["concern", "child"], name="one_consideration_a_child")]
