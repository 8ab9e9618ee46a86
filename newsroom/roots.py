"""`/<word>/` belongs to a page or to a category; pages are asked first."""

from django.http import Http404, HttpRequest, HttpResponse

from articles.menu import category_menu
from articles.views.lists import category
from press.pages.views import page
from press.web.public import public_page


@public_page
def root(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the page or the category that claimed this word."""
    if any(item["slug"] == slug for item in category_menu()):
        return category(request, slug)
    try:
        return page(request, slug)
    except Http404:
        return category(request, slug)
