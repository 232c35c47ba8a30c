"""How does a drawing become a bitmap, for a document that takes no drawings?"""

from __future__ import annotations

DOTS_PER_INCH = 144.0
PAGE = (
    b"#set page(width: auto, height: auto, margin: 0pt)\n"
    b'#image(bytes(sys.inputs.picture), format: "svg", width: 570pt)'
)


def as_png(picture: str) -> bytes:
    """The SVG as PNG, 570 points wide; equal drawings give equal bytes."""
    import typst

    made = typst.compile(PAGE, format="png", ppi=DOTS_PER_INCH, sys_inputs={"picture": picture})
    return bytes(made)  # one page gives one picture
