"""Make var/assets and var/fonts out of the front-end packages. Runs in the environment (it needs fontTools).

GDS Transport and the crown are only for gov.uk, so the two font rules go, the name becomes Source Sans 3 (which we
serve ourselves), and no crest, crown or logotype is copied.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tools.common import ROOT, VAR

MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"
FONTSOURCE = MODULES / "@fontsource" / "source-sans-3"
ASSETS = VAR / "assets"
FONTS = VAR / "fonts"
FAMILY = "Source Sans 3"
WEIGHTS = ("400", "700")
# Names come from everywhere: these are the scripts Source Sans 3 can write.
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese")
NOT_OURS = re.compile(r"crown|crest|logotype|opengraph|apple-touch|govuk-icon|favicon|manifest")


def build_assets() -> None:
    """Build both folders afresh, then put them in place."""
    part = VAR / "assets.part"
    shutil.rmtree(part, ignore_errors=True)
    vendor = part / "vendor"
    vendor.mkdir(parents=True)
    for package, name, source in (("govuk", "govuk-frontend", GOVUK), ("moj", "moj-frontend", MOJ)):
        css = (source / f"{name}.min.css").read_text()
        (vendor / f"{name}.min.css").write_text(clean_css(css, package))
        script = (source / f"{name}.min.js").read_text()
        (vendor / f"{name}.min.js").write_text(strip_source_map(script))
        copy_images(source / "assets" / "images", part / "vendor" / package / "images")
    build_web_fonts(part / "fonts")
    shutil.rmtree(ASSETS, ignore_errors=True)
    part.rename(ASSETS)
    build_document_fonts()


def clean_css(css: str, package: str) -> str:
    """The package's style sheet with our typeface and our paths, and without its font rules and source map."""
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    # Quoted: a name with a part that begins with a digit is no CSS identifier, and the whole declaration would be dropped.
    css = css.replace('"GDS Transport"', "GDS Transport").replace("GDS Transport", f'"{FAMILY}"')
    css = re.sub(r"url\((['\"]?)/assets/images/govuk-crest\.svg\1\)", "none", css)
    css = re.sub(r"url\((['\"]?)/assets/images/", rf"url(\1{package}/images/", css)
    return strip_source_map(css)


def strip_source_map(text: str) -> str:
    return re.sub(r"/\*#\s*sourceMappingURL=.*?\*/|//#\s*sourceMappingURL=.*", "", text).rstrip() + "\n"


def copy_images(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for file in sorted(source.iterdir()):
        if file.is_file() and not NOT_OURS.search(file.name):
            shutil.copyfile(file, target / file.name)


def build_web_fonts(folder: Path) -> None:
    """Copy the woff2 files and write fonts.css with one rule for each weight and script."""
    folder.mkdir(parents=True)
    rules = []
    for weight in WEIGHTS:
        css = (FONTSOURCE / f"{weight}.css").read_text()
        ranges = dict(re.findall(r"/\* source-sans-3-([a-z-]+)-\d+-normal \*/.*?unicode-range:\s*([^;}]+)", css, re.S))
        for subset in SUBSETS:
            name = f"source-sans-3-{subset}-{weight}-normal.woff2"
            shutil.copyfile(FONTSOURCE / "files" / name, folder / name)
            rules.append(
                f'@font-face {{\n  font-family: "{FAMILY}";\n  font-style: normal;\n  font-weight: {weight};\n'
                f'  font-display: swap;\n  src: url("{name}") format("woff2");\n  unicode-range: {ranges[subset].strip()};\n}}\n'
            )
    (folder / "fonts.css").write_text("\n".join(rules))
    shutil.copyfile(FONTSOURCE / "LICENSE", folder / "LICENSE-source-sans-3.txt")


def build_document_fonts() -> None:
    """Make TrueType files and a fonts.conf for documents: without any font the PDF library ends the process."""
    part = VAR / "fonts.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for style, weight, slope in (
        ("Regular", "400", "normal"),
        ("Bold", "700", "normal"),
        ("Italic", "400", "italic"),
        ("Bold Italic", "700", "italic"),
    ):
        join_scripts(weight, slope, style, part / f"SourceSans3-{style.replace(' ', '')}.ttf")
    (part / "fonts.conf").write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{FONTS}</dir>\n  <dir>/usr/share/fonts</dir>\n  <cachedir>{VAR / 'cache' / 'fontconfig'}</cachedir>\n"
        f"  <alias><family>sans-serif</family><prefer><family>{FAMILY}</family></prefer></alias>\n</fontconfig>\n"
    )
    shutil.rmtree(FONTS, ignore_errors=True)
    part.rename(FONTS)


def join_scripts(weight: str, slope: str, style: str, target: Path) -> None:
    """Join the package's files, one for each script, to one font with the family's plain name (theirs is a weight's)."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    parts = []
    for subset in SUBSETS:
        font = TTFont(FONTSOURCE / "files" / f"source-sans-3-{subset}-{weight}-{slope}.woff2")
        font.flavor = None
        file = target.with_name(f"{target.stem}-{subset}.ttf")
        font.save(file)
        parts.append(file)
    joined = Merger().merge([str(file) for file in parts])
    compact = target.stem
    names = {1: FAMILY, 2: style, 3: compact, 4: f"{FAMILY} {style}", 6: compact, 16: FAMILY, 17: style}
    for record in list(joined["name"].names):
        if record.nameID in (*names, 21, 22, 25):
            joined["name"].removeNames(nameID=record.nameID)
    for number, words in names.items():
        joined["name"].setName(words, number, 3, 1, 0x409)
    joined.save(target)
    for file in parts:
        file.unlink()


if __name__ == "__main__":
    build_assets()
