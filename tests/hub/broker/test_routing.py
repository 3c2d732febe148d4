"""The tree of filters finds what comparing each filter finds."""

from hypothesis import given
from hypothesis import strategies as st

from hub.access.rules import covers
from hub.broker.routing import Filters

WORDS = st.sampled_from(["highland", "v1", "red-heron", "ack", ""])
TOPICS = st.lists(WORDS, min_size=1, max_size=4).map("/".join).filter(bool)
HEADS = st.lists(st.one_of(WORDS, st.just("+")), min_size=1, max_size=4)
FILTERS = st.tuples(HEADS, st.booleans()).map(lambda each: "/".join([*each[0], *["#"] * each[1]])).filter(bool)


@given(st.lists(FILTERS, unique=True), st.lists(FILTERS, unique=True), TOPICS)
def test_the_same_filters_match_as_by_comparing_all(kept, removed, topic):
    table = Filters()
    for each in (*kept, *removed):
        table[each] = each
    for each in set(removed):
        del table[each]
    left = set(kept) - set(removed)
    assert sorted(table.matching(topic)) == sorted(each for each in left if covers(each, topic))
    assert set(table) == left
    table.clear()
    assert table.matching(topic) == []
