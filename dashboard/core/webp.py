"""The size of a WebP picture, read from its header."""

Size = tuple[int, int]
"""Width and height, in pixels."""


def webp_size(content: bytes) -> Size | None:
    r"""Read the size of a WebP picture from its header; None where there is none.

    Examples
    --------
    >>> webp_size(b"RIFF....WEBPVP8 ....\x00\x00\x00\x9d\x01\x2a\x80\x00\x60\x00")
    (128, 96)
    """
    if len(content) < 30 or content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    kind = content[12:16]
    if kind == b"VP8 ":  # its two highest bits are a scale
        width, height = (int.from_bytes(content[at : at + 2], "little") for at in (26, 28))
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    return None
