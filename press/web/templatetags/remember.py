"""`{% remember "name" … %}`: a part of a page made of site settings, menu and promos alone, kept for five seconds."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from press.web.remember import remembered_as

register = template.Library()


class RememberNode(template.Node):
    """The part between the tags."""

    child_nodelists = ()  # there is no block inside, so whoever looks for blocks need not search here at each request

    def __init__(self, nodelist: NodeList, name: str, words: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.name = name
        self.words = words

    def render(self, context: Context) -> SafeString:
        words = tuple(str(word.resolve(context, ignore_failures=True)) for word in self.words)
        return remembered_as(("part", self.name, get_language(), words), lambda: self._rendered(context))

    def _rendered(self, context: Context) -> SafeString:
        with context.push():
            return self.nodelist.render(context)


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """Keep what stands between `{% remember "name" word … %}` and `{% endremember %}` for up to five seconds.

    The words are whatever differs between pages and is printed inside; the language is one of them by itself. Nothing
    of a story or of a request may stand inside, and no `{% block %}`.
    """
    parts: list[Any] = token.split_contents()
    if len(parts) < 2 or parts[1][0] != parts[1][-1] or parts[1][0] not in "\"'":
        raise template.TemplateSyntaxError("“remember” takes a name in quotes, and then the words it depends on.")
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(nodelist, parts[1][1:-1], [parser.compile_filter(word) for word in parts[2:]])
