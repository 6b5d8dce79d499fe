"""Naming who holds a director's post."""

from datetime import datetime
from typing import Any

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..models import DirectorPost, User
from ..rules import is_senior, must_administer


@service
def set_director_post(*, post: str, holder: User, by: Any, now: datetime) -> DirectorPost:
    """``holder`` holds ``post`` from now on; whoever held it before no longer does (framework 4.13).

    Raises RuleRefused for a post that is not known, and for somebody who is no senior manager; Denied.
    """
    must_administer(by)
    if post not in DirectorPost.Post.values:
        raise RuleRefused("post", "Choose a post.", field="post")
    if not is_senior(holder):
        raise RuleRefused("F4.13", "Choose a Head of Practice or an Assistant Director.", field="holder")
    former = DirectorPost.objects.select_for_update().filter(post=post, ends_at=None).first()
    if former is not None and former.holder_id == holder.pk:
        return former
    if former is not None:
        former.ends_at = now
        former.save()
    found = DirectorPost(post=post, holder=holder, starts_at=now)
    found.save()
    return found
