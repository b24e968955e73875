"""The user guide as a page: whole, or not at all."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from wizard.freezing import guide_page
from wizard.freezing.stick import HERE
from wizard.freezing.stick_files import StickTrouble


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said = ""

    def handle_data(self, data: str) -> None:
        self.said += data


def test_every_word_of_the_guide_is_on_the_page() -> None:
    source = (HERE / "docs" / "guide.md").read_text(encoding="utf-8")
    reader = Text()
    reader.feed(guide_page.html(source))
    for line in source.splitlines():
        if line and not line.startswith(("!", "#", "|", "- ")) and "](" not in line:
            words = re.sub(r"^\d+\. ", "", line)  # the browser writes the numbers
            assert words.replace("**", "").replace("`", "").strip() in reader.said


def test_its_pictures_come_along() -> None:
    made = list(guide_page.items(HERE / "docs", "guide/guide.html"))
    page = made[0].read().decode()
    for picture in made[1:]:
        assert f'src="{picture.name.removeprefix("guide/")}"' in page
        assert picture.read().startswith(b"\x89PNG")
    assert len(made) == 1 + page.count("<img")


def test_the_small_part_of_markdown_that_it_knows() -> None:
    page = guide_page.html(
        "# Title\n\n## 1. Part\n\nA **bold** `code` and [other](other.md).\n\n"
        "- one\n- **two**\n  goes on\n\n1. **First.** On\n   it goes.\n2. Second\n\n"
        "    $ a < b\n\n| a | b |\n|---|---|\n| c | `d` |\n\n"
        "![What is seen](pictures/seen.png)\n"
    )
    for part in (
        "<h1>Title</h1>",
        "<h2>1. Part</h2>",
        "<p>A <strong>bold</strong> <code>code</code> and other.</p>",
        "<ul>\n<li>one</li>\n<li><strong>two</strong>\n  goes on</li>\n</ul>",
        "<ol>\n<li><strong>First.</strong> On\n   it goes.</li>\n<li>Second</li>\n</ol>",
        "<pre>$ a &lt; b</pre>",
        '<th scope="col">a</th>',
        "<td><code>d</code></td>",
        '<img src="pictures/seen.png" alt="What is seen">',
    ):
        assert part in page


@pytest.mark.parametrize(
    "text",
    [
        "3. third\n4. fourth",
        "<b>bold</b>",
        "> said",
        "[away](https://example.org)",
        "```sh\nls\n```",
    ],
)
def test_what_it_does_not_know_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    with pytest.raises(StickTrouble, match="which guide_page cannot show"):
        list(guide_page.items(tmp_path, "guide/guide.html"))
