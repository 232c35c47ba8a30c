"""Which names, filters and rules does every template share?"""

import os
import sys
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    PrefixLoader,
    Undefined,
)

from . import forms, frame, tables, words

# The component macros compare with these two names, which are words of another template language.
BORROWED_NAMES = frozenset({"undefined", "null", "caller"})


class Forgiving(Undefined):
    """A missing key of a dictionary is empty; a missing name or a misspelt attribute is an error.

    The component macros ask dictionaries for keys nobody gave. Our own templates ask for names, and there a
    spelling mistake must not pass as an empty place on the page.
    """

    def _refuses(self) -> bool:
        if self._undefined_name is None or self._undefined_name in BORROWED_NAMES:
            return False
        return not isinstance(self._undefined_obj, (dict, Undefined))

    def _answer(self, forgiven: Any) -> Any:
        if self._refuses():
            self._fail_with_undefined_error()
        return forgiven

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._answer(self)

    def __getitem__(self, key: object) -> Any:
        return self._answer(self)

    def __str__(self) -> str:
        return str(self._answer(""))

    def __iter__(self) -> Any:
        return self._answer(iter(()))

    def __len__(self) -> int:
        return int(self._answer(0))

    def __bool__(self) -> bool:
        return bool(self._answer(False))

    def __contains__(self, item: object) -> bool:
        return bool(self._answer(False))

    def __eq__(self, other: object) -> bool:
        return bool(self._answer(isinstance(other, Forgiving)))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(Forgiving)

    def __call__(self, *args: object, **kwargs: object) -> NoReturn:
        self._fail_with_undefined_error()


def url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """The environment that settings name as OPTIONS["environment"]."""
    options["undefined"] = Forgiving
    options["loader"] = _with_components(options.get("loader"))
    options["bytecode_cache"] = _compiled_templates()
    options |= {
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.do"],
    }
    env = Environment(**options)  # noqa: S701  autoescape is on, one line above
    env.globals |= {
        "url": url,
        "static": static,
        "field": forms.field,
        "form_fields": forms.form_fields,
        "error_summary": forms.error_summary,
        "public_frame": frame.PUBLIC,
        "sort_columns": tables.sort_columns,
        "version": frame.VERSION,
    }
    filters = (words.day, words.moment, words.clock, words.week, words.distance, words.count, words.listed)
    env.filters |= {word.__name__: word for word in filters}
    return env


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Kept where Python keeps its own: a page that is opened first after a start need not compile what it is made of.
    Where nothing may be written, it is compiled in every process. A template that was changed is compiled again, and all of
    them are when this file or the library is another one.
    """
    if sys.dont_write_bytecode:
        return None
    folder = Path(sys.pycache_prefix or Path(__file__).parent / "__pycache__")
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    made_by = f"{jinja2.__version__}-{crc32(Path(__file__).read_bytes()):08x}"
    return FileSystemBytecodeCache(str(folder), f"%s.jinja-{made_by}.cache")


def _with_components(loader: BaseLoader | None) -> BaseLoader:
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return ChoiceLoader([loader, components] if loader else [components])
