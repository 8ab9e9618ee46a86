"""The library's list, form and deletion. What they change goes through press/pictures/actions.py."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from press.pictures import actions, usage
from press.pictures.admin import chooser, upload
from press.pictures.admin.filters import FILTERS
from press.pictures.admin.tiles import facts, tile
from press.pictures.models import Picture, PictureQuerySet
from press.web.moments import DayInput

TOO_MANY = "That were too many files at once. Choose up to 100."


class PictureForm(forms.ModelForm[Picture]):
    """The words, rights and focal point of a picture; a hundred per cent is the edge."""

    focal_x = forms.IntegerField(label="From the left, in %", min_value=0, max_value=100)
    focal_y = forms.IntegerField(label="From the top, in %", min_value=0, max_value=100)

    class Meta:
        model = Picture
        fields = (*actions.WORDS, "focal_x", "focal_y")
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "rights_expire": DayInput(),
            "usage_terms": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    form = PictureForm
    fieldsets = (
        ("Words", {"fields": ("caption", "alt")}),
        ("Credit", {"fields": ("photographer", "agency", "via")}),
        ("Rights", {"fields": ("usage_terms", "rights_expire", "web_only")}),
        ("Focal point", {"fields": (("focal_x", "focal_y"),), "classes": ("focal-fields",)}),
    )
    list_filter = FILTERS
    search_fields = ("caption", "photographer", "agency", "via", "alt", "file_name")
    search_help_text = "Searches captions, descriptions, credits and file names."
    ordering = ("-added_at", "-pk")
    list_per_page = 48
    show_full_result_count = False
    actions = None  # pictures are taken out one by one, each with its list of places

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            # Exempt only until the guard stands before the form; add_files protects itself.
            path("add/", site.admin_view(csrf_exempt(self.add_files)), name="pictures_picture_add"),
            path("chooser/", site.admin_view(require_safe(self.choose)), name="pictures_picture_chooser"),
            *super().get_urls(),
        ]

    # --- The list ---

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer = super().changelist_view(request, {**upload.context(), "title": "Pictures", **(extra_context or {})})
        if isinstance(answer, TemplateResponse) and answer.context_data and "cl" in answer.context_data:
            answer.context_data["tiles"] = [tile(picture) for picture in answer.context_data["cl"].result_list]
        return answer

    def get_search_results(
        self, _request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[QuerySet[Picture], bool]:
        assert isinstance(queryset, PictureQuerySet)
        return queryset.matching(search_term), False

    # --- Uploads ---

    def add_files(self, request: HttpRequest) -> HttpResponse:
        """Show the upload form, take its files, and say what became of each: as a page, or as JSON when asked."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        guarded = upload.guard(request)

        @csrf_protect
        def answer(request: HttpRequest) -> HttpResponse:
            return self._answer_upload(request, guarded)

        try:
            return answer(request)
        except TooManyFilesSent:
            self.message_user(request, TOO_MANY, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:pictures_picture_add"))

    def _answer_upload(self, request: HttpRequest, guarded: upload.SizeGuard) -> HttpResponse:
        results: list[upload.Result] = []
        is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        if request.method == "POST":
            assert request.user.is_authenticated  # admin_view lets nobody else in
            results = upload.take(request.FILES.getlist("files"), guarded, by=request.user)
            if request.accepts("application/json") and not request.accepts("text/html"):
                return JsonResponse(upload.as_json(results))
            chosen = [result["picture"] for result in results if result["picture"]]
            if is_popup and chosen:
                return self.response_add(request, Picture.objects.get(pk=chosen[0].pk))
        context = {
            **self.admin_site.each_context(request),
            **upload.context(),
            "opts": self.opts,
            "title": "Add pictures",
            "results": results,
            "nothing_chosen": request.method == "POST" and not results,
            "is_popup": is_popup,
        }
        return TemplateResponse(request, "admin/pictures/picture/upload.html", context)

    # --- One picture ---

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        picture = self.get_object(request, object_id) if object_id else None
        more: dict[str, Any] = {"title": "Picture", "subtitle": None, "show_save_and_add_another": False}
        if picture:
            more |= {"facts": facts(picture), "uses": usage.uses(picture.pk)}
        return super().changeform_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or actions.may_change(obj, by=request.user))

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        """Hand what was changed to the actions, which know what follows from it and keep the history."""
        assert request.user.is_authenticated
        changed = {field: form.cleaned_data[field] for field in form.changed_data}
        words = {field: value for field, value in changed.items() if field in actions.WORDS}
        if words:
            actions.describe_picture(obj, by=request.user, **words)
        if {"focal_x", "focal_y"} & set(changed):
            point = form.cleaned_data
            actions.set_focal_point(obj, x=point["focal_x"], y=point["focal_y"], by=request.user)
        if "_again" in request.POST:
            actions.make_again(obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing: the actions have written the history."""

    def response_change(self, request: HttpRequest, obj: Picture) -> HttpResponse:
        if "_again" in request.POST:
            self.message_user(request, "Its files are made again; look here in a minute.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:pictures_picture_change", args=[obj.pk]))
        return super().response_change(request, obj)

    # --- Taking one out ---

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """Where it is used forbids deletion; Django's page lists the places as it lists protected objects."""
        listed, count, lacking, protected = super().get_deleted_objects(objs, request)
        used = [place_link(place) for picture in objs for place in usage.uses(picture.pk)]
        # No story goes with its picture, so nobody is told that they may not delete stories.
        return list(listed), dict(count), set() if used else lacking, used or list(protected)

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        assert request.user.is_authenticated
        actions.remove_picture(obj, by=request.user)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except actions.PictureInUse:  # somebody placed it while the confirmation was on the screen
            return HttpResponseRedirect(reverse("admin:pictures_picture_delete", args=[object_id]))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing: the action has written the history."""

    # --- The body editor's picker ---

    def choose(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return chooser.answer(request)


def place_link(place: usage.Use) -> SafeString:
    """Return a place that shows a picture, as a link when it has an address in the desk."""
    return (
        format_html('<a href="{}">{}</a>', place.admin_url, place.label)
        if place.admin_url
        else format_html("{}", place.label)
    )
