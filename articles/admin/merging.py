"""Merging at the desk: from a topic's or category's own form, or several from the list, always after a look ahead."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.actions.merging import CannotMerge, merge_topics, what_merging_does
from articles.models import TaggedArticle, Topic

MOST = 50  # at a time; their names stand on one page


class MergeForm(forms.Form):
    """Into which one."""

    def __init__(self, data: Mapping[str, Any] | None, *, into: forms.Field) -> None:
        super().__init__(data, label_suffix="")
        self.fields["into"] = into


class Merges(admin.ModelAdmin[Topic]):
    """The part of TopicAdmin and CategoryAdmin that merges."""

    change_form_template = "admin/articles/topic/change_form.html"
    actions = ["merge_selected"]

    def into_field(self, request: HttpRequest) -> forms.Field:
        """Return the field that names the one into which the others go."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        under = TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(n=Count("*"))
        return super().get_queryset(request).annotate(stories=Coalesce(Subquery(under.values("n")), 0))

    @admin.display(description="stories")
    def stories(self, topic: Any) -> int:
        return int(topic.stories)

    @admin.action(permissions=["change"], description="Merge into one…")
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Topic]) -> HttpResponse | None:
        ids = list(queryset.values_list("pk", flat=True))
        if len(ids) > MOST:
            messages.warning(request, f"Choose up to {MOST} at a time; you chose {len(ids)}. Nothing was changed.")
            return None
        return redirect(self._merge_page(ids))

    def response_change(self, request: HttpRequest, obj: Topic) -> HttpResponse:
        """After the save, show what merging would do when another one was named."""
        into = request.POST.get("merge_into", "").strip()
        if not into:
            return super().response_change(request, obj)
        messages.success(request, "Saved. Nothing is merged yet.")
        return redirect(self._merge_page([obj.pk], into=into))

    def merge(self, request: HttpRequest) -> HttpResponse:
        """Ask into which one, tell what will happen, and do it when that was confirmed."""
        if not self.has_change_permission(request):
            raise PermissionDenied("Your role does not include merging.")
        asked = request.POST if request.method == "POST" else request.GET
        chosen = self._chosen(request, asked)
        if not chosen:
            messages.warning(request, "Choose what to merge. What you chose before may be merged already.")
            return redirect(self._named("changelist"))
        form = MergeForm(asked if "into" in asked else None, into=self.into_field(request))
        into: Topic | None = form.cleaned_data["into"] if form.is_valid() else None
        gone = [one for one in chosen if one != into]
        if into and not gone:
            form.add_error("into", f"“{into}” cannot become part of itself. Choose another one.")
        if into is None or not gone:
            return self._page(request, {"chosen": chosen, "form": form})
        if request.method == "POST":
            return self._merge_all(request, into, gone)
        doings = [(one, what_merging_does(into, one)) for one in gone]
        return self._page(request, {"chosen": chosen, "form": form, "into": into, "doings": doings})

    def get_urls(self) -> list[URLPattern]:
        name = f"articles_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge), name=name), *super().get_urls()]

    def _merge_all(self, request: HttpRequest, into: Topic, gone: list[Topic]) -> HttpResponse:
        for one in gone:
            try:
                count = merge_topics(into, one, by=request.user)
            except CannotMerge as refused:
                messages.error(request, str(refused))
            else:
                stories = "1 story" if count == 1 else f"{count} stories"
                messages.success(request, f"“{one}” is part of “{into}” now, with {stories}.")
        return redirect(self._named("change", into.pk))

    def _chosen(self, request: HttpRequest, asked: QueryDict) -> list[Topic]:
        ids = [int(pk) for pk in asked.getlist("topic") if pk.isdecimal() and len(pk) < 19]
        return list(self.get_queryset(request).filter(pk__in=ids[:MOST]))

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        is_category = self.opts.model_name == "category"
        common = {**self.admin_site.each_context(request), "opts": self.opts, "is_category": is_category}
        title = f"Merge {self.opts.verbose_name_plural}"
        return TemplateResponse(request, "admin/articles/topic/merge.html", {"title": title, **common, **context})

    def _merge_page(self, ids: list[int], **query: str) -> str:
        return f"{self._named('merge')}?{urlencode({'topic': ids, **query}, doseq=True)}"

    def _named(self, page: str, *args: Any) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_{page}", args=args)
