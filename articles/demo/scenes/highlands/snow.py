"""A white peak in the first light, above mist and firs, with one hut awake."""

from __future__ import annotations

import random

from PIL import Image

from articles.demo.scenes.kit import (
    Canvas,
    Pen,
    bird,
    clear,
    cloud_bars,
    curve,
    mix,
    rgb,
    ridge,
    sky,
    tint,
)
from articles.demo.scenes.land import inside, path, ragged, ribs, shade, soft, tones
from articles.demo.scenes.plants import fir

# Where the firs of the snow picture stand, and how tall they are.
FIRS = [
    *((330, 1090, 150), (225, 1100, 290), (90, 1140, 430), (20, 1190, 330)),
    *((1450, 1075, 170), (1560, 1090, 300), (1690, 1100, 470), (1780, 1160, 360)),
]


def paint(rng: random.Random) -> Image.Image:
    c = Canvas(rng, rgb("e9cdb8"))
    sky(c, tones("5f86a6 9db4bf edcfb8 f7dfbf"), 800, brush=0.26)
    cloud_bars(c, (100, 90, 1700, 300), tones("f3d9c6 e6b9a8"), 7, alpha=0.45)
    far = ridge(c, 560, 70, tones("a9a6bd d9bfb8"), rough=0.6)
    with c.pen() as pen:
        ribs(pen, rng, far[::3], 40, [clear(rgb("efd9cf"), 0.8)], fall=90, lean=-0.5, width=26)
    _peak(c, rng)
    c.haze(540, 830, rgb("f3dccb"), 0, 1)
    c.haze(830, 1100, rgb("f3dccb"), 1, 1)
    c.drift((0, 640, 1800, 900), rgb("fff3e6"), (320, 60), 0.7, 0.4)
    for y, rise, tone, tree in ((850, 60, rgb("8b9aaa"), 60), (930, 80, rgb("54707f"), 105)):
        line = ridge(c, y, rise, [tone, mix(tone, rgb("e8d6c8"), 0.55)], rough=0.5)
        with c.pen((0, y - 220, 1800, y + 140)) as pen:
            for x, top in line[:: 2 if tree < 100 else 3]:
                for row in range(3):
                    ink = tint(mix(tone, rgb("e8d6c8"), 0.1 * row), rng.uniform(-0.1, 0.06))
                    foot = top + 10 + row * tree * 0.28
                    fir(pen, rng, x + rng.uniform(-9, 9), foot, tree * rng.uniform(0.45, 1.1), ink)
        c.haze(y + 10, y + 150, rgb("f0dfd4"), 0, 0.75)
    c.haze(1075, 1110, rgb("f0dfd4"), 0.75, 0.8)
    slope = soft("-10,1010 300,1060 700,1010 1150,1085 1500,1040 1810,960")
    c.wash([*slope, (1810, 1210), (-10, 1210)], tones("f6efe9 c3cfdd 90a5c2"))
    _drifts(c)
    with c.pen((0, 560, 1800, 1200)) as pen:
        _hut(pen, 560, 1050)
        for x, y, h in FIRS:
            fir(pen, rng, x, y, h, rgb("1f3442"), rgb("a9bfcf"))
    c.glow(570, 1022, 60, rgb("ffc46b"), 0.8)
    with c.pen((1180, 250, 1800, 600)) as pen:
        bird(pen, 1500, 400, 30, rgb("41536a"), lift=0.35, bank=0.2)
    return c.finish(grain=0.9)


