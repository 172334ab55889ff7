"""The one maker of an Article."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from os import PathLike, fsencode, fspath

from communique.errors import GatherError
from communique.gather.dates import day_in_url, day_of
from communique.gather.language import language_of
from communique.reading import Article, PublishedBasis

ID_LENGTH = 16  # hexadecimal digits, 64 bits: among a thousand million articles, one chance in 37 of a single clash


def article_of(
    text: str,
    *,
    path: str | PathLike[str] | None = None,
    title: str | None = None,
    published: str | int | date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    byline: str | None = None,
) -> Article:
    """The article with this text, which is kept exactly as it is.

    `id` is a digest of the text alone, so the same text has the same id everywhere. `published` is taken where
    `day_of` can read it, else from the URL where `day_in_url` can, else it stays None; `published_basis` says which.
    White space in the other metadata is made single; an empty value is None.

    Raises GatherError where the text holds half of a surrogate pair, which is no character and cannot be stored.
    """
    try:
        digest = sha256(text.encode()).hexdigest()[:ID_LENGTH]
    except UnicodeEncodeError as error:
        raise GatherError(
            f"The text holds half a surrogate pair (U+{ord(text[error.start]):04X}) at character {error.start}",
            cause="a program cut a character in two, or wrote a file name's bytes as text",
            fix="remove the character or repair the file",
        ) from error
    url = _tidy(url)
    day, basis = _published(published, url)
    return Article(
        id=digest,
        text=text,
        path=None if path is None else _shown(path),
        url=url,
        outlet=_tidy(outlet),
        title=_tidy(title),
        byline=_tidy(byline),
        language=language_of(text),
        published=day,
        published_basis=basis,
    )


def _published(given: str | int | date | None, url: str | None) -> tuple[str | None, PublishedBasis]:
    if day := day_of(given):
        return day, "metadata"
    if day := day_in_url(url):
        return day, "url"
    return None, "unknown"


def _shown(path: str | PathLike[str]) -> str:
    """The path as text: what in it is no character is shown as one that is not known."""
    try:
        return fsencode(path).decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a surrogate pair that stands for no byte of a name, as in the id of a row
        return fspath(path).encode("utf-8", "replace").decode()


def _tidy(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join(value.replace("\0", " ").encode("utf-8", "replace").decode().split()) or None
