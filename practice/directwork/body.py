"""The body of the skin map: six drawings of our own, without sex or age, and the sites on each. Points are in the drawing's units.

A site is "left" or "right" as the child has it: on the front the child's left is on the viewer's right.
"""

from dataclasses import dataclass
from functools import cache

Points = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Site:
    """A named part of one view: ``key`` is "front/chest-left", ``middle`` where a mark stands that was given by name alone."""

    key: str
    label: str
    points: Points
    middle: tuple[int, int]

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in self.points) + "Z"


@dataclass(frozen=True)
class View:
    """One drawing: ``outline`` is closed, ``lines`` are faint details."""

    key: str
    label: str
    width: int
    height: int
    outline: str
    lines: str
    left_of_page: str
    right_of_page: str
    sites: tuple[Site, ...]

    @property
    def right_edge(self) -> int:
        """Where the words on the right end."""
        return self.width - 4

    @property
    def is_whole_body(self) -> bool:
        return self.height > 300


def _flip(points: Points, width: int) -> Points:
    return tuple((width - x, y) for x, y in points)


def _middle(points: Points) -> tuple[int, int]:
    return sum(x for x, _ in points) // len(points), sum(y for _, y in points) // len(points)


def _site(view: str, name: str, label: str, points: Points, middle: tuple[int, int] | None = None) -> Site:
    return Site(f"{view}/{name}", label, points, middle or _middle(points))


def _pair(view: str, name: str, label: str, right_half: Points, width: int, *, front: bool) -> list[Site]:
    """A part that the child has twice, drawn on the right half of the page, and its mirror. ``label`` has {side}."""
    sides = ("left", "right") if front else ("right", "left")
    return [
        _site(view, f"{name}-{side}", label.format(side=side), points)
        for side, points in zip(sides, (right_half, _flip(right_half, width)), strict=True)
    ]


# ---- the whole body

_HALF = (
    (116, 8, 124, 20, 124, 38), (124, 54, 116, 64, 110, 68), (110, 72, 110, 76, 111, 80), (116, 88, 136, 88, 147, 96), (156, 102, 160, 112, 161, 124),
    (163, 145, 168, 160, 171, 176), (174, 194, 180, 212, 183, 228), (189, 236, 192, 248, 189, 258), (187, 265, 181, 265, 179, 259),
    (176, 250, 173, 240, 173, 230), (167, 212, 159, 196, 156, 180), (151, 164, 147, 146, 144, 128), (143, 148, 139, 162, 138, 178),
    (138, 195, 144, 208, 144, 224), (145, 255, 138, 285, 135, 305), (138, 326, 134, 350, 128, 376), (128, 385, 134, 394, 141, 402),
    (144, 409, 136, 412, 124, 412), (114, 412, 109, 408, 111, 398), (112, 388, 112, 380, 111, 374), (107, 350, 106, 326, 108, 305),
    (107, 280, 104, 255, 100, 238),
)  # fmt: skip
"""Right half of the outline as curves, from the top of the head to the crotch."""


def _outline() -> str:
    down = "M100 8" + "".join("C{} {} {} {} {} {}".format(*curve) for curve in _HALF)
    ends = [(100, 8), *((curve[4], curve[5]) for curve in _HALF)]
    up = ""
    for index in range(len(_HALF) - 1, -1, -1):
        one, two, three, four, _, _ = _HALF[index]
        x, y = ends[index]
        up += f"C{200 - three} {four} {200 - one} {two} {200 - x} {y}"
    return f"{down}{up}Z"


_ARM: dict[str, Points] = {
    "shoulder": ((124, 84), (147, 90), (164, 112), (144, 114), (126, 104)),
    "upper-arm": ((144, 112), (164, 112), (171, 168), (151, 170), (144, 138)),
    "elbow": ((150, 168), (171, 168), (175, 190), (157, 190)),
    "forearm": ((157, 190), (175, 190), (186, 230), (171, 230)),
    "hand": ((170, 228), (186, 228), (196, 246), (190, 268), (176, 268)),
}
_TRUNK: dict[str, Points] = {
    "upper": ((100, 84), (126, 84), (126, 104), (144, 114), (143, 140), (100, 140)),
    "middle": ((100, 140), (143, 140), (137, 186), (100, 186)),
    "lower": ((100, 186), (137, 186), (145, 226), (100, 240)),
}
_LEG: dict[str, Points] = {
    "thigh": ((100, 238), (145, 226), (137, 292), (106, 292)),
    "knee": ((106, 292), (138, 292), (138, 322), (105, 322)),
    "shin": ((105, 322), (138, 322), (130, 374), (109, 374)),
    "foot": ((109, 374), (130, 374), (146, 404), (136, 414), (108, 414)),
}
_NECK: Points = ((88, 66), (112, 66), (113, 84), (87, 84))
_HEAD: Points = ((76, 6), (124, 6), (124, 52), (112, 67), (88, 67), (76, 52))

