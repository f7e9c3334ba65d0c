"""Frames to bytes and back.

Owns: strict decoding of what clients send, and the one encoder for what the server sends.
Never: an exception for anything a client can send: it gets a `WireError` with a stable code.
Holds: text that gets through can be stored and shown anywhere: no lone surrogates, no NUL; and a frame is what it says
on every reading: no key twice, nothing after the end (security, 31 and 77).
"""

import json
from typing import Any

import msgspec
from msgspec import Raw, Struct

from deskbell.wire import FRAME_BYTES_MAX
from deskbell.wire.client_frames import AnyClientFrame, ErrCode
from deskbell.wire.server_frames import AnyServerFrame

_decoder: msgspec.json.Decoder[AnyClientFrame] = msgspec.json.Decoder(AnyClientFrame)
_encoder = msgspec.json.Encoder()


class WireError(Struct, frozen=True):
    """Why a frame could not be taken: what `err` carries."""

    code: ErrCode


MALFORMED = WireError("malformed")
TOO_LARGE = WireError("too_large")


def decode_client_frame(frame: bytes | str) -> AnyClientFrame | WireError:
    """The frame, or why not. Never raises; takes about as long as the frame is long."""
    if len(frame) > FRAME_BYTES_MAX:
        return TOO_LARGE
    try:
        text = frame.encode() if isinstance(frame, str) else frame
        if len(text) > FRAME_BYTES_MAX:
            return TOO_LARGE
        decoded = _decoder.decode(text)
        if not _is_plain(text, decoded):
            _look_closely(text)
    except (ValueError, RecursionError):
        # Everything that is wrong with a frame is one of these: DecodeError and UnicodeError are ValueErrors.
        return MALFORMED
    return decoded


def _is_plain(text: bytes, decoded: AnyClientFrame) -> bool:
    r"""Whether a cheap look is enough to rule poison out; almost every honest frame passes.

    NUL can only be written as an escape with `\u`, and so can a quote that is not a `"`. Without such escapes the
    quotes can be counted: a key that is there twice adds quotes that the frame, written anew, does not have.
    """
    return b"\\u" not in text and text.count(b'"') == _encoder.encode(decoded).count(b'"')


def _look_closely(text: bytes) -> None:
    """The same in full: raises ValueError for a key that is there twice and for NUL in a text."""
    json.loads(text, object_pairs_hook=_refuse_poison)


def _refuse_poison(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    if any(isinstance(value, str) and "\0" in value for value in found.values()):
        raise ValueError("NUL in a text")
    return found


def encode_server_frame(frame: AnyServerFrame) -> bytes:
    """The frame as JSON text in UTF-8."""
    return _encoder.encode(frame)


def as_raw(part: Struct) -> Raw:
    """A body or a view, encoded once, to be embedded in frames."""
    return Raw(_encoder.encode(part))
