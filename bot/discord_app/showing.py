"""The whole message that answers a question."""

from bot.discord_app.asked import Asked
from bot.discord_app.direct_stories import Reading
from bot.discord_app.rendering import Rendered, render_answer, render_notice
from bot.discord_app.statements import add_statements
from bot.discord_app.story_select import add_source


def show_asked(asked: Asked, reading: Reading, *, echo: bool) -> Rendered | str:
    """Return an answer with the statements that apply and, in direct messages, which story it is from.

    With `echo` the question stands above it.
    """
    answer = asked.answer
    if answer.notice:
        return render_notice(answer.notice)
    return add_source(add_statements(render_answer(answer, echo=echo), answer.statements), reading)
