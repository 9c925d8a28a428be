"""Rendering: a whole page, or for htmx the part that changes. The one swap contract is told in ``docs/web.md``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from web import cookies
from web.i18n import NAMES
from web.static_files import StaticFiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web.visit import Visit

TEMPLATES: Final = Path(__file__).parent / "templates"


class Crumb(NamedTuple):
    """A page above: what it is called, in words, and its address."""

    label: str
    address: str


def make_templates(static: StaticFiles) -> Environment:
    """The templates. A name that is not there is an error, never an empty place."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"static": static.address, "language_names": NAMES, "query": query}
    made.globals["say"] = _say
    made.globals["say_html"] = _say_html
    return made


def render(  # noqa: PLR0917 (called by visit.py alone)
    visit: Visit,
    template: str,
    title: str | None,
    params: Mapping[str, Any],
    status: int,
    trail: tuple[Crumb, ...],
    data: dict[str, Any],
) -> Response:
    """The answer. Pages have ``title`` and one h1 from :file:`layouts/base.html`; fragments have neither."""
    said = visit.take_said() if title is not None else ""
    words = visit.words
    heading = words(title, **params) if title is not None else ""
    swapped = visit.wants_fragment and visit.request.headers.get("hx-target") == "main#main"
    context: dict[str, Any] = {
        "visit": visit,
        "words": words,
        "heading": heading,
        "heading_language": None,
        "trail": trail,
        "said": said,
        "failed": False,
        "settings": visit.ground.settings,
        "phone_link": Markup('<a href="tel:{}">{}</a>').format(
            "".join(c for c in visit.ground.settings.help_phone if c.isdigit() or c == "+"),
            visit.ground.settings.help_phone,
        ),
        "library": visit.ground.library_name(words),
        "url": visit.request.app.url_path_for,
        "here": visit.request.url.path,
        "layout": "layouts/swap.html" if swapped else "layouts/base.html",
        **data,
    }
    source = visit.ground.templates.get_template(template)
    response = HTMLResponse(source.render(context), status)
    response.headers["Vary"] = "HX-Request, Cookie, Accept-Language"
    response.headers["Content-Language"] = words.language
    if said:
        cookies.remove(visit.request, response, cookies.SAID)
    return response


@pass_context
def _say(context: Context, code: str, **params: Any) -> str:
    return str(context["words"](code, **params))


@pass_context
def _say_html(context: Context, code: str, **params: Any) -> Markup:
    """A sentence whose ``params`` may be markup (a link, a title in its own language); the sentence and plain values are escaped."""
    # Fluent gets signs that no title holds, because it would escape nothing itself.
    marks = {name: f"⟦{number}⟧" for number, name in enumerate(params)}
    text = str(Markup.escape(context["words"](code, **marks)))
    for name, mark in marks.items():
        text = text.replace(mark, str(Markup.escape(params[name])))
    return Markup(text)  # noqa: S704 (all of it is escaped above)


def query(**values: Any) -> str:
    """``?a=b`` of what is not empty; "" for nothing."""
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    return f"?{urlencode(given)}" if given else ""
