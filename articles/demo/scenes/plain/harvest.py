"""Late light from the left; the machine comes to meet it through the last standing wheat."""

from __future__ import annotations

import math
import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Ink,
    Pen,
    Point,
    clear,
    curve,
    rgb,
    sky,
    tint,
)
from articles.demo.scenes.land import billows, oval, path, ragged, scatter, soft, tones
from articles.demo.scenes.plants import leaf


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e3b25a"))
    sky(c, tones("6fa3b5 a9cbc4 f3e2b0 f8cf86"), 560, brush=0.22)
    for left, foot, width in ((1440, 420, 760), (620, 470, 420), (150, 330, 380)):
        billows(c, left, foot, width, rgb("fff6da"), rgb("cdb8a0"))
    for outline, run in (
        ("-20,500 260,470 560,500 900,478 1260,505 1540,470 1820,490", "a8b3a4 cfc59a"),
        ("-20,530 300,520 700,528 1100,516 1500,530 1820,520", "8f9c74 b3a968"),
    ):
        crest = ragged(rng, path(outline), 0.03, 4)
        c.wash([*crest, (1820, 580), (-20, 580)], tones(run))
    _town(c)
    c.gradient(tones("e9c67a dfb259 cf9a45 b98238"), (0, 548, 1800, 1200))
    _stubble(c, rng)
    for k in range(16):
        x, y = 1130 + k * 46, 640 - 34 * math.sin(k * 0.33) - k * 3
        c.wash(oval(x, y, 70 + k * 9, 40 + k * 6), tones("f9e3b0 e6c080"), alpha=0.34 - k * 0.014, blur=20)
    with c.pen((0, 380, 1800, 900)) as pen:
        _lorry(pen, rng, 1430, 742, 300)
        _combine(pen, rng, 830, 764, 590)
    for _ in range(9):
        px, py = 430 + rng.uniform(-60, 100), 780 + rng.uniform(-30, 20)
        c.wash(oval(px, py, 70, 24), tones("fbe9bd"), alpha=0.25, blur=12)
    _standing(c, rng)
    c.glow(-80, 380, 1100, rgb("ffdf90"), 0.5)
    _ears(c, rng)
    return c.finish(vignette=0.16)


def _town(c: Canvas) -> None:
    with c.pen((1100, 380, 1800, 580)) as pen:
        for k in range(5):
            x = 1500 + k * 38
            pen.rect(x, 432, x + 34, 556, rgb("d9c9a4"))
            pen.rect(x + 20, 432, x + 34, 556, rgb("b09c84"))
            pen.disc(x + 17, 432, 17, 6, rgb("efe2c0"))
        pen.rect(1486, 408, 1700, 424, rgb("9c8a78"))
        pen.rect(1688, 396, 1724, 556, rgb("b8a58a"))
        for x, w, h in ((1320, 60, 34), (1376, 44, 46), (1424, 66, 30), (1740, 70, 36)):
            pen.rect(x, 556 - h, x + w, 556, rgb("d6c3a0"))
            pen.poly([(x - 4, 556 - h), (x + w / 2, 540 - h), (x + w + 4, 556 - h)], rgb("b07a5a"))


def _stubble(c: Canvas, rng: random.Random) -> None:
    goal = (330, 500)
    with c.pen((0, 548, 1800, 1200)) as pen:
        for k in range(-14, 40):
            foot = -1500 + k * 150
            a, b = (foot, 1240), (foot + 66, 1240)
            top = [(goal[0] + (x - goal[0]) * 0.066, 549) for x, _ in (a, b)]
            pen.poly([a, b, top[1], top[0]], clear(rgb("b37d34" if k % 2 else "f3d58c"), 0.55))
        for x, y in scatter(rng, 0, 552, 1800, 1200, 1500):
            near = (y - 548) / 652
            tall = 3 + 26 * near
            ink = clear(rgb(rng.choice(("f9e2a0", "a8762f", "d9a94e", "8d6a30"))), 0.75)
            pen.taper([(x, y), (x + rng.uniform(-2, 4), y - tall)], ink, 1.5 + 4 * near, 1)


