"""People at the desk: who works here, and in which role."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, BaseUserCreationForm, UserChangeForm
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import User


class NewPersonForm(BaseUserCreationForm[User]):
    """An address, a name, what the person does here, and a first password: without one the desk stays closed."""

    class Meta:
        model = User
        fields = ["email", "name", "is_staff", "groups"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody with this address is here already.")
        return email


class PasswordShown(forms.Widget):
    """Says whether there is a password; Django's own prints how it is kept."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        is_set = bool(value) and is_password_usable(value)
        return render_to_string("admin/accounts/user/password.html", {"is_set": is_set})

    def id_for_label(self, id_: str) -> str:
        return ""  # there is nothing to type into


class PersonForm(UserChangeForm[User]):
    """A person, without a look at the password."""

    password = forms.CharField(widget=PasswordShown, required=False, disabled=True)


class PasswordForm(AdminPasswordChangeForm[User]):
    """A new password for somebody. Whoever must not come in any more is no longer active: no password is taken away."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """What only a superuser may give (superuser itself, single permissions) is not shown to publishers."""

    add_form = NewPersonForm
    form = PersonForm
    change_password_form = PasswordForm
    add_form_template = None
    change_user_password_template = "admin/accounts/user/change_password.html"  # noqa: S105 - a template
    list_display = ["email", "name", "is_staff", "is_active", "roles"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        ("At the desk", {"fields": ["is_active", "is_staff", "groups"]}),
        ("Since", {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "is_staff", "groups", "password1", "password2"]})]

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        people = super().get_queryset(request).prefetch_related("groups")
        # A publisher must not be able to take over the operator's account by setting its password.
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who holds more than oneself is for the operator to change, or a new password would give one the rest."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not _holds_more(obj, than=request.user))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs["queryset"] = _groups_to_give(request.user)
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple  # they are few
            kwargs["help_text"] = "What the person may do at the desk. Without one it opens and shows nothing."
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # Readers make their accounts themselves; who is added here works here.
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.is_superuser:
            return fieldsets
        return [*fieldsets, ("The operator", {"fields": ["is_superuser", "user_permissions"], "classes": ["collapse"]})]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # untick "active" instead: the history stays signed


def _lacked_by(person: Any) -> models.QuerySet[Permission]:
    """Return the permissions that this person holds neither alone nor through a group."""
    held = Permission.objects.filter(models.Q(user=person) | models.Q(group__user=person))
    return Permission.objects.exclude(pk__in=held.values("pk"))


def _groups_to_give(giver: Any) -> models.QuerySet[Group]:
    """Return the groups that hold nothing which the giver lacks."""
    return Group.objects.exclude(permissions__in=_lacked_by(giver))


def _holds_more(person: User, *, than: Any) -> bool:
    """Say whether the person, active or not, has a group or a permission that the other could not give."""
    beyond = person.groups.exclude(pk__in=_groups_to_give(than).values("pk"))
    return beyond.exists() or person.user_permissions.filter(pk__in=_lacked_by(than).values("pk")).exists()
