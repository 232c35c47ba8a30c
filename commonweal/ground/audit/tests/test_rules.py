"""Does a changed chain give itself away, whichever way it was changed?"""

import random

import pytest

from commonweal.ground.audit import rules

KEY = b"a key that lives outside the database"


def chain(length: int, key: bytes = KEY) -> list[tuple[int, str, str, dict]]:
    entries, last = [], rules.GENESIS
    for sequence in range(1, length + 1):
        content = {"sequence": sequence, "actor": f"person {sequence % 3}", "words": "confirmed the update"}
        sealed = rules.seal(key, last, content)
        entries.append((sequence, last, sealed, content))
        last = sealed
    return entries


def head_of(entries):
    return (entries[-1][0], entries[-1][2])


def test_an_untouched_chain_has_no_fault():
    entries = chain(50)
    anchor = rules.sign_anchor(KEY, 40, entries[39][2], "2010-07-22T10:00:00+00:00")
    assert rules.find_first_fault(KEY, entries, head=head_of(entries), anchors=[anchor]) is None


def edit(rng, entries):
    i = rng.randrange(len(entries))
    s, p, m, c = entries[i]
    entries[i] = (s, p, m, {**c, rng.choice(["actor", "words"]): "somebody else"})
    return i + 1


def delete(rng, entries):
    i = rng.randrange(len(entries) - 1)
    del entries[i]
    return i + 1


def reorder(rng, entries):
    i = rng.randrange(len(entries) - 1)
    entries[i], entries[i + 1] = entries[i + 1], entries[i]
    return i + 1


def insert(rng, entries):
    i = rng.randrange(len(entries))
    entries.insert(i, (i + 1, entries[i][1], "f" * 64, {"sequence": i + 1}))
    return i + 1


def duplicate(rng, entries):
    i = rng.randrange(len(entries))
    entries.insert(i, entries[i])
    return i + 2


def truncate(rng, entries):
    keep = rng.randrange(1, 30)
    del entries[keep:]
    return keep + 1


def regrow(rng, entries):
    keep = rng.randrange(1, 30)
    del entries[keep:]
    last = entries[-1][2]
    for sequence in range(keep + 1, 61):
        content = {"sequence": sequence, "actor": "regrown", "words": "with the true key"}
        sealed = rules.seal(KEY, last, content)
        entries.append((sequence, last, sealed, content))
        last = sealed
    return 40


def restamp(rng, entries):
    entries[:] = chain(60, b"not the key")
    return 1


def restore(rng, entries):
    keep = rng.randrange(1, 39)
    entries[:] = chain(keep)
    return keep + 1


TAMPERS = [edit, delete, reorder, insert, duplicate, truncate, regrow, restamp, restore]


@pytest.mark.parametrize("tamper", TAMPERS)
def test_every_tamper_is_found_at_its_first_bad_entry(tamper):
    rng = random.Random(tamper.__name__)
    for _ in range(560):
        entries = chain(60)
        anchor = rules.sign_anchor(KEY, 40, entries[39][2], "2010-07-22T10:00:00+00:00")
        first_bad = tamper(rng, entries)
        fault = rules.find_first_fault(KEY, entries, head=head_of(entries), anchors=[anchor])
        assert fault is not None
        assert fault.sequence == first_bad


def test_a_forged_anchor_is_found():
    entries = chain(10)
    forged = rules.Anchor(5, entries[4][2], "2010-07-22T10:00:00+00:00", "0" * 64)
    assert rules.find_first_fault(KEY, entries, head=head_of(entries), anchors=[forged]) is not None


def test_an_empty_chain_with_an_anchor_has_lost_everything():
    anchor = rules.sign_anchor(KEY, 3, chain(3)[2][2], "2010-07-22T10:00:00+00:00")
    assert rules.find_first_fault(KEY, [], head=None, anchors=[anchor]).sequence == 1
