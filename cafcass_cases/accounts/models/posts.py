"""Posts that one person holds for the whole organisation, such as the director with safeguarding responsibility (framework 4.13)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked


class DirectorPost(Tracked):
    """Who holds a director's post, from when to when. The director of a service area is its Assistant Director."""

    class Post(models.TextChoices):
        SAFEGUARDING = "safeguarding", "Director with safeguarding responsibility"
        PEOPLE = "people", "Director for staff (human resources)"

    post = models.CharField(max_length=16, choices=Post.choices)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts_held")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at"]
        constraints = [models.UniqueConstraint(fields=["post"], condition=models.Q(ends_at=None), name="one_holder_a_post")]

    def __str__(self) -> str:
        return self.get_post_display()
