"""Has a content one text and one hash, whichever way round it was put together?"""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from commonweal.ground.audit.freezing import canonical, content_hash, hash_of

json_values = st.recursive(
    st.text() | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), json_values, max_size=6))
def test_the_same_content_has_one_text_and_one_hash(content):
    shuffled = dict(reversed(list(content.items())))
    text = canonical(content)
    if not any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        assert canonical(shuffled) == text
        assert json.loads(text) == content
        assert hash_of(shuffled) == content_hash(text) == hashlib.sha256(text.encode()).hexdigest()
