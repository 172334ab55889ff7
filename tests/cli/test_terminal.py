from __future__ import annotations

import io
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from communique.cli._terminal import console, one_line, plain


@given(st.text(), st.sampled_from(["", "\n\t"]))
def test_no_control_character_is_left_and_no_offset_moves(text: str, keep: str) -> None:
    shown = plain(text, keep=keep)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in keep]
    assert all(new == old or new == "\N{REPLACEMENT CHARACTER}" for new, old in zip(shown, text, strict=True))


def test_escapes_bells_c1_and_turned_writing_are_shown_not_obeyed() -> None:
    assert plain("a\x1b[2Jb\x07c\x9bd\u202ee") == "a�[2Jb�c�d�e"
    assert one_line("  two\n lines\x00 ") == "two lines�"


def test_in_a_pipe_there_is_no_colour_no_markup_and_a_fixed_width() -> None:
    out = io.StringIO()
    console(out).print(Text("x" * 120, style="bold red"))
    console(out).print("[red]square[/red] :smile:")
    lines = out.getvalue().splitlines()
    assert lines == ["x" * 100, "x" * 20, "[red]square[/red] :smile:"]
