"""The same rules at both brokers, tried from outside with clients that are not ours."""

import pytest

from tests.hub.brokers import Running, Who


def test_what_a_node_says_reaches_the_hub(any_broker: Running) -> None:
    lamp = any_broker.invite("red-heron")
    with any_broker.listen("#", who=any_broker.hub) as heard:
        any_broker.publish("highland/v1/red-heron/telemetry", '{"seq":1}', who=lamp)
        assert heard.next() == ("highland/v1/red-heron/telemetry", b'{"seq":1}')


@pytest.mark.parametrize(
    "who",
    [Who("red-heron", "wrong"), Who("red-heron", None), Who("hub", "wrong"), Who("hub", None), Who(None, None)],
    ids=str,
)
def test_nobody_comes_in_without_the_right_password(any_broker: Running, who: Who) -> None:
    any_broker.invite("red-heron")
    ended = any_broker.publish("highland/v1/red-heron/state", "{}", who=who, check=False)
    assert ended.returncode != 0
    assert "refused" in ended.stdout.lower() or "not authori" in ended.stdout.lower()
