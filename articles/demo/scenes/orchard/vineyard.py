"""Rows run down to us from a farm among cypresses; low sun from the right."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Pen,
    Point,
    clear,
    cloud_bars,
    cypress,
    mix,
    person,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import inside, path, ragged, ribs, scatter, soft, tones
from articles.demo.scenes.plants import leaf

GOLD = "7a4a24 b8742a d99a35 f0c155 f7d988"
RED = "571c2c 8c2b33 b3402f d1613a e8935a"
RUST = "5f2e22 97482a bd6a2e dd9440 edbd6c"


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e5cfa0"))
    sky(c, tones("8fb0bd cddacd f7e6bd"), 420, brush=0.22)
    cloud_bars(c, (0, 40, 1800, 260), tones("fbf0d6 e9cdb0"), 8, alpha=0.55)
    for outline, run in (
        ("-20,330 200,260 360,290 560,215 760,280 960,300 1200,250 1480,290 1820,230", "a3a9c0 c9c3c4"),
        ("-20,380 300,330 620,360 900,330 1300,350 1820,310", "b0a0a6 cdb7a4"),
    ):
        crest = ragged(rng, path(outline), 0.06, 4)
        mass = [*crest, (1820, 470), (-20, 470)]
        c.wash(mass, tones(run))
        with inside(c, mass), c.pen((0, 180, 1800, 480)) as pen:
            ribs(
                pen,
                rng,
                crest,
                60,
                [clear(rgb("8a8fae"), 0.4), clear(rgb("f3e3cc"), 0.4)],
                fall=80,
                width=26,
            )
    _slopes(c, rng)
    c.glow(1700, 120, 1200, rgb("ffdf9a"), 0.4)
    return c.finish(vignette=0.16)


def _slopes(c: Canvas, rng: random.Random) -> None:
    far_hill = soft("-20,430 240,395 560,420 900,470 1200,480 1500,430 1820,400")
    c.wash([*far_hill, (1820, 700), (-20, 700)], tones("cbb377 b99a5a"))
    _rows(c, rng, soft("30,418 0,470 -60,560", 6), soft("330,400 420,470 560,600", 6), 13, GOLD, 0.5)
    _rows(c, rng, soft("360,402 470,480 600,600", 6), soft("640,432 800,500 960,590", 6), 11, RUST, 0.5)
    farm_hill = soft("560,640 760,540 980,432 1180,372 1380,372 1600,420 1820,500")
    c.wash([*farm_hill, (1820, 900), (560, 900)], tones("c9b06a a88a48 8f7440"))
    _rows(c, rng, soft("1250,392 1360,480 1560,650", 6), soft("1660,452 1820,500 2100,640", 6), 10, RED, 0.32)
    _rows(c, rng, soft("1130,398 980,470 720,640", 6), soft("1235,392 1250,480 1290,660", 6), 11, GOLD, 0.32)
    _farm(c, rng)
    left = soft("-20,560 200,570 440,610 640,660 800,700 900,760 900,1010 800,1210", 8)
    c.wash([*left, (-20, 1210)], tones("c7a262 a57b44 7d5836"))
    right = soft("760,1210 900,1000 940,860 880,740 900,690 1100,640 1400,600 1820,590", 8)
    c.wash([*right, (1820, 1210)], tones("d6b873 b48c4e 8a6238"))
    lane = soft("880,690 852,740 888,850 872,960 760,1210", 8) + soft(
        "1000,1210 980,1000 950,850 884,735 910,690",
        8,
    )
    c.wash(lane, tones("f0ddb0 dcc08c c39e6c"))
    with inside(c, lane), c.pen((600, 680, 1100, 1200)) as pen:
        for x, y in scatter(rng, 640, 700, 1080, 1200, 120):
            near = (y - 690) / 510
            pen.dash(x, y, 14 + 60 * near, 2 + 4 * near, clear(rgb(rng.choice(("fdf0cf", "a8855a"))), 0.5))
    _rows(
        c,
        rng,
        soft("1000,660 980,700 1010,780 1100,900 1160,1260", 8),
        soft("1800,600 2000,640 2260,740 2700,900 3100,1260", 8),
        17,
        RED,
        0,
    )
    _rows(
        c,
        rng,
        soft("-20,566 -200,620 -440,700 -760,850 -1500,1330", 8),
        soft("650,676 730,720 760,800 740,960 600,1330", 8),
        19,
        GOLD,
        0,
        RUST,
    )
    _harvest(c, rng)


def _rows(
    c: Canvas,
    rng: random.Random,
    left: Sequence[Point],
    right: Sequence[Point],
    count: int,
    inks: str,
    far: float,
    also: str = "",
) -> None:
    """Plant rows of vines between two lines that both run from the far to the near edge of a field."""
    air = rgb("ecd2a0")
    kinds = (inks, inks, also) if also else (inks,)
    plans = [[mix(ink, air, far) for ink in tones(code)] for code in kinds]
    with c.pen() as pen:
        spots: list[tuple[float, float, float, list[Colour]]] = []
        for i in range(count):
            share = i / (count - 1)
            run = plans[(i * 5 // 7) % len(plans)]
            place = 0.0
            last = len(left) - 1
            while place < last:
                k = int(place)
                t = place - k
                (ax, ay), (bx, by) = left[k], left[k + 1]
                (dx, dy), (ex, ey) = right[k], right[k + 1]
                x0, y0, x1, y1 = (
                    ax + (bx - ax) * t,
                    ay + (by - ay) * t,
                    dx + (ex - dx) * t,
                    dy + (ey - dy) * t,
                )
                size = math.hypot(x1 - x0, y1 - y0) / count * 0.44
                x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
                if -120 < x < 1920 and y < 1280:
                    spots.append((y, x, max(2.2, size), run))
                step = math.hypot(bx - ax, by - ay) * (1 - share) + math.hypot(ex - dx, ey - dy) * share
                place += max(2.4, size) * 0.75 / max(1.0, step)
        for y, x, size, _ in spots:
            pen.disc(
                x - size * 0.9,
                y + size * 0.12,
                size * 1.1,
                size * 0.36,
                clear(mix(rgb("5a3040"), air, far), 0.5),
            )
        for y, x, size, run in sorted(spots, key=lambda spot: spot[0]):
            _vine(pen, rng, x, y, size, run)


def _vine(pen: Pen, rng: random.Random, x: float, y: float, size: float, run: Sequence[Colour]) -> None:
    if size > 13 and rng.random() < 0.4:
        pen.taper(
            [(x, y + size * 0.25), (x + rng.uniform(-2, 2), y - size * 0.6)],
            rgb("4a3328"),
            size * 0.16,
            size * 0.1,
        )
    pen.disc(x, y - size * 0.75, size * 0.95, size * 0.72, run[0] if size < 13 else run[1])
    if size < 13:
        pen.disc(x + size * 0.2, y - size * 1.0, size * 0.6, size * 0.42, rng.choice(run[2:4]))
        return
    for _ in range(int(5 + size * 0.3)):
        up = rng.random()
        px, py = x + rng.gauss(0, 0.5) * size + up * size * 0.15, y - size * (0.3 + 0.95 * up)
        tone = run[min(4, max(0, int(up * 4.4 + rng.uniform(-0.9, 0.9))))]
        leaf(pen, px, py, size * rng.uniform(0.4, 0.66), rng.uniform(0, math.pi), tone, slim=0.36)


def _farm(c: Canvas, rng: random.Random) -> None:
    with c.pen((900, 200, 1600, 480)) as pen:
        for x, y, h in (
            (1042, 428, 120),
            (1072, 418, 150),
            (1382, 384, 160),
            (1418, 388, 130),
            (1450, 396, 150),
            (1486, 404, 110),
        ):
            pen.disc(x - h * 0.3, y, h * 0.3, h * 0.04, clear(rgb("5a3f42"), 0.5))
            cypress(pen, rng, x, y, h, rgb("2f4038"), rgb("2f4038"))
            pen.taper(
                [(x + h * 0.05, y - h * 0.1), (x + h * 0.045, y - h * 0.5), (x, y - h * 0.95)],
                rgb("7d8a58"),
                h * 0.06,
                1,
            )
        for x, y, w, h, wall in (
            (1120, 402, 110, 62, "d9bf92"),
            (1216, 398, 120, 92, "f1dcb0"),
            (1316, 396, 56, 54, "e3c896"),
        ):
            tone = rgb(wall)
            pen.rect(x, y - h, x + w * 0.4, y, tint(tone, -0.25))
            pen.rect(x + w * 0.4, y - h, x + w, y, tone)
            pen.poly([(x - 6, y - h), (x + w * 0.2, y - h - w * 0.2), (x + w * 0.44, y - h)], rgb("8f4a36"))
            pen.poly(
                [
                    (x + w * 0.2, y - h - w * 0.2),
                    (x + w * 0.86, y - h - w * 0.2),
                    (x + w + 6, y - h),
                    (x + w * 0.4, y - h),
                ],
                rgb("c26a44"),
            )
            for k in range(max(1, int(w / 40))):
                wx = x + w * 0.5 + k * 24
                pen.arch(wx, y - h * 0.72, wx + 10, y - h * 0.4, rgb("5c4b4a"))
            pen.arch(x + w * 0.12, y - h * 0.45, x + w * 0.28, y, rgb("4f3a3c"))


def _harvest(c: Canvas, rng: random.Random) -> None:
    with c.pen((560, 640, 1180, 1200)) as pen:
        x, y = 885, 900
        pen.poly(
            [(x - 60, y + 10), (x + 44, y + 14), (x - 60, y + 44), (x - 190, y + 36)],
            clear(rgb("5a3040"), 0.5),
        )
        for dx, r in ((-44, 22), (40, 22)):
            pen.disc(x + dx, y - 4, r * 0.55, r, rgb("2f2a2c"))
            pen.disc(x + dx, y - 4, r * 0.26, r * 0.5, rgb("c9a76a"))
        pen.poly([(x - 62, y - 74), (x + 62, y - 74), (x + 50, y - 14), (x - 50, y - 14)], rgb("5d7f86"))
        pen.poly([(x + 24, y - 74), (x + 62, y - 74), (x + 50, y - 14), (x + 26, y - 14)], rgb("86a5a4"))
        for _ in range(130):
            gx, gy = x + rng.uniform(-54, 54), y - 76 - abs(rng.gauss(0, 10))
            pen.disc(gx, gy, 5.5, 5.5, rgb(rng.choice(("4b2447", "6a3060", "352045", "8a4a78"))))
        for px, py, h, pose, way, head in (
            (748, 1006, 190, "reach", -1, "hat"),
            (1046, 940, 160, "reach", 1, "scarf"),
            (985, 905, 150, "carry", -1, "hat"),
        ):
            pen.poly(
                [
                    (px - 12, py),
                    (px + 10, py + 4),
                    (px - h * 0.7, py + h * 0.16),
                    (px - h * 0.78, py + h * 0.1),
                ],
                clear(rgb("5a3040"), 0.5),
            )
            person(
                pen,
                rng,
                px,
                py,
                h,
                tones("b44536 35576a e5d3a8 59402f"),
                pose=pose,
                facing=way,
                head=head,
            )
        for cx, cy in ((1010, 830), (806, 1066), (852, 1082)):
            pen.poly(
                [(cx - 26, cy - 22), (cx + 26, cy - 22), (cx + 20, cy + 6), (cx - 20, cy + 6)],
                rgb("a87a48"),
            )
            for k in range(3):
                pen.line([(cx - 25 + k, cy - 16 + k * 8), (cx + 25 - k, cy - 16 + k * 8)], rgb("6d4a2e"), 2)
            for _ in range(26):
                pen.disc(
                    cx + rng.uniform(-22, 22),
                    cy - 24 - rng.uniform(0, 8),
                    4.4,
                    4.4,
                    rgb(rng.choice(("4b2447", "6a3060", "8a4a78"))),
                )
