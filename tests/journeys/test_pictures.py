"""Are the pictures of the documents pictures of this program? `COMMONWEAL_SCREENSHOTS=1` makes them anew.

Without that word only what is cheap is checked: every picture that a page names is there, and has the size it should.
"""

from __future__ import annotations

import io
import os
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from commonweal.config.home import PROJECT

IMAGES = PROJECT / "docs" / "how-to" / "images"
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)")
DESKTOP, PHONE = (1280, 860), (390, 780)
LARGEST = 150_000
# name -> who looks, at what, how wide, and what stands at the top of the picture
TAKEN: dict[str, tuple[str, str, tuple[int, int], str]] = {
    "plan": ("Partnership manager", "/plans/1/", (1280, 1040), ""),
    "home-phone": ("Policy officer at the GLA", "/", PHONE, ""),
    "home": ("Partnership manager", "/", DESKTOP, ""),
    "doubts": ("Partnership manager", "/intake/1/", DESKTOP, "main h1"),
    "read-side-by-side": ("Partnership manager", "/intake/1/", DESKTOP, ".cw-reader"),
    "action": ("Policy officer at the GLA", "/plans/actions/2/", DESKTOP, "main h1"),
    "update": ("Community safety link body lead", "/plans/updates/13/", DESKTOP, "main h1"),
    "paper": ("Clearing officer", "/papers/2/", DESKTOP, "main h1"),
    "preview": ("Clearing officer", "/papers/2/preview/", DESKTOP, "main h1"),
    "public": ("", "/public/", DESKTOP, ""),
}


def size_of(picture: Path) -> tuple[int, int]:
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", f"{picture.name} is no PNG"
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)


def test_every_picture_that_a_page_names_is_there_and_says_what_it_shows() -> None:
    named = [
        (page, words, page.parent / path)
        for page in PAGES
        for words, path in PICTURE.findall(page.read_text())
    ]
    assert named, "no page shows a picture"
    for page, words, picture in named:
        assert picture.is_file(), f"{page.name} names {picture.name}, which is not there"
        assert len(words) > 20, f"{page.name} does not say what {picture.name} shows"
    assert {picture.stem for _, _, picture in named} == set(TAKEN), (
        "pictures are taken that nobody shows, or the other way round"
    )


@pytest.mark.parametrize("name", TAKEN)
def test_each_picture_has_its_size_and_is_small(name: str) -> None:
    assert size_of(IMAGES / f"{name}.png") == TAKEN[name][2]
    assert (IMAGES / f"{name}.png").stat().st_size < LARGEST


@pytest.mark.journey
@pytest.mark.slow
@pytest.mark.skipif(
    os.environ.get("COMMONWEAL_SCREENSHOTS") != "1", reason="COMMONWEAL_SCREENSHOTS=1 makes the pictures anew"
)
def test_the_pictures_are_taken_from_the_demonstration(visitors: Any) -> None:
    IMAGES.mkdir(exist_ok=True)
    for name, (person, path, (width, height), top) in TAKEN.items():
        options = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}
        page = visitors.as_(person, path, **options) if person else visitors.open(path, **options)
        if top:
            page.locator(top).first.evaluate(
                "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 110)"
            )
        (IMAGES / f"{name}.png").write_bytes(small(page.screenshot(animations="disabled")))
        page.context.close()


def small(png: bytes) -> bytes:
    """The same picture with a palette, which is enough for flat colours and a fraction of the size."""
    from PIL import Image

    kept = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        kept, "PNG", optimize=True
    )
    return kept.getvalue()
