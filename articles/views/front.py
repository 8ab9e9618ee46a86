"""The front page."""

from django.http import HttpRequest, HttpResponse

from articles.front import front_page
from articles.page import list_page
from press.masthead.actions import particulars
from press.web.public import public_page, render


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The paper's first page."""
    paper = particulars()
    page = list_page(request, title=paper.name, description=paper.strapline)
    return render(request, "articles/front.html", {"page": page, **front_page()})
