"""Latency against the number of screens, as an SVG without scripts and fonts."""

from math import log10

Points = list[tuple[int, float, float]]
"""(screens, median, p99 in ms)"""

_WIDTH, _HEIGHT, _EDGE = 760, 420, 60
_COLOURS = ("#8a8478", "#b4442c", "#3d7a68", "#4a5fa5")


def latency_plot(lines: dict[str, Points]) -> str:
    """Both axes are logarithmic; the line is the median, the band reaches to the p99."""
    sizes = [size for points in lines.values() for size, _, _ in points]
    times = [value for points in lines.values() for _, *pair in points for value in pair]
    low, high = min(times) * 0.8, max(times) * 1.2

    def x(size: float) -> float:
        span = log10(max(sizes) / min(sizes)) or 1
        return _EDGE + (_WIDTH - 240) * log10(size / min(sizes)) / span

    def y(value: float) -> float:
        return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * log10(value / low) / log10(high / low)

    parts = []
    for size in sorted(set(sizes)):
        parts.append(_text(x(size), _HEIGHT - _EDGE + 20, f"{size:,}", "middle"))
    for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if low <= tick <= high:
            end = x(max(sizes))
            parts.append(f'<path d="M{_EDGE} {y(tick):.1f}H{end:.1f}" stroke="#ddd6c8"/>')
            parts.append(_text(_EDGE - 8, y(tick) + 4, f"{tick} ms", "end"))
    taken: list[float] = []
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        up = [f"{x(size):.1f},{y(middle):.1f}" for size, middle, _ in points]
        down = [f"{x(size):.1f},{y(late):.1f}" for size, _, late in reversed(points)]
        parts.append(f'<polygon points="{" ".join(up + down)}" fill="{colour}" opacity="0.12"/>')
        parts.append(
            f'<polyline points="{" ".join(up)}" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        )
        at = y(points[-1][1])
        while any(abs(at - other) < 16 for other in taken):
            at += 4
        taken.append(at)
        parts.append(_text(x(points[-1][0]) + 10, at + 4, name, "start", colour))
    title = _text(
        _EDGE, 30, "Claim → the slowest of all screens: median, and up to the p99", "start"
    )
    body = "\n".join([title, *parts])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'font-family="sans-serif" font-size="13">\n<rect width="100%" height="100%" fill="#faf6ee"/>\n'
        f"{body}\n</svg>\n"
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#3a362f") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
