"""Who holds the directors' posts: kept by administrators."""

from typing import Any

from django.urls import reverse

from cafcass_cases.ui.views import ServiceFormView

from ..forms.posts import PostForm
from ..models import DirectorPost
from ..services import set_director_post
from ..staffing import holders_of_posts
from .frame import ForAdministrators, TablePage


class ListPosts(ForAdministrators, TablePage):
    title = "Directors’ posts"
    section = "accounts:list_posts"
    intro = (
        "Whom a death, a serious injury or an allegation about staff goes to, beside the Assistant Director of the service area. "
        "A post that nobody holds is a gap: name somebody."
    )
    template_name = "accounts/list_posts.html"

    def buttons(self) -> list[tuple[str, str]]:
        return [("Name who holds a post", reverse("accounts:set_post"))]

    def page_context(self) -> dict[str, Any]:
        held = holders_of_posts(self.now)
        rows = [[label, held[key].full_name if key in held else "Nobody"] for key, label in DirectorPost.Post.choices]
        return {**super().page_context(), "columns": ["Post", "Held by"], "rows": rows}


class SetPost(ForAdministrators, ServiceFormView):
    form_class = PostForm
    title = "Name who holds a post"
    success_message = "The post is held by them from now on."

    def get_back_url(self) -> str:
        return reverse("accounts:list_posts")

    def perform(self, form: PostForm) -> str:
        set_director_post(**form.cleaned_data, by=self.request.user, now=self.now)
        return self.get_back_url()
