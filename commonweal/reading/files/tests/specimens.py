"""Which small, sound files of each kind do the tests take apart, cut short and poison?"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")

Parts = dict[str, str | bytes]


def word_parts(body: str = "<w:p><w:r><w:t>Harbour plan</w:t></w:r></w:p>") -> Parts:
    """The parts of the smallest DOCX that Word opens."""
    return {
        "[Content_Types].xml": f'<Types {_TYPES}><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName='
        f'"/word/document.xml" ContentType="{_WORD}document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="rId1" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }


def with_part(parts: Parts, kind: str, xml: str | bytes) -> Parts:
    """A DOCX with one more part, such as styles, numbering or footnotes, that the document refers to."""
    rels = f'<Relationship Id="r{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/></Relationships>'
    before = str(parts.get("word/_rels/document.xml.rels", f"<Relationships {_RELS}></Relationships>"))
    types = str(parts["[Content_Types].xml"]).replace(
        "</Types>", f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}{kind}+xml"/></Types>'
    )
    return parts | {
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": before.replace("</Relationships>", rels),
        f"word/{kind}.xml": xml,
    }


def book_parts(
    rows: str = '<row r="1"><c r="A1" t="inlineStr"><is><t>Harbour</t></is></c></row>', more: str = ""
) -> Parts:
    """The parts of the smallest XLSX that a spreadsheet program opens; more stands behind the rows."""
    return {
        "[Content_Types].xml": f'<Types {_TYPES}><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName='
        f'"/xl/workbook.xml" ContentType="{_SHEET}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_SHEET}worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="rId1" Type="{_R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {S} xmlns:r="{_R}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships {_RELS}><Relationship Id="rId1" Type="{_R}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{rows}</sheetData>{more}</worksheet>",
    }


def zipped(parts: Mapping[str, str | bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_file(body: str = "<w:p><w:r><w:t>Harbour plan</w:t></w:r></w:p>") -> bytes:
    return zipped(word_parts(body))


def book_file(rows: list[list[object]] | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows or [["Action", "By whom"], ["Open the gate", "Harbour Trust"]]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf_file(*pages: str) -> bytes:
    """A PDF with one line on each page; a page whose text is empty has no words."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for text in pages or ("Harbour plan",):
        if text:
            canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked_pdf(algorithm: str, password: str = "open sesame") -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file()))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_pdf(pages: int) -> bytes:
    """Pages that hold a picture and not one word, as a scanner makes them."""
    objects = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    draw = "q 500 0 0 700 40 40 cm /Im0 Do Q"
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>")
    bodies.append(f"{objects} /Length 1 >>\nstream\n0\nendstream")
    bodies += [
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + pages + number} 0 R "
        "/Resources << /XObject << /Im0 3 0 R >> >> >>"
        for number in range(pages)
    ]
    bodies += [f"<< /Length {len(draw)} >>\nstream\n{draw}\nendstream"] * pages
    return raw_pdf([body.encode() for body in bodies])


def raw_pdf(bodies: list[bytes]) -> bytes:
    """A PDF of the objects given, numbered from 1, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def ole_file(*streams: str) -> bytes:
    """The beginning of a compound file, as old Office and every encrypted DOCX or XLSX has it, with these streams."""
    header = _OLE_MAGIC + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480)
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams))
    return header + entries + bytes(2048)


def words_of(page: str) -> str:
    """What a person reads of a page, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
