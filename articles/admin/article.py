"""Stories at the desk: the list, the form, preview, history, and what is done to a story that readers have seen."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.actions.write import write_story
from articles.admin import seen
from articles.admin.buttons import BUTTONS, StoryButtons, buttons_for, moment_words
from articles.admin.filters import StateFilter
from articles.admin.form import StoryForm
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(StoryButtons, admin.ModelAdmin[Article]):
    form = StoryForm
    actions = BUTTONS
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ["headline_and_kind", "state", "category", "signed", "when", "saved_at"]
    list_filter = [StateFilter, "category", "kind", "language"]
    search_fields = ["headline", "dek", "bylines__author__name"]
    list_select_related = ["category"]
    list_per_page = 50
    ordering = ["-saved_at", "-pk"]
    raw_id_fields = ["lead_picture"]
    fieldsets = [
        (None, {"fields": ["headline", "dek", "body"], "classes": ["story-writing"]}),
        (
            "The story",
            {
                "fields": ["kind", "category", "topics", "bylines", "eyebrow", "dateline", "language"],
                "classes": ["story-side"],
            },
        ),
        ("Lead picture", {"fields": ["lead_picture", "lead_caption"], "classes": ["story-side"]}),
        (
            "When and where",
            {
                "fields": ["publish_at", "embargo_until", "slug", "tell_readers", "seen_version"],
                "classes": ["story-side"],
            },
        ),
        (
            "Translated op-ed",
            {
                "fields": ["translated_paper", "translated_country", "translated_on"],
                "classes": ["story-side", "collapse"],
            },
        ),
    ]

    # --- who may ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).visible_to(request.user).prefetch_related("bylines__author")  # type: ignore[attr-defined,no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        if obj.status in {Article.Status.KILLED, Article.Status.SPIKED}:
            return False
        theirs = obj.status in {Article.Status.DRAFT, Article.Status.SUBMITTED}
        return theirs or request.user.has_perm("articles.edit_any_article")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False  # a story is spiked, retracted or killed; nothing written is lost

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.submit_article")

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.approve_article")

    # --- the list ---

    @admin.display(description="story", ordering="headline")
    def headline_and_kind(self, story: Article) -> str:
        return story.headline

    @admin.display(description="state")
    def state(self, story: Article) -> str:
        word = state_word(story)
        return format_html('<span class="state state--{}">{}</span>', word, word)

    @admin.display(description="by")
    def signed(self, story: Article) -> str:
        return ", ".join(str(line.author) for line in sorted(story.bylines.all(), key=lambda line: line.position))

    @admin.display(description="readers see it", ordering="published_at")
    def when(self, story: Article) -> str:
        return moment_words(story.published_at) if story.published_at else "—"

    # --- the form ---

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is not None and obj.is_live:
            return self.fieldsets
        # `tell_readers` is a question about a live story only.
        return [
            (title, {**options, "fields": [f for f in options["fields"] if f != "tell_readers"]})
            for title, options in self.fieldsets
        ]

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        # Topics, bylines and the version are the form's own fields, which the model's factory does not know.
        own = {"topics", "bylines", "seen_version", "tell_readers"}
        kwargs["fields"] = [name for name in kwargs.get("fields") or [] if name not in own] or None
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        return ["publish_at", "embargo_until"] if obj is not None and obj.is_live else []

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        stored = Article.objects.get(pk=obj.pk) if change else Article()
        saved = write_story(
            stored,
            by=request.user,
            words=form.words(),
            topics=form.cleaned_data["topics"],
            bylines=form.cleaned_data["bylines"],
            seen_version=form.cleaned_data["seen_version"] if change else None,
            tell_readers=form.cleaned_data.get("tell_readers", False),
        )
        obj.pk = saved.pk
        obj.refresh_from_db()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Everything was saved as one change by `write_story`."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._then(request, obj) or super().response_add(request, obj, self._form_url(obj))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._then(request, obj) or super().response_change(request, obj)

    def _then(self, request: HttpRequest, story: Article) -> HttpResponse | None:
        """After the save, do what the pressed button says."""
        name = request.POST.get("_then", "")
        if name == "preview_story":
            return redirect(reverse("admin:articles_article_preview", args=[story.pk]))
        action = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM).get(name)
        if action is None:
            if name:
                messages.error(request, "The story is saved, but your role does not include that button.")
                return HttpResponseRedirect(self._form_url(story))
            return None
        action.func(self, request, Article.objects.filter(pk=story.pk).select_related("category", "lead_picture"))
        return HttpResponseRedirect(self._form_url(story))

    def _form_url(self, story: Article) -> str:
        return reverse("admin:articles_article_change", args=[story.pk])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        story: Article | None = kwargs.get("obj")
        allowed = set(self.get_actions(request, action_location=ActionLocation.CHANGE_FORM))
        context.update(
            buttons=buttons_for(story or Article(status=Article.Status.DRAFT), allowed),
            state_word=state_word(story) if story else "new",
            state_when=moment_words(story.published_at) if story and story.published_at else "",
            after_publication=seen.offers(story, request.user) if story else [],
            differences=getattr(context["adminform"].form, "differences", []),
            show_save_and_add_another=False,
            now=timezone.now(),
        )
        return super().render_change_form(request, context, *args, **kwargs)

    # --- preview, history, and after publication ---

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/preview/", view(seen.preview), name="articles_article_preview"),
            path("<int:pk>/history/", view(seen.history), name="articles_article_history"),
            path("<int:pk>/restore/<int:version>/", view(seen.restore_version), name="articles_article_restore"),
            path("<int:pk>/<str:verb>/confirm/", view(seen.withdraw), name="articles_article_withdraw"),
        ]
        return [*ours, *super().get_urls()]


def state_word(story: Article) -> str:
    """Return a story's state as the clock says it: live, scheduled, embargoed, or its status."""
    if story.is_live:
        return "live"
    if story.is_embargoed:
        return "embargoed"
    return "scheduled" if story.is_waiting else story.status
