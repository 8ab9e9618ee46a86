"""The sun goes down at the end of an avenue of date palms; their shadows run towards us."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Colour,
    Ink,
    Pen,
    Point,
    clear,
    cloud_bars,
    curve,
    mix,
    person,
    rgb,
    sky,
    sun,
    tint,
)
from articles.demo.scenes.land import Ground, inside, ragged, scatter, shade, soft, tones


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("f0b869"))
    ground = Ground(horizon=770, centre=960, focal=1150, eye=1.8)
    sky(c, tones("2e6a78 7aa39a e9c58a f9bd62 f59b4c"), 772, brush=0.26)
    cloud_bars(c, (0, 300, 1800, 640), tones("f8d79c e88d5c d97a5a"), 12, alpha=0.55)
    c.glow(960, 720, 900, rgb("ffdd8c"), 0.9)
    sun(c, 960, 700, 74, rgb("fff3cc"), halo=rgb("ffc45e"), reach=5)
    far = ragged(rng, soft("-20,740 200,716 420,735 700,722 1000,742 1300,712 1600,735 1820,720", 4), 0.06, 2)
    c.wash([*far, (1820, 790), (-20, 790)], tones("c47f5c d99a62"))
    c.gradient(tones("f2b45c cf8b4c a8683f 7d4a38"), (0, 770, 1800, 1200))
    with c.pen((0, 770, 1800, 1200)) as pen:
        for x, y in scatter(rng, 0, 776, 1800, 1200, 700):
            near = (y - 770) / 430
            ink = rgb(rng.choice(("f9cf83", "8d5340", "e0a055", "7c4a3c")))
            pen.dash(x, y, (16 + 110 * near) * rng.uniform(0.5, 1.3), 1.5 + 6 * near, clear(ink, 0.45))
    water = [ground.at(x, z) for x, z in ((-0.62, 90), (0.12, 90), (0.36, 2.6), (-1.5, 2.6))]
    rim = [ground.at(x, z) for x, z in ((-0.7, 90), (0.2, 90), (0.62, 2.6), (-1.78, 2.6))]
    c.wash(rim, tones("d39a5c 8f5f48"))
    c.wash(water, tones("ffe6a6 f2c080 7fa598 3d7078 2a5866 2a5866"))
    with inside(c, water), c.pen((500, 770, 1300, 1200)) as pen:
        for x, y in scatter(rng, 560, 790, 1200, 1200, 170):
            near = (y - 770) / 430
            ink = rgb(rng.choice(("fff4d2", "d98f55", "5f8a8a", "3b6670")))
            pen.dash(x, y, (10 + 120 * near) * rng.uniform(0.5, 1.2), 1.5 + 6 * near, clear(ink, 0.7))
    c.wash([ground.at(-0.62, 90), ground.at(-1.5, 2.6), ground.at(-1.3, 2.6)], tones("a06f4c 4f3a3c"))
    far_first = (70, 44, 30, 21.5, 15.5, 11, 7.6)
    rows = [(side * x, z) for z in far_first for x in (4.4, 10, 16.5, 24) for side in (-1, 1)]
    trees = [(x, z) for x, z in rows if abs(ground.at(x, z)[0] - 900) < 1100]
    for x, z in trees:
        width = 0.26
        lie = [
            ground.at(x - width, z),
            ground.at(x + width, z),
            ground.at(x + width * 1.3, z * 0.3),
            ground.at(x - width * 1.3, z * 0.3),
        ]
        shade(c, lie, alpha=0.5, blur=2, ink=rgb("86536a"))
    with c.pen() as pen:
        for x, z in trees:
            far_off = min(1.0, max(0.0, (z - 7) / 60)) ** 0.6
            haze = rgb("f2b267")
            foot, size = ground.at(x, z), ground.size(z)
            tall = (5.6 + rng.uniform(-0.5, 0.9)) * size
            _date_palm(
                pen,
                rng,
                foot,
                tall,
                mix(rgb("3a2733"), haze, far_off * 0.75),
                mix(rgb("1f3a3c"), haze, far_off * 0.8),
                far_off,
            )
        for x, z in ((-1.75, 9.5), (1.25, 14)):
            _tuft(pen, rng, *ground.at(x, z), ground.size(z) * 0.5)
        px, py = ground.at(1.9, 9.2)
        shadow = [(px - 16, py), (px + 16, py), (px + 250, 1210), (px + 130, 1210)]
        pen.poly(shadow, clear(rgb("5f3648"), 0.4))
        person(
            pen,
            rng,
            px,
            py,
            ground.size(9.2) * 1.75,
            tones("7a2f3a 7a2f3a"),
            pose="walk",
            facing=-1,
            dress="robe",
            head="scarf",
            shade=0.4,
        )
        _donkey(pen, px + 215, py - 4, 165)
    c.glow(960, 700, 760, rgb("ffcf7a"), 0.5)
    return c.finish(vignette=0.18)


def _date_palm(
    pen: Pen,
    rng: random.Random,
    foot: Point,
    tall: float,
    bark: Colour,
    green: Colour,
    far: float,
) -> None:
    x, y = foot
    sway = rng.uniform(-0.05, 0.05) * tall
    trunk = curve([(x, y), (x + sway * 0.3, y - tall * 0.5), (x + sway, y - tall)], 14)
    pen.taper([(x, y + tall * 0.012), *trunk[1:]], bark, tall * 0.085, tall * 0.058)
    sunlit = mix(rgb("f2a45a"), bark, 0.3 + 0.4 * far)
    lit = -1 if x > 960 else 1
    for i, (px, py) in enumerate(trunk[1:]):
        half = tall * (0.04 - 0.012 * i / len(trunk))
        for side in (-1, 0, 1):
            stub = [(px + side * half * 0.7, py), (px + side * half * 1.25, py - tall * 0.025)]
            pen.taper(stub, sunlit if side == lit else tint(bark, -0.25), tall * 0.024, tall * 0.006)
    hub = trunk[-1]
    fronds = 30 if far < 0.75 else 20
    for i in range(fronds):
        angle = math.pi * (-0.2 + 1.4 * ((i * 11) % fronds) / (fronds - 1)) + rng.uniform(-0.07, 0.07)
        back = i < fronds * 0.6
        ink = mix(green, tint(green, 0.25), 0.0 if back else rng.uniform(0.3, 1))
        if not back and rng.random() < 0.35:
            ink = mix(ink, rgb("e9a04c"), 0.45)
        _frond(pen, hub, tall * rng.uniform(0.44, 0.56), angle, ink, 16 if far < 0.6 else 10)
    for swing in (-1.0, -0.4, 0.4, 1.0):
        bx, by = hub[0] + swing * tall * 0.07, hub[1] + tall * rng.uniform(0.1, 0.15)
        pen.line(
            curve([hub, (bx, hub[1] + tall * 0.01), (bx, by)], 5),
            mix(rgb("d98a3a"), bark, 0.2),
            max(1.5, tall * 0.009),
        )
        for _ in range(26 if far < 0.6 else 10):
            dx, dy = rng.gauss(0, 0.02) * tall, rng.uniform(-0.03, 0.07) * tall
            ink = mix(rgb(rng.choice(("b5532a", "e08a35", "8a3c28"))), rgb("f2b267"), far * 0.5)
            pen.disc(bx + dx * (1 - dy / tall * 7), by + dy, tall * 0.009, tall * 0.012, ink)


def _frond(pen: Pen, hub: Point, reach: float, angle: float, ink: Ink, leaflets: int) -> None:
    dx, dy = math.cos(angle), -math.sin(angle)
    droop = reach * (0.18 + 0.34 * abs(dx))
    spine = curve(
        [
            hub,
            (hub[0] + dx * reach * 0.5, hub[1] + dy * reach * 0.5 - reach * 0.06),
            (hub[0] + dx * reach, hub[1] + dy * reach * 0.86 + droop),
        ],
        leaflets // 2,
    )
    for i, (px, py) in enumerate(spine[2:], 2):
        t = i / len(spine)
        far = reach * 0.27 * math.sin(math.pi * (0.2 + 0.75 * t))
        (qx, qy) = spine[i - 1]
        run = math.atan2(py - qy, px - qx)
        for side in (-1, 1):
            a = run + side * (0.75 - 0.3 * t)
            tip = (px + math.cos(a) * far, py + math.sin(a) * far + far * 0.25)
            pen.taper([(px, py), tip], ink, reach * 0.03, 0.8)
    pen.taper(spine, ink, reach * 0.034, reach * 0.006)


def _tuft(pen: Pen, rng: random.Random, x: float, y: float, size: float) -> None:
    for _ in range(26):
        a = rng.uniform(0.5, 2.64)
        tip = (x + math.cos(a) * size, y - math.sin(a) * size * rng.uniform(0.6, 1.1))
        pen.taper(
            [(x + rng.uniform(-0.2, 0.2) * size, y), tip],
            rgb(rng.choice(("4a5a3c", "8f8440", "33473c"))),
            size * 0.08,
            1,
        )


def _donkey(pen: Pen, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y - py * s / 100) for px, py in soft(outline, 5)], ink)

    pen.poly(
        [(x - s * 0.5, y), (x + s * 0.5, y), (x + s * 2.2, y + s * 1.3), (x + s * 0.9, y + s * 1.3)],
        clear(rgb("5f3648"), 0.4),
    )
    coat = rgb("4d3a42")
    for px in (-34, -24, 26, 36):
        part(
            f"{px - 4},34 {px - 3},16 {px - 4},0 {px + 3},0 {px + 3},16 {px + 5},34 {px - 4},34",
            tint(coat, -0.25 if px in (-24, 26) else 0),
        )
    part("-40,60 -20,66 20,64 40,62 46,48 40,34 10,30 -20,30 -42,36 -46,48 -40,60", coat)
    part("-30,64 -44,82 -54,90 -64,86 -78,66 -80,58 -72,55 -60,66 -54,66 -46,46 -36,40 -30,64", coat)
    for px in (-56, -50):
        part(
            f"{px},84 {px + 1},98 {px + 7},112 {px + 9},100 {px + 7},84 {px},84",
            tint(coat, -0.2 if px < -52 else 0.12),
        )
    part("-80,58 -78,64 -70,62 -70,56 -80,58", rgb("b59a8a"))
    part("-16,72 -10,44 6,40 16,46 18,70 8,76 -6,76 -16,72", rgb("9a5a38"))
    part("-14,72 -6,84 8,86 18,72 0,76 -14,72", rgb("b5632f"))
    pen.taper(
        curve([(x + 0.44 * s, y - 0.58 * s), (x + 0.52 * s, y - 0.4 * s), (x + 0.5 * s, y - 0.2 * s)], 5),
        coat,
        0.05 * s,
        0.03 * s,
    )
