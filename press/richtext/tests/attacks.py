"""Our own collection of hostile HTML, and what harmless means."""

import re

from press.richtext.tree import Element, parse

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script>alert(1)",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><p title='</textarea><img src=x onerror=alert(1)>'>",
    "<style><p title='</style><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<p onclick=alert(1) onmouseover='alert(1)' style='background:url(javascript:alert(1))' id=x name=y>text</p>",
    "<p/onclick=alert(1)>x",
    '<p title="x"onclick=alert(1)>x</p>',
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='https://evil.example/'></iframe>",
    "<object data='data:text/html,x'></object><embed src='x.swf'>",
    "<form action='https://evil.example/'><input name=word><button formaction='javascript:alert(1)'>Go</button></form>",
    "<base href='https://evil.example/'><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=x'>",
    '<a href="https://a.example/" target="_blank" ping="https://evil.example/" onclick="alert(1)" style="x">x</a>',
    "<figure data-picture='1' onclick=alert(1)><figcaption><img src=x onerror=alert(1)>x</figcaption></figure>",
    "<figure data-picture='1\" onload=alert(1)'></figure>",
    "<figure data-embed='javascript:alert(1)'><figcaption>x</figcaption></figure>",
    "<figure data-embed='https://youtu.be/abcdefghijk\" onload=\"x'></figure>",
    "<aside class='pull-quote evil' onclick=x><p class=x>x</p></aside>",
    "<table background='javascript:alert(1)'><tr><td background=x onclick=x>1<td>2</table>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<x-evil onclick=alert(1)>x</x-evil>",
    "<a href='https://a.example/\"><script>alert(1)</script>'>x</a>",
]
ALLOWED = frozenset(
    {
        "p",
        "h2",
        "h3",
        "strong",
        "em",
        "a",
        "blockquote",
        "aside",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
    }
    | {"td", "hr", "br", "sub", "sup", "figure", "figcaption"}
)
ATTRIBUTES = frozenset(
    {"href", "title", "dir", "start", "colspan", "rowspan", "scope", "class"}
    | {"data-picture", "data-figure", "data-embed"}
)


def assert_harmless(body: str) -> None:
    """Look at every tag and attribute of a body; the list is written anew, so that a slip in allowed.py shows."""
    _look(parse(body))


def _look(element: Element) -> None:
    for child in element.elements():
        assert child.tag in ALLOWED
        assert set(child.attrs) <= ATTRIBUTES
        assert child.attrs.get("class", "pull-quote") in {"pull-quote", "figure--end"}
        assert re.match(r"https?://|mailto:|/(?!/)", child.attrs.get("href", "/"))
        assert child.attrs.get("data-embed", "https://").startswith("https://")
        _look(child)