def _peak(c: Canvas, rng: random.Random) -> None:
    corners = path(
        "-40,760 180,640 380,560 520,470 640,500 800,330 920,150 1000,120 1090,230 1200,300 1290,400 "
        "1400,380 1560,520 1700,560 1860,660"
    )
    crest = ragged(rng, corners, 0.09, 3)
    mass = [*crest, (1860, 900), (-40, 900)]
    c.wash(mass, tones("fff0df f9d8c0 e9bfae c9a8ac"))
    spine = ragged(rng, path("1000,120 1020,250 960,340 1040,470 930,590 1010,720 960,900"), 0.13, 3)
    dark = [*spine, (1900, 900), *[p for p in crest[::-1] if p[0] > 1000]]
    with inside(c, mass):
        c.wash(dark, tones("8d9fc4 7388b2 8a93b4"))
        for x, y, foot, tone in (
            (520, 470, 620, "a9a9c8"),
            (800, 330, 700, "c6b4c6"),
            (1400, 380, 1500, "63799f"),
            (640, 500, 500, "b9aec6"),
        ):
            edge = ragged(rng, [(x, y), (x + 50, y + 130), (foot - 30, 720), (foot, 900)], 0.15, 3)
            c.wash([*edge, (foot + 240, 900), (x + 110, y + 180)], tones(tone), alpha=0.9)
        rock = [clear(rgb("8f9cc0"), 0.8), clear(rgb("c9aab8"), 0.7), rgb("8a8199")]
        cold = [clear(rgb("a9bada"), 0.7), clear(rgb("566a94"), 0.8), rgb("4f6088")]
        with c.pen((0, 100, 1800, 900)) as pen:
            lit = [p for p in crest if p[0] < 980]
            unlit = [p for p in crest if p[0] > 1010] + spine[4::4]
            ribs(pen, rng, lit, 46, rock, fall=300, lean=-0.35, width=36)
            seam = [clear(rgb("b59fb8"), 0.6), clear(rgb("fff2e2"), 0.9)]
            ribs(pen, rng, spine[4:], 24, seam, fall=190, lean=-0.7, width=40)
            ribs(pen, rng, unlit, 44, cold, fall=280, lean=0.45, width=34)
            ribs(pen, rng, lit, 20, tones("fff6ea"), fall=160, lean=-0.4, width=44)


def _drifts(c: Canvas) -> None:
    for bend in (
        "-10,1130 260,1105 620,1120 980,1180 1300,1215 -10,1215",
        "620,1062 900,1082 1240,1105 1500,1100 1810,1040 1810,1100 1400,1150 980,1120",
    ):
        c.wash(soft(bend), tones("9db3d3 bccbe0"), alpha=0.55, blur=3)
    for x, y, h in FIRS:
        lie = [(x - 6, y), (x + 8, y - 4), (x + h * 0.9, y + h * 0.2), (x + h * 0.4, y + h * 0.14)]
        shade(c, lie, alpha=0.55, blur=2, ink=rgb("7f98c6"))
    with c.pen((540, 1040, 900, 1200)) as pen:
        for px, py in soft("575,1062 640,1090 600,1120 700,1160 760,1215", 7):
            pen.disc(px, py, 2 + (py - 1050) * 0.02, 1.4 + (py - 1050) * 0.01, rgb("8ea5c8"))


def _hut(pen: Pen, x: float, y: float) -> None:
    pen.rect(x - 44, y - 42, x + 20, y + 4, rgb("6d5148"))
    gable = [(x + 20, y + 4), (x + 20, y - 42), (x + 36, y - 72), (x + 58, y - 40), (x + 58, y + 2)]
    pen.poly(gable, rgb("4b3b40"))
    pen.poly([(x - 54, y - 40), (x - 32, y - 78), (x + 38, y - 78), (x + 22, y - 38)], rgb("fbf3ea"))
    pen.poly(
        [(x + 22, y - 38), (x + 38, y - 78), (x + 66, y - 38), (x + 60, y - 36), (x + 38, y - 66)],
        rgb("b9c3d8"),
    )
    pen.rect(x - 20, y - 34, x - 2, y - 16, rgb("ffcf7a"))
    pen.rect(x - 20, y - 98, x - 8, y - 72, rgb("57464a"))
    smoke = curve([(x - 14, y - 104), (x - 2, y - 150), (x - 26, y - 200), (x + 6, y - 270)], 8)
    pen.taper(smoke, clear(rgb("fff4ea"), 0.75), 8, 30)
