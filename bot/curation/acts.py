"""What is done with drafts, as the audit trail names it."""

from datetime import datetime

from bot.domain import Act, Draft

OPERATOR = "operator"
"""Who acts in the terminal, as the audit trail names it."""


def make_act(draft: Draft, moderator_id: int | None, command: str, at: datetime) -> Act:
    """Return the act of doing something with a draft; the moderator is None in the terminal."""
    change = draft.change
    return Act(
        at=at,
        community_id=draft.community_id,
        actor=str(moderator_id or OPERATOR),
        command=f"{command} {change.kind}",
        subject=", ".join(c.article_id for c in change.articles),
        done=True,
        story=change.story,
        notes=(change.reason,) if change.reason else (),
    )