_FRONT_WORDS = {
    "shoulder": "{side} shoulder", "upper-arm": "{side} upper arm", "elbow": "inside of the {side} elbow", "forearm": "{side} forearm, inside",
    "hand": "{side} hand, palm", "upper": "{side} side of the chest", "middle": "{side} side of the stomach", "lower": "{side} hip",
    "thigh": "{side} thigh", "knee": "{side} knee", "shin": "{side} shin", "foot": "top of the {side} foot",
}  # fmt: skip
_BACK_WORDS = {
    "shoulder": "back of the {side} shoulder", "upper-arm": "back of the {side} upper arm", "elbow": "{side} elbow",
    "forearm": "{side} forearm, outside", "hand": "back of the {side} hand", "upper": "{side} side of the upper back",
    "middle": "{side} side of the lower back", "lower": "{side} buttock", "thigh": "back of the {side} thigh", "knee": "back of the {side} knee",
    "shin": "{side} calf", "foot": "{side} heel and sole",
}  # fmt: skip


def _whole(key: str, label: str, words: dict[str, str], *, front: bool) -> View:
    sites = [
        _site(key, "head", "face" if front else "back of the head", _HEAD, (100, 36)),
        _site(key, "neck", "neck" if front else "back of the neck", _NECK),
    ]
    for name, points in {**_ARM, **_TRUNK, **_LEG}.items():
        sites += _pair(key, name, words[name], points, 200, front=front)
    lines = "M84 44Q86 42 89 44M111 44Q114 42 116 44M92 56Q100 60 108 56" if front else "M100 92V178M88 238Q100 246 112 238"
    sides = ("Right", "Left") if front else ("Left", "Right")
    return View(key, label, 200, 420, _outline(), lines, *sides, tuple(sites))


# ---- the head

_FACE = "M80 12C112 12 128 42 128 78C128 118 110 158 80 160C50 158 32 118 32 78C32 42 48 12 80 12Z"
_EARS = "M31 76C20 72 18 84 23 96C26 106 32 106 35 100M129 76C140 72 142 84 137 96C134 106 128 106 125 100"
_FACE_LINES = (
    f"{_EARS}M58 152C58 170 56 180 46 194M102 152C102 170 104 180 114 194M52 82Q62 74 72 82Q62 88 52 82M88 82Q98 74 108 82Q98 88 88 82"
    "M50 68Q62 61 73 67M87 67Q98 61 110 68M80 86L74 112Q80 118 86 112M64 132Q80 126 96 132Q80 144 64 132"
)
_SIDE = (
    "M92 12C126 12 144 44 142 82C141 108 130 124 120 138L122 194L76 194L76 168C66 170 50 172 44 164C40 158 43 150 41 145C39 142 39 138 42 136"
    "C37 134 36 131 39 127C34 124 24 122 25 115C27 108 36 98 37 86C34 44 58 12 92 12Z"
)
_SIDE_LINES = (
    "M92 78C104 72 114 84 108 98C106 108 98 116 92 108C88 100 94 96 92 90M46 84Q54 80 60 84M44 72Q54 66 64 70M42 137Q50 138 56 136"
)


def _face() -> View:
    key = "face"
    sites = [
        _site(key, "forehead", "forehead", ((38, 16), (122, 16), (128, 66), (32, 66)), (80, 46)),
        _site(key, "nose", "nose", ((72, 80), (88, 80), (92, 118), (68, 118)), (80, 104)),
        _site(key, "mouth", "mouth and lips", ((60, 120), (100, 120), (98, 143), (62, 143)), (80, 132)),
        _site(key, "chin", "chin", ((56, 143), (104, 143), (92, 163), (68, 163)), (80, 151)),
        _site(key, "neck", "front of the neck", ((58, 163), (102, 163), (112, 196), (48, 196)), (80, 180)),
    ]
    for name, label, points in (
        ("eye", "{side} eye and eyelid", ((88, 66), (128, 66), (127, 94), (88, 94))),
        ("ear", "{side} ear", ((127, 70), (142, 70), (142, 108), (124, 108))),
        ("cheek", "{side} cheek and jaw", ((90, 94), (127, 94), (116, 132), (104, 143), (100, 120), (92, 118))),
    ):
        sites += _pair(key, name, label, points, 160, front=True)
    return View(key, "Face", 160, 200, _FACE, _FACE_LINES, "Right", "Left", tuple(sites))


