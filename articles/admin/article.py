"""Stories at the desk: the form, its saving, and what is pressed after it. The list is in stories.py beside this."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.actions.fit import missing_for_print
from articles.actions.write import write_story
from articles.admin import seen, versions
from articles.admin.buttons import BUTTONS, StoryButtons, buttons_for
from articles.admin.complaints import complaints
from articles.admin.form import StoryForm
from articles.admin.stories import StoryList
from articles.admin.tokens import signed_by, unknown_words
from articles.admin.words import moment_words, newsroom_zone, state_word
from articles.models import Article, HistoryEntry
from press.pictures.admin.field import ChoosesPictures
from press.richtext.clean import clean
from press.web.addresses import AddressField
from press.web.moments import DayInput, MomentField, MomentInput

FIELDSETS: list[tuple[str | None, dict[str, Any]]] = [
    (None, {"fields": ["headline", "dek", "body"], "classes": ["story-writing"]}),
    ("The story", {"fields": ["tell_readers", "category", "kind", "topics", "bylines"]}),
    (
        "Translated op-ed",
        {"fields": ["translated_paper", "translated_country", "translated_on"], "classes": ["story-translated"]},
    ),
    ("Lead picture", {"fields": ["lead_picture", "lead_caption"]}),
    ("When readers see it", {"fields": ["publish_at", "embargo_until"]}),
    ("Small print", {"fields": ["eyebrow", "dateline", "slug", "language"]}),
]
# What somebody sees who may read a story but not change it.
READ_ONLY = ["headline", "dek", "section", "kind", "signed", "dateline"]


@admin.register(Article)
class ArticleAdmin(StoryButtons, ChoosesPictures, StoryList):
    form = StoryForm
    actions = BUTTONS
    change_form_template = "admin/articles/article/change_form.html"
    raw_id_fields = ["lead_picture"]
    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.DateField: {"widget": DayInput},
        models.SlugField: {"form_class": AddressField},
    }

    # --- who may ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).visible_to(request.user)  # type: ignore[attr-defined,no-any-return]

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

    # --- the form ---

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            words = {name: getattr(obj, name, True) for name in READ_ONLY}
            words |= {"section": obj.category_id, "signed": self.signed(obj)}
            return [(None, {"fields": [name for name in READ_ONLY if words[name]]})]
        # Whether to tell readers is a question about a live story only, and its time is past.
        left_out = {"publish_at", "embargo_until"} if obj is not None and obj.is_live else {"tell_readers"}
        kept = [
            (title, {**options, "fields": [name for name in options["fields"] if name not in left_out]})
            for title, options in FIELDSETS
        ]
        return [(title, options) for title, options in kept if options["fields"]]

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        # Topics, bylines and the version are the form's own fields, which the model's factory does not know.
        own = {"topics", "bylines", "seen_version", "form_token", "tell_readers", "signed", "section"}
        kwargs["fields"] = [name for name in kwargs.get("fields") or [] if name not in own] or None
        form: Any = super().get_form(request, obj, change=change, **kwargs)  # a class of its own for each request
        if request.user.has_perm("articles.add_author"):
            form.add_author = reverse("admin:articles_author_add")
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "category" and field:
            # A category is made where categories are curated, not in passing.
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        author = getattr(request.user, "author", None)  # who writes signs, unless they say otherwise
        signed = {"bylines": author.name} if author else {}
        return {**signed, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        token = form.cleaned_data.get("form_token")
        try:
            saved = self._sent_before(request, token, change=change) or self._write(request, obj, form, change=change)
        except IntegrityError:  # the same form came in twice at the same moment
            twin = self._sent_before(request, token, change=change)
            if twin is None:
                raise
            saved = twin
        obj.pk = saved.pk
        obj.refresh_from_db()

    def _sent_before(self, request: HttpRequest, token: Any, *, change: bool) -> Article | None:
        """Return the story that this very form made a moment ago, as after a double click."""
        return (
            Article.objects.filter(made_from=token, created_by_id=request.user.pk).first()
            if token and not change
            else None
        )

    def _write(self, request: HttpRequest, obj: Article, form: Any, *, change: bool) -> Article:
        stored = Article.objects.get(pk=obj.pk) if change else Article(made_from=form.cleaned_data.get("form_token"))
        return write_story(
            stored,
            by=request.user,
            words=form.words(),
            topics=form.cleaned_data["topics"],
            bylines=form.cleaned_data["bylines"],
            seen_version=form.cleaned_data["seen_version"] if change else None,
            tell_readers=form.cleaned_data.get("tell_readers", False),
        )

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Everything was saved as one change by `write_story`."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._then(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._then(request, obj)

    def _then(self, request: HttpRequest, story: Article) -> HttpResponse:
        """After the save, do what the pressed button says; then stand before the same story again."""
        name = request.POST.get("_then", "")
        unsigned = signed_by(request.POST.get("bylines", "")).unknown
        if unsigned:
            messages.warning(request, _unsigned_words(request, unsigned))
        typed = request.POST.get("slug", "").strip()
        if typed and typed != story.slug:
            messages.info(request, f"The address is written “{story.slug}”.")
        if name == "preview_story":
            return redirect(reverse("admin:articles_article_preview", args=[story.pk]))
        action = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM).get(name)
        if action is not None:
            action.func(self, request, Article.objects.filter(pk=story.pk).select_related("category", "lead_picture"))
        elif name:
            messages.warning(request, "The story is saved, but your role does not include that button.")
        else:
            messages.success(request, "Saved.")
        # The names stay in the field, where they wait for their authors.
        query = {"unsigned": ", ".join(unsigned)} if unsigned else None
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk], query=query))

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the pressed button says with a story that is not for editing now (a spiked one)."""
        story = get_object_or_404(self.get_queryset(request), pk=pk)
        name = request.POST.get("_then", "")
        action = self.get_actions(request, action_location=ActionLocation.CHANGE_FORM).get(name)
        if action is None:
            raise PermissionDenied("Your role does not include that button.")
        action.func(self, request, Article.objects.filter(pk=story.pk))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        story: Article | None = kwargs.get("obj")
        allowed = set(self.get_actions(request, action_location=ActionLocation.CHANGE_FORM))
        form = context["adminform"].form
        _keep_unsigned(request, form)
        stored = Article.objects.select_related("category").get(pk=story.pk) if story else None
        # A retracted or killed story's moment stands in its history; when it was published would mislead here.
        told = {Article.Status.PUBLISHED, *Article.ON_THE_DESK}
        when = stored.published_at if stored and stored.status in told else None
        context.update(
            action_form=None,  # the buttons beside the story are its actions
            buttons=buttons_for(story or Article(status=Article.Status.DRAFT), allowed),
            story=stored,
            state_word=state_word(stored) if stored else "new",
            state_when=moment_words(when) if when else "",
            after_publication=seen.offers(stored, request.user) if stored else [],
            lacks=_lacks(stored) if stored and stored.status in Article.ON_THE_DESK else [],
            sent_back=_sent_back(stored),
            why=request.POST.get("_why", ""),
            differences=getattr(form, "differences", []),
            complaints=complaints(form),
            zone=newsroom_zone(),
        )
        return super().render_change_form(request, context, *args, **kwargs)

    # --- preview, history, and after publication ---

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/preview/", view(seen.preview), name="articles_article_preview"),
            path("<int:pk>/history/", view(versions.history), name="articles_article_history"),
            path("<int:pk>/compare/<int:version>/", view(versions.compare), name="articles_article_compare"),
            path("<int:pk>/restore/<int:version>/", view(versions.restore_version), name="articles_article_restore"),
            path("<int:pk>/<str:verb>/confirm/", view(seen.withdraw), name="articles_article_withdraw"),
            path("<int:pk>/move/", view(require_POST(self.move)), name="articles_article_move"),
        ]
        return [*ours, *super().get_urls()]


