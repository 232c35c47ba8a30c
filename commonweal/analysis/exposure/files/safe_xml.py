"""What does an XML file hold, if it may be hostile?

No document type is taken, so there are no entities to expand and nothing outside of the file to fetch; the parser is told
the same once more, keeps its own limits on depth and size, and may use no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from commonweal.analysis.exposure.values import NotPossible

_DECLARATIONS = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([^"']+)""")
_KNOWN = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"iso-8859-1", b"windows-1252"}


def read_xml(data: bytes, path: Path) -> etree._Element:
    """The root element. Raises NotPossible with one sentence."""
    declared = _ENCODING.match(data)
    # in an encoding that nobody here looks for, a document type could pass unseen
    if any(mark in data for mark in _DECLARATIONS) or (declared and declared[1].lower() not in _KNOWN):
        raise NotPossible(f"{path} contains definitions that no map program writes and was not opened.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise NotPossible(f"{path} is not sound XML ({str(broken)[:120]}).") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotPossible(f"{path} contains definitions that no map program writes and was not opened.")
    return root


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace: writers of these files use several."""
    return etree.QName(element).localname


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in element if isinstance(each.tag, str) and name_of(each) in names)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in element.iter() if isinstance(each.tag, str) and name_of(each) in names)


def text_in(element: etree._Element, name: str) -> str:
    """The text of the first child of this name, tidy; empty where there is none."""
    return next((" ".join((each.text or "").split()) for each in children(element, name)), "")
