"""Can every scale be read? Asked when the program starts, so that a slip in a file is found by its author."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from commonweal.ground.scales.reads import folders, read_folders
from commonweal.ground.scales.rules import BadScale


@register()
def scales_are_readable(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    try:
        read_folders(*folders())
    except BadScale as fault:
        return [Error(str(fault), hint="See docs/how-to/load-your-own-scale.md", id="scales.E001")]
    return []
