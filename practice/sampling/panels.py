"""Where the duties of this room lead, and how its records belong to cases."""

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.registry import register_duty_link

GROUP = "Samples of cases"
belongs_to(
    "sampling.Sample", path="cases__case", group=GROUP, happened="sampled_at", hidden=("pool", "judgement", "strengths", "answer", "why")
)
belongs_to("sampling.SampledCase", group=GROUP)
belongs_to("sampling.Finding", path="sampled__case", group=GROUP, happened="answered_at")
belongs_to("sampling.SampleAction", path="sampled__case", group=GROUP)

register_subject_url("sampling.sample", lambda sample_id: reverse("sampling:show_sample", args=[sample_id]))
register_subject_words("sampling.sample", lambda sample_id: "A sample of cases")
register_subject_url("sampling.sampleaction", lambda action_id: reverse("sampling:complete_sample_action", args=[action_id]))
register_subject_words("sampling.sampleaction", lambda action_id: "An action from a sample of cases")
register_duty_link("sample-answered", lambda duty: reverse("sampling:show_sample", args=[duty.subject_id]))
register_duty_link("sample-action", lambda duty: reverse("sampling:complete_sample_action", args=[duty.subject_id]))
