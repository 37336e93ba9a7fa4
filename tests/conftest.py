import os

import pytest
from hypothesis import settings

# How long an example takes says something of the machine, not of the program. In CI, hypothesis chooses a
# profile of its own, which draws the same examples every time.
if "CI" not in os.environ:
    settings.register_profile("storydesk", deadline=None)
    settings.load_profile("storydesk")


@pytest.fixture(autouse=True)
def _nothing_of_the_operator(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the settings of whoever runs the tests, and their `.env`, out of them."""
    for name in list(os.environ):
        if name.startswith("STORYDESK_"):
            monkeypatch.delenv(name)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setenv("STORYDESK_DATA_DIR", str(elsewhere / "data"))
    monkeypatch.chdir(elsewhere)
