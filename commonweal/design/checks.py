"""Have the style sheet and the scripts been built?"""

from pathlib import Path
from typing import Any

from django.core.checks import CheckMessage, Error, register

STATIC = Path(__file__).resolve().parent / "static" / "design"
BUILT = ("commonweal.css", "govuk-frontend.min.js")


@register()
def assets_are_built(app_configs: Any = None, folder: Path = STATIC, **kwargs: Any) -> list[CheckMessage]:
    missing = [name for name in BUILT if not (folder / name).is_file() or not (folder / name).stat().st_size]
    if not missing:
        return []
    return [
        Error(
            f"The look has not been built: {' and '.join(missing)} missing.",
            hint="Run: python3 run assets",
            id="design.E001",
        )
    ]