def _combine(pen: Pen, rng: random.Random, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y + py * s / 100) for px, py in path(outline)], ink)

    red, dark = rgb("b8382c"), rgb("7d2626")
    part("-46,2 52,3 74,9 -20,9", clear(rgb("5f3a24"), 0.55))
    # The body: straw hood behind, grain tank above, cab in front.
    part("-18,-8 -20,-34 2,-38 40,-38 54,-28 58,-10 44,-5", red)
    part("-18,-8 -19,-20 57,-18 58,-10 44,-5", tint(red, -0.28))
    part("40,-38 54,-28 58,-10 50,-8 46,-28", dark)
    part("0,-38 -4,-47 36,-47 32,-38", tint(red, 0.12))
    part("-4,-47 -7,-50 39,-50 36,-47", rgb("e9b04a"))
    part("-2,-50 6,-53 18,-54 30,-52 34,-50", rgb("f0cd74"))
    part("-19,-34 -17,-52 -1,-52 1,-36", rgb("33454e"))
    part("-18,-36 -16.4,-50 -9,-50 -9,-36", rgb("a9cbd0"))
    part("-8,-36 -8,-50 -2,-50 -1,-36", rgb("7fa5ae"))
    part("-21,-52 -20,-55 1,-55 1,-52", dark)
    part("-11,-36 -12,-43 -10,-46 -7,-43 -7,-36", rgb("3a3236"))
    for k in range(6):
        part(f"{8 + k * 6},-30 {11 + k * 6},-30 {11 + k * 6},-24 {8 + k * 6},-24", dark)
    part("-18,-22 40,-21 40,-19.6 -18,-20.6", rgb("f3ead2"))
    part("26,-46 62,-58 64,-55 28,-42", rgb("e9b04a"))
    part("61,-58 66,-57 68,-50 64,-49", rgb("5f4a34"))
    for k in range(34):
        gx, gy = x + (66 + rng.gauss(0, 0.7)) * s / 100, y + (-50 + k * 0.42) * s / 100
        pen.disc(gx, gy, 3.4, 3, rgb(rng.choice(("f6d98a", "d9a440"))))
    # The header cuts in front; its reel turns above the knives.
    part("-20,-10 -34,-4 -34,0 -18,-2", dark)
    part("-36,-8 -33,-10 -31,1 -46,2 -46,0", tint(red, -0.15))
    cx, cy, r = x - 0.42 * s, y - 0.1 * s, 0.115 * s
    for k in range(8):
        a = math.tau * k / 8 + 0.2
        tip = (cx + math.cos(a) * r, cy + math.sin(a) * r)
        pen.line([(cx, cy), tip], rgb("e9b04a"), 5)
        pen.line([(tip[0] - 4, tip[1] - 7), (tip[0] + 4, tip[1] + 11)], rgb("5f4a34"), 4)
    pen.line([*oval(cx, cy, r, r), (cx + r, cy)], rgb("e9b04a"), 5)
    pen.line([(cx, cy), (x - 0.17 * s, y - 0.2 * s)], dark, 9)
    for wx, size in ((-0.04, 0.145), (0.42, 0.095)):
        px, py = x + wx * s, y + (0.02 - size * 0.86) * s
        for part_of, ink in (
            (1.0, "2c2829"),
            (0.62, "4f4644"),
            (0.56, "e9b04a"),
            (0.3, "b8863a"),
            (0.12, "3a3030"),
        ):
            pen.disc(px, py, size * s * part_of, size * s * part_of, rgb(ink))
        for k in range(16):
            a = math.tau * k / 16
            pen.line(
                [
                    (px + math.cos(a) * size * s * 0.86, py + math.sin(a) * size * s * 0.86),
                    (px + math.cos(a + 0.1) * size * s, py + math.sin(a + 0.1) * size * s),
                ],
                rgb("514a48"),
                5,
            )


def _lorry(pen: Pen, rng: random.Random, x: float, y: float, s: float) -> None:
    def part(outline: str, ink: Ink) -> None:
        pen.poly([(x + px * s / 100, y + py * s / 100) for px, py in path(outline)], ink)

    part("-76,2 70,3 100,10 -40,10", clear(rgb("5f3a24"), 0.5))
    part("-44,-14 -47,-50 60,-50 58,-14", rgb("4f7a86"))
    part("-44,-14 -44.6,-20 58,-20 58,-14", rgb("2f515e"))
    for k in range(6):
        part(f"{-42 + k * 17},-50 {-39 + k * 17},-50 {-39 + k * 17},-16 {-42 + k * 17},-16", rgb("3a626f"))
    part("-45,-50 -30,-58 -8,-63 20,-61 44,-56 60,-50", rgb("f0cd74"))
    part("-8,-63 20,-61 44,-56 60,-50 10,-50", rgb("cf9f48"))
    part("-78,-12 -78,-30 -72,-52 -48,-52 -48,-12", rgb("e9dfc6"))
    part("-76,-31 -70,-49 -60,-49 -60,-31", rgb("33454e"))
    part("-78,-12 -78,-18 -48,-18 -48,-12", rgb("b5a588"))
    part("-80,-8 -80,-14 60,-14 60,-9", rgb("3a3436"))
    for wx in (-64, -22, 30, 48):
        px, py = x + wx * s / 100, y - 0.085 * s
        for part_of, ink in ((0.1, "2a2628"), (0.052, "a89a84"), (0.022, "3a3030")):
            pen.disc(px, py, part_of * s, part_of * s, rgb(ink))


