"""The eleven points of the framework's Appendix V (FA5-1): what each asks, and which duties prove it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """``duties`` are the kinds of duty whose being done proves the point; ``about`` says when the point applies at all."""

    key: str
    title: str
    question: str
    duties: frozenset[str] = frozenset()
    about: str = ""

    @property
    def provable(self) -> bool:
        """Whether a case's record can prove it by itself."""
        return self.key not in ("observed", "feedback")


def _duties(words: str) -> frozenset[str]:
    return frozenset(words.split())


POINTS = (
    Point(
        "screening", "Screening and risk identification are done and recorded", "Where are screening and risk identification recorded?",
        _duties(
            "screening-sources-read checks-requested police-2-decided further-checks-judged recheck-decided check-reviewed "
            "public-checks-confirmed screening-concluded risk-identified risk-identified-public s120-read"
        ),
    ),
    Point(
        "plans", "Case plans are kept current, with the children's active part",
        "Is there a plan that was kept up to date, and what part did the children have in it?", _duties("guardian-first-visit care-plan-made-clear"),
    ),
    Point(
        "framework", "The policy and the framework are followed, or the departure is recorded",
        "Where practice differed from the policy, are the reasons and what was done recorded?",
    ),
    Point(
        "direct_work", "All work with the child is recorded", "Where is the work with each child recorded?",
        _duties("direct-work-signed promise-kept telling-into-concern"),
    ),
    Point(
        "plan_answers", "The plan answers each risk factor", "What does the plan do about each risk, such as how often the child is visited?",
        _duties("plan-action risk-reassessed risk-reviewed"), "where risk factors were found",
    ),
    Point(
        "manager_told", "The manager was told of high risk", "When, and how, was the manager told?",
        _duties("risk-discussed risk-told supervision-requested supervision-requested-at-once supervision-held"), "where the risk is high",
    ),
    Point(
        "safety", "Safety assessments have the key elements", "Which of the key elements does the assessment answer?",
        _duties("safety-assessed"), "where a safety assessment was made",
    ),
    Point(
        "referral", "A referral is written up and chased", "When was it followed up in writing, and what was done about silence?",
        _duties("telephone-referral written-referral authority-outcome chase s120-authority-told"), "where the child was referred",
    ),
    Point(
        "childs_view", "The child's own views were obtained and recorded", "What did the child say, and where is it recorded?",
        _duties("child-told-of-referral"), "where the child was referred",
    ),
    Point(
        "observed", "Practice was observed with adults and with children",
        "When was this practitioner's work observed, with whom, and what was seen?",
    ),
    Point("feedback", "Children and parents gave feedback", "What did the children and the parents say of the work, and when were they asked?"),
)  # fmt: skip

POINT = {point.key: point for point in POINTS}
