"""Forms: a pydantic model is a form; its fields are labelled, checked and shown again with what was typed."""

from web.forms.fields import Field, asked
from web.forms.filled import Filled, Posted, Typed, fill, posted

__all__ = ["Field", "Filled", "Posted", "Typed", "asked", "fill", "posted"]
