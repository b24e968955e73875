"""The approved pictures of the report: every verdict, in three languages, all pages on one sheet.

`python -m tests.paper.sheets` paints them anew after a wanted change; look at each before it is
committed. They are small and grey on purpose: they show that nothing moved, not what is written.
`python -m tests.paper.sheets --guide` paints the first page for the user guide
(docs/pictures/report.png): the office of the examples, in colour.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from babel.messages import Catalog
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

import dev
from tests.catalogue import compiled, read, translated
from tests.conftest import insist
from tests.paper import cases
from tests.paper.shelf import ANNA, shelf
from wizard import casework
from wizard.casework import Choices, Paper
from wizard.core.case_file import CaseFile, case_file
from wizard.core.commands import Ending
from wizard.words import Words

FOLDER: Final = Path(__file__).parent / "approved"
GUIDE: Final = Path(__file__).parents[2] / "docs" / "pictures" / "report.png"
_GUIDE_WIDTH: Final = 620
_GUIDE_COLOURS: Final = 128
_DOTS_PER_INCH: Final = 32
_BITS_OF_GREY: Final = 3
# After a slight blur, no spot may differ by more than this, nor all of the sheet on average.
_MOST_ANYWHERE: Final = 70
_MOST_ON_AVERAGE: Final = 1.0


def languages() -> dict[str, Words]:
    """English, German as its source has it, and English written from right to left."""
    german = Words("de", compiled(read(translated()["de"], "de")))
    return {"en": Words(), "de": german, "rtl": Words("ar", compiled(Catalog(locale="ar")))}


def painted(file: CaseFile, words: Words) -> Image.Image:
    """The pages of the report side by side."""
    report = casework.make(Paper.PDF, file, words, Choices())
    there = dev.has_program("pdftoppm")
    insist(None if there else "pdftoppm is missing: the package poppler-utils has it")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.pdf"
        place.write_bytes(report)
        pages = ("-r", str(_DOTS_PER_INCH), "-gray", "-png", str(place), str(place.with_suffix("")))
        subprocess.run(("pdftoppm", *pages), check=True)
        sheet = _side_by_side([_loaded(page) for page in sorted(Path(folder).glob("*.png"))])
        return ImageOps.posterize(sheet, _BITS_OF_GREY)


def of_the_guide() -> Image.Image:
    """The first page of the report that the example office sends, in colour."""
    case, _ = cases.per_address()
    plan, target = (
        replace(case.plan, mail_closed=True),
        replace(case.target, user="a@miller.example"),
    )
    case = replace(case, plan=plan, target=target, ending=str(Ending.UNDERSTOOD))
    report = casework.make(Paper.PDF, case_file(case, ANNA), Words(), Choices())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "report.pdf"
        place.write_bytes(report)
        pages = ("-scale-to-x", str(_GUIDE_WIDTH), "-scale-to-y", "-1", "-singlefile", "-png")
        subprocess.run(("pdftoppm", *pages, str(place), str(place.with_suffix(""))), check=True)
        with Image.open(place.with_suffix(".png")) as page:
            framed = ImageOps.expand(page.convert("RGB"), border=1, fill="#c5cbd3")
            return framed.quantize(_GUIDE_COLOURS, method=Image.Quantize.FASTOCTREE)


def approved(name: str) -> Image.Image:
    """The picture that somebody looked at."""
    return _loaded(FOLDER / f"{name}.png")


def difference(one: Image.Image, other: Image.Image) -> str:
    """What makes them differ, in one line; "" where nobody would see it."""
    if one.size != other.size:
        return f"{one.size} in place of {other.size}: there are other pages"
    apart = ImageChops.difference(_soft(one), _soft(other))
    stat = ImageStat.Stat(apart)
    most, mean = int(stat.extrema[0][1]), float(stat.mean[0])
    if most <= _MOST_ANYWHERE and mean <= _MOST_ON_AVERAGE:
        return ""
    return f"up to {most} apart at {apart.point(_dark).getbbox()}, {mean:.2f} on average"


def _dark(value: int) -> int:
    return 255 if value > _MOST_ANYWHERE else 0


def _soft(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(1.2))


def _loaded(place: Path) -> Image.Image:
    with Image.open(place) as picture:
        return picture.convert("L")


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    width, height = sum(page.width + 4 for page in pages), max(page.height for page in pages)
    sheet = Image.new("L", (width, height), 128)
    across = 0
    for page in pages:
        sheet.paste(page, (across, 0))
        across += page.width + 4
    return sheet


def main() -> None:
    """Paint all of them; old ones that nothing is painted for any more are taken away."""
    FOLDER.mkdir(exist_ok=True)
    wanted = set()
    for language, words in languages().items():
        for name, file in shelf().items():
            place = FOLDER / f"{name}-{language}.png"
            wanted.add(place)
            sheet = painted(file, words)
            if not place.exists() or difference(sheet, approved(place.stem)):
                sheet.quantize(2**_BITS_OF_GREY).save(place, optimize=True)
    for old in set(FOLDER.glob("*.png")) - wanted:
        old.unlink()


if __name__ == "__main__":
    if "--guide" in sys.argv[1:]:
        of_the_guide().save(GUIDE, optimize=True)
    else:
        main()
