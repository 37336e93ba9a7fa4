from bot.discord_app.diagnosis import _examine_server, examine_client
from bot.discord_app.invitation import PERMISSIONS
from tests.discord_app.conftest import Town


async def test_a_bot_is_asked_after_by_its_name_and_its_servers(town: Town) -> None:
    findings = await examine_client(town.bot)
    assert "privileged" in findings[1].text
    assert town.bot.guilds[0].name in findings[2].text
    assert [finding.text for finding in findings if finding.good is False] == []
    assert "Integrations" in findings[-1].text


def test_every_permission_granted_is_no_fault() -> None:
    assert _examine_server("Town", str(PERMISSIONS.value), 7).good


def test_permissions_that_are_missing_are_named_with_the_mend() -> None:
    finding = _examine_server("Town", str(PERMISSIONS.value & ~(1 << 14)), 7)
    assert finding.good is False
    assert "embed links" in finding.text
    assert "client_id=7" in finding.text


def test_an_administrator_needs_no_other_permission() -> None:
    assert _examine_server("Town", str(1 << 3), 7).good
