"""The PDF library works on this machine, in our typeface."""

import io

import pypdf
import weasyprint


def test_a_document_is_drawn_in_source_sans():
    html = '<html lang="en"><body style="font-family: \'Source Sans 3\'">Łódź, Ελένη, Đặng'
    pdf = pypdf.PdfReader(io.BytesIO(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")))
    fonts = {str(font.get_object()["/BaseFont"]) for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("Source-Sans-3" in font or "SourceSans3" in font for font in fonts), fonts
    assert "Łódź, Ελένη, Đặng" in pdf.pages[0].extract_text()
