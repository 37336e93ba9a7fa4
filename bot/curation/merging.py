"""Bringing groups of aliases together with those that a story has."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.curation.reports import count_of
from bot.domain import AliasEdit, AliasGroups
from bot.errors import ChangeError

_LEAST_TERMS = 2


@dataclass(frozen=True, slots=True)
class Merged:
    """All groups of a story after an import: how many of them are new, changed, and as they were.

    `withheld` are those that stayed as moderators have them.
    """

    groups: AliasGroups
    added: int
    changed: int
    kept: int
    withheld: AliasGroups = ()

    @property
    def is_change(self) -> bool:
        """Tell whether anything is not as it was."""
        return bool(self.added or self.changed)

    def __str__(self) -> str:
        return f"{count_of(self.added, 'group')} added, {self.changed} changed, {self.kept} kept"


def merge_aliases(stored: AliasGroups, given: AliasGroups, moderated: AliasGroups = ()) -> Merged:
    """Return the stored groups with the given ones, which take the place of those they share a term with.

    Letter case does not matter for that. Every other stored group stays, and so do the `moderated` ones: what
    shares a term with one of those is left out. No term stands in two of `given`.
    """
    owners = {term.casefold(): group for group in moderated for term in group}
    withheld: dict[tuple[str, ...], None] = {}
    for group in given:
        met = {owners[term.casefold()] for term in group if term.casefold() in owners}
        if any(set(group) != set(old) for old in met):
            given = tuple(other for other in given if other != group)
            withheld |= dict.fromkeys(sorted(met))
    given_by_term = {term.casefold(): group for group in given for term in group}
    groups: list[tuple[str, ...]] = []
    placed: set[tuple[str, ...]] = set()
    kept = 0
    for old in stored:
        terms = [term.casefold() for term in old]
        news = dict.fromkeys(given_by_term[term] for term in terms if term in given_by_term)
        if not news or any(set(new) == set(old) for new in news):
            groups.append(old)
            kept += 1
        else:
            groups.extend(new for new in news if new not in placed)
        placed.update(news)
    added = [group for group in given if group not in placed]
    changed = len(groups) - kept
    return Merged((*groups, *added), len(added), changed, kept, tuple(withheld))


def edit_groups(stored: AliasGroups, edit: AliasEdit) -> AliasGroups:
    """Return the stored groups with what a moderator says of them.

    Raises:
        ChangeError: if no group has the term that is to leave.
    """
    return drop_term(stored, edit.dropped) if edit.dropped else join_terms(stored, edit.joined)


def carry_over(seen: AliasGroups, wanted: AliasGroups, now: AliasGroups) -> AliasGroups:
    """Return the groups that there are `now` with what turns the `seen` ones into the `wanted` ones."""
    gone = set(seen) - set(wanted)
    made = tuple(group for group in wanted if group not in seen)
    return merge_aliases(tuple(group for group in now if group not in gone), made).groups


def join_terms(stored: AliasGroups, terms: Sequence[str]) -> AliasGroups:
    """Return the stored groups with terms that mean the same: with them, every group that has one is one.

    The joined group stands where the first of those stood, at the end where none had one.
    """
    new = {term.casefold() for term in terms}
    touched = [group for group in stored if new & {term.casefold() for term in group}]
    spelt: dict[str, str] = {}
    for term in (*(term for group in touched for term in group), *terms):
        spelt.setdefault(term.casefold(), term)
    joined = tuple(spelt.values())
    if not touched:
        return (*stored, joined)
    return tuple(
        joined if group is touched[0] else group
        for group in stored
        if group is touched[0] or group not in touched
    )


def drop_term(stored: AliasGroups, term: str) -> AliasGroups:
    """Return the stored groups without a term, whatever its letter case; a group of one goes with it.

    Raises:
        ChangeError: if no group has the term.
    """
    left = [(group, tuple(t for t in group if t.casefold() != term.casefold())) for group in stored]
    if all(group == kept for group, kept in left):
        msg = f"no group has the term {term!r}; the list of aliases names them"
        raise ChangeError(msg)
    return tuple(kept for group, kept in left if kept == group or len(kept) >= _LEAST_TERMS)