def _sent_back(story: Article | None) -> HistoryEntry | None:
    """Return the editors' last word on a draft."""
    is_draft = story is not None and story.status == Article.Status.DRAFT
    return HistoryEntry.objects.sent_back([story.pk]).first() if story and is_draft else None


def _lacks(story: Article) -> list[dict[str, str]]:
    """Return what a story still needs before it is published, each with where it is mended."""
    story.body = clean(story.body)  # a text that came in some other way opens in the form all the same
    return [
        {
            "words": lack.what,
            "field": lack.field,
            "url": reverse("admin:pictures_picture_change", args=[lack.picture_id]) if lack.picture_id else "",
        }
        for lack in missing_for_print(story, signed=story.bylines.exists())
    ]


def _unsigned_words(request: HttpRequest, names: list[str]) -> SafeString:
    sentence = f"{unknown_words(names)} The story is saved without that byline, and the name waits in its field."
    if not request.user.has_perm("articles.add_author"):
        return format_html("{} Ask an editor to add the author, then save again.", sentence)
    url = reverse("admin:articles_author_add", query={"name": names[0]})
    link = format_html('<a href="{}" target="_blank" rel="noopener">Add the author</a>', url)
    return format_html("{} {}, then save again.", sentence, link)


def _keep_unsigned(request: HttpRequest, form: Any) -> None:
    """Let the byline's field say where authors are added, and hold the names that a save left waiting for theirs."""
    bylines = form.fields.get("bylines")
    if bylines is None:
        return
    if form.add_author:
        bylines.widget.attrs["data-add"] = form.add_author
    unsigned = request.GET.get("unsigned", "")
    if unsigned and not form.is_bound:
        form.initial["bylines"] = ", ".join(filter(None, [form.initial.get("bylines", ""), unsigned]))
        bylines.widget.attrs["data-check"] = ""
