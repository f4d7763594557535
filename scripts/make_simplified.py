"""Make the table of Traditional characters and their Simplified forms, one character for one.

    pip install opencc && python scripts/make_simplified.py > src/ahc_cli/model/simplified.txt

The first line holds the Traditional characters, the second the Simplified ones in the same order.
Only characters of the Basic Multilingual Plane are mapped, so that every match keeps its position.
"""

import opencc

convert = opencc.OpenCC("t2s").convert
pairs = [
    (char, simple)
    for char in map(chr, [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)])
    if (simple := convert(char)) != char and len(simple) == 1 and ord(simple) <= 0xFFFF  # noqa: PLR2004 - the BMP
]
print("".join(char for char, _ in pairs))
print("".join(simple for _, simple in pairs))