def _back_of_head() -> View:
    key = "head-back"
    sites = [
        _site(key, "crown", "top of the head", ((34, 12), (126, 12), (128, 62), (32, 62)), (80, 38)),
        _site(key, "back", "back of the head", ((32, 62), (128, 62), (118, 130), (42, 130)), (80, 96)),
        _site(key, "nape", "nape of the neck", ((42, 130), (118, 130), (114, 196), (46, 196)), (80, 168)),
        *_pair(key, "ear", "behind the {side} ear", ((127, 70), (142, 70), (142, 108), (122, 108)), 160, front=False),
    ]
    lines = f"{_EARS}M58 152C58 170 56 180 46 194M102 152C102 170 104 180 114 194M62 140Q80 146 98 140"
    return View(key, "Back of the head", 160, 200, _FACE, lines, "Left", "Right", tuple(sites))


def _side(side: str) -> View:
    """The left side of the head looks to the left of the page; the right side is its mirror."""
    key = f"head-{side}"
    parts: dict[str, tuple[str, Points, tuple[int, int]]] = {
        "ear": (f"{side} ear", ((86, 72), (112, 72), (112, 114), (86, 114)), (99, 92)),
        "temple": (f"{side} temple and eye", ((34, 48), (86, 48), (86, 92), (34, 92)), (66, 62)),
        "hair": (f"{side} side of the head", ((40, 10), (146, 10), (146, 76), (112, 76), (86, 72), (86, 48), (36, 48)), (96, 34)),
        "behind-ear": (f"behind the {side} ear", ((112, 76), (146, 76), (128, 130), (104, 130), (112, 114)), (124, 98)),
        "cheek": (f"{side} cheek", ((24, 92), (86, 92), (86, 126), (36, 126)), (64, 108)),
        "jaw": (f"{side} side of the jaw and mouth", ((36, 126), (104, 126), (98, 150), (78, 172), (40, 172)), (68, 146)),
        "neck": (f"{side} side of the neck", ((98, 130), (122, 130), (124, 196), (74, 196), (78, 172), (98, 150)), (100, 174)),
    }
    ways = ("Front", "Back")
    outline, lines = _SIDE, _SIDE_LINES
    sites = tuple(_site(key, name, label, points, middle) for name, (label, points, middle) in parts.items())
    if side == "right":
        ways = ("Back", "Front")
        outline, lines = _mirrored(outline), _mirrored(lines)
        sites = tuple(Site(one.key, one.label, _flip(one.points, 160), (160 - one.middle[0], one.middle[1])) for one in sites)
    return View(key, f"{side.capitalize()} side of the head", 160, 200, outline, lines, *ways, sites)


def _mirrored(path: str) -> str:
    """The path with every x taken from the other side. Its commands are M, C, L, Q and Z, so numbers come in pairs."""
    out, number, is_x = "", "", True

    def flush() -> str:
        nonlocal number, is_x
        if not number:
            return ""
        text, number = str(160 - int(number)) if is_x else number, ""
        is_x = not is_x
        return text

    for char in path:
        if char.isdigit():
            number += char
        else:
            out += flush() + char
    return out + flush()


@cache
def views() -> tuple[View, ...]:
    """The six drawings, in their order on the page."""
    return (
        _whole("front", "Front", _FRONT_WORDS, front=True),
        _whole("back", "Back", _BACK_WORDS, front=False),
        _face(),
        _back_of_head(),
        _side("left"),
        _side("right"),
    )


@cache
def sites() -> dict[str, tuple[View, Site]]:
    """Every site by its key, with the drawing on which it is."""
    return {site.key: (view, site) for view in views() for site in view.sites}


def site_words(key: str) -> str:
    """ "Front: left side of the chest"; the key itself where it is no longer known."""
    found = sites().get(key)
    return f"{found[0].label}: {found[1].label}" if found else key