def _standing(c: Canvas, rng: random.Random) -> None:
    """Paint the wheat that is not yet cut: a bank in front of the machine, lower where it has passed."""
    top = soft("-20,700 200,726 470,768 600,840 860,900 1260,968 1820,1050", 10)
    bank = [*top, (1820, 1210), (-20, 1210)]
    c.wash(bank, tones("e6b650 d09a3c a8742c 7d5322"))
    with c.pen((0, 640, 1800, 1200)) as pen:
        for x, y in scatter(rng, -10, 700, 1810, 1230, 3000):
            edge = 700 + 68 * min(1.0, max(0.0, x / 470)) + max(0.0, x - 470) * 0.21
            if y < edge:
                continue
            near = (y - 680) / 520
            tall = 22 + 54 * near
            tip = (x + (5 + 14 * near) * rng.uniform(0.2, 1.3), y - tall)
            ink = rgb(rng.choice(("f6d584", "d9a544", "b9842f", "f9e3a4", "94682a")))
            pen.taper([(x, y), tip], ink, 1.6 + 2.4 * near, 1)
            pen.taper([tip, (tip[0] + 3 + 5 * near, tip[1] - 9 - 15 * near)], ink, 4 + 7 * near, 2)


def _ears(c: Canvas, rng: random.Random) -> None:
    spots = [(x, rng.uniform(-0.06, 0.2)) for x in (30, 128, 250, 340, 1280, 1400, 1530, 1640, 1770)]
    with c.pen((0, 380, 1800, 1200)) as pen:
        for x, lean in spots:
            top = 640 + rng.uniform(0, 150) if x < 400 else 760 + rng.uniform(0, 150)
            tip = (x + lean * 500, top)
            stalk = curve([(x - 10, 1230), (x + lean * 160, (1230 + top) / 2 + 60), tip], 10)
            pen.taper(stalk, rgb("8d6226"), 11, 7)
            pen.taper([(px - 2, py) for px, py in stalk], rgb("f0cf7a"), 5, 3)
            _ear(pen, rng, tip, math.atan2(-1, lean * 1.6), rng.uniform(230, 280))
            bend = rng.choice((-1, 1))
            low, far = rng.uniform(1000, 1180), rng.uniform(70, 200)
            root = stalk[min(len(stalk) - 1, int((1230 - low) / (1230 - top) * len(stalk)))]
            blade = curve(
                [
                    root,
                    (root[0] + bend * far * 0.45, low - far * 0.9),
                    (root[0] + bend * far, low - far * 0.55),
                ],
                8,
            )
            pen.taper(blade, rgb("b9842f"), 20, 2)
            pen.taper([(px, py - 3) for px, py in blade], rgb("e9c266"), 8, 1)


def _ear(pen: Pen, rng: random.Random, at: Point, turn: float, length: float) -> None:
    dx, dy = math.cos(turn), math.sin(turn)
    for k in range(10):
        t = k / 10
        x, y = at[0] + dx * length * 0.75 * t, at[1] + dy * length * 0.75 * t
        for side in (-1, 1):
            far = length * (0.13 - 0.05 * t)
            a = turn + side * 0.46
            mid = (x + math.cos(a) * far * 0.7, y + math.sin(a) * far * 0.7)
            awn = (
                mid[0] + math.cos(turn + side * 0.2) * length * 0.62,
                mid[1] + math.sin(turn + side * 0.2) * length * 0.62,
            )
            pen.taper([mid, awn], clear(rgb("f9e3a4"), 0.85), 2.6, 0.8)
            tone = rgb("f3cd72") if side < 0 else rgb("c08a34")
            leaf(pen, mid[0] + 2, mid[1] + 3, far * 1.5, a, rgb("7d5322"), slim=0.32)
            leaf(pen, *mid, far * 1.5, a, tint(tone, rng.uniform(-0.06, 0.08)), slim=0.3)
            leaf(pen, mid[0] - 2, mid[1] - 2, far * 0.8, a, tint(tone, 0.3), slim=0.2)
    leaf(
        pen,
        at[0] + dx * length * 0.8,
        at[1] + dy * length * 0.8,
        length * 0.16,
        turn,
        rgb("e6b650"),
        slim=0.36,
    )
