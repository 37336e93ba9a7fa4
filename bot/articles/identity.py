"""The id of an article that states none: made from the name of its file."""

import re
import unicodedata

from bot.errors import ArticleError
from bot.text.identifiers import is_identifier

_LETTERS = str.maketrans(
    {
        **dict(zip("øØłŁđĐðı", "oOlLdDdi", strict=True)),
        **dict(zip("ßæÆœŒþ", ("ss", "ae", "Ae", "oe", "Oe", "th"), strict=True)),
    }
)
_GAP = re.compile(r"[-–—]*[\s–—][-–—\s]*")


def make_id(stem: str, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the id that a file's name without its ending gives, and a remark if it is not that name.

    White space becomes `-` and accents are left out; letter case stays.

    Raises:
        ArticleError: if no id is to be had of it.
    """
    if is_identifier(stem):
        return stem, ()
    plain = unicodedata.normalize("NFKD", stem.translate(_LETTERS))
    made = _GAP.sub("-", "".join(c for c in plain if not unicodedata.combining(c)).strip())
    if not is_identifier(made):
        msg = (
            f"{name}: {stem[:110]!r} is no usable id; rename the file (letters a to z, digits and - _ . "
            "only, at most 100), or give an `id` in its front matter or in sources.toml"
        )
        raise ArticleError(msg)
    return made, (f"its id is {made!r}, made from the file name",)
