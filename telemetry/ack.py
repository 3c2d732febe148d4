"""The hub's mark, sent back to a node: everything up to here is in the hub's store."""

from __future__ import annotations

import json

from telemetry.record import EPOCH, MOST_SEQ, VERSION

LONGEST_ACK = 200  # bytes


class AckError(ValueError):
    """A payload that is no mark."""


def encode_ack(epoch: str, seq: int) -> bytes:
    """The payload of a mark."""
    return json.dumps({"v": VERSION, "epoch": epoch, "seq": seq}, separators=(",", ":")).encode()


def decode_ack(payload: bytes) -> tuple[str, int]:
    """Epoch and number of a mark from the network. Raises AckError."""
    if len(payload) > LONGEST_ACK:
        raise AckError(f"{len(payload)} bytes")
    try:
        found = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise AckError(type(error).__name__) from None
    if not isinstance(found, dict) or found.get("v") != VERSION:
        raise AckError("not ours")
    epoch, seq = found.get("epoch"), found.get("seq")
    if not isinstance(epoch, str) or EPOCH.fullmatch(epoch) is None:
        raise AckError("epoch")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 <= seq <= MOST_SEQ:
        raise AckError("seq")
    return epoch, seq
