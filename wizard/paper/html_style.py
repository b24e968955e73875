"""How the HTML report looks, on a screen and on paper: one sheet of rules, without any address.

Owns every colour, size and page break of it. It must never load anything, and colour alone must
never say anything: the report is printed in black and white, too.
"""

from __future__ import annotations

import re
from typing import Final

from wizard.paper.colours import LIGHT, Ink
from wizard.paper.document import Report
from wizard.paper.html_text import shown

_QUIET: Final = "#4B5563"
_LINE: Final = "#C5CBD3"
_PALE: Final = "#F3F5F8"
_SCREEN: Final = f"""
*{{box-sizing:border-box}}
html{{color-scheme:light;background:{LIGHT.ground};color:{LIGHT[Ink.TEXT]};
font:100%/1.55 system-ui,"Segoe UI","Noto Sans",sans-serif;overflow-wrap:anywhere;
-webkit-text-size-adjust:100%;text-size-adjust:100%}}
body{{max-width:48rem;margin:0 auto;padding:2rem 1.25rem 3rem}}
header,main,footer{{display:block}}
.logo{{display:block;max-width:240px;max-height:64px;margin-block-end:1.25rem}}
h1,h2,h3,h4{{line-height:1.25;margin:2rem 0 .6rem;text-wrap:balance}}
h1{{font-size:1.95rem;margin-block-start:0}}
h2{{font-size:1.5rem}}
h3{{font-size:1.17rem}}
h4{{font-size:1rem}}
.part+.part{{margin-block-start:3rem;padding-block-start:2.5rem;
border-block-start:1px solid {_LINE}}}
.part>:first-child{{margin-block-start:0}}
p,ul,ol,dl,figure,pre,.frame{{margin:0 0 1rem}}
p,li,dd,td{{white-space:pre-line}}
.strong{{font-size:1.125rem;font-weight:600}}
.quiet,figcaption,footer{{font-size:.9375rem;color:{_QUIET}}}
ul,ol{{padding-inline-start:1.6rem}}
li{{margin-block-end:.35rem}}
.figures{{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));
gap:1rem;margin:1.25rem 0 1.5rem}}
.figure{{display:grid;grid-template-columns:auto 1fr;column-gap:1.1rem;align-items:center;
margin:0;padding:.9rem 1.25rem 1.1rem;background:{_PALE};border:1px solid {_LINE};
border-inline-start:.3rem solid {LIGHT[Ink.BLUE]};border-radius:.4rem;font-size:1.125rem}}
.figure:not(:only-child){{grid-template-columns:1fr;align-content:start}}
.label{{grid-column:1/-1;font-size:1rem;font-weight:600}}
.number{{font-size:3.25rem;line-height:1.15;font-weight:700}}
figure svg{{display:block;max-width:100%;height:auto;background:{LIGHT.ground};
forced-color-adjust:none}}
figcaption{{margin-block-start:.6rem}}
pre{{padding:.8rem 1rem;background:{_PALE};border:1px solid {_LINE};border-radius:.4rem;
font:.9375rem/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;
white-space:pre-wrap}}
code{{font:inherit}}
dl{{display:grid;grid-template-columns:minmax(8rem,13rem) 1fr}}
dl>div{{display:grid;grid-column:1/-1;grid-template-columns:subgrid;column-gap:1.25rem;
padding-block:.4rem;border-block-end:1px solid {_LINE}}}
dl>div:last-child{{border:0}}
dt{{color:{_QUIET}}}
dd{{margin:0}}
.frame{{overflow-x:auto}}
.frame:focus-visible{{outline:3px solid {LIGHT[Ink.BLUE]};outline-offset:2px}}
table{{width:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.4;
font-variant-numeric:tabular-nums}}
.frame table{{min-width:45rem}}
.frame th,.frame td{{overflow-wrap:break-word}}
.frame .foreign{{overflow-wrap:anywhere}}
caption{{padding-block-end:.5rem;text-align:start;font-weight:600}}
th,td{{padding:.4rem .6rem;border-block-end:1px solid {_LINE};text-align:start;
vertical-align:baseline}}
th{{font-weight:600}}
thead tr>*{{border-block-end:2px solid {_QUIET};hyphens:auto;vertical-align:bottom}}
tbody th{{font-weight:inherit}}
th.count,td.count{{text-align:end;white-space:nowrap}}
[dir=rtl] .foreign[dir=ltr]{{text-align:right}}
[dir=rtl] .count[dir=ltr]{{text-align:left}}
footer{{margin-block-start:3rem;padding-block-start:1rem;border-block-start:1px solid {_LINE}}}
footer p{{margin:0}}
@media (max-width:34rem){{
body{{padding-block-start:1.25rem}}
h1{{font-size:1.6rem}}
h2{{font-size:1.3rem}}
dl,.figure{{grid-template-columns:1fr}}
}}
"""
_PAPER: Final = """
@page{margin:18mm 16mm 20mm}
@media print{
html{font-size:11pt;line-height:1.45}
body{max-width:none;padding:0}
.part+.part{margin:0;padding:0;border:0;break-before:page}
h1,h2,h3,h4{margin:1.1rem 0 .35rem}
p,ul,ol,dl,figure,pre,.frame,.figures{margin-block-end:.6rem}
h1,h2,h3,h4,caption{break-after:avoid}
.figure,figure,pre,li,tr,dl>div{break-inside:avoid}
p,li{orphans:3;widows:3}
thead{display:table-header-group}
.frame{overflow:visible}
.frame table{min-width:0;font-size:8.5pt}
.frame th,.frame td{padding-inline:.2rem}
.frame th,.frame td{overflow-wrap:anywhere}
.figure,pre{background:none}
footer{display:none}
}
"""


# The two places of `page_of`, and what counts them.
_COUNTERS: Final = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def style(report: Report, shares: frozenset[int]) -> str:
    """The whole sheet; on paper the report's footer and page number stand below every page.

    `shares` are the widths of columns, in hundredths, that the report has.
    """
    widths = "".join(f".share-{share}{{width:{share}%}}\n" for share in sorted(shares))
    near, far = ("right", "left") if report.right_to_left else ("left", "right")
    pages = [_COUNTERS.get(one) or _quoted(one) for one in _split(report.page_of)]
    small = f"font:9pt system-ui,sans-serif;color:{_QUIET};overflow-wrap:anywhere"
    small += ";direction:rtl" if report.right_to_left else ""
    margin = f"@bottom-{near}{{content:{_quoted(report.footer)};{small}}}\n"
    margin += f"@bottom-{far}{{content:{' '.join(pages)};{small}}}\n"
    return f"{_SCREEN}{widths}{_PAPER}@page{{\n{margin}}}\n"


def _split(page_of: str) -> list[str]:
    return [one for one in re.split(r"(\{pages?\})", page_of) if one]


def _quoted(text: str) -> str:
    """A text as a string of CSS: only letters, digits and spaces stand in it as they are."""
    kept = (one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in shown(text))
    return f'"{"".join(kept)}"'
