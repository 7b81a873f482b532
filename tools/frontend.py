"""Builds the front end once: one stylesheet, htmx, Leaflet and three web fonts, from the packages of package-lock.json.

    python tools/frontend.py [--force]

A second call with nothing changed does nothing. Everything lands in src/dorflinde/ui/static/ui/dist and is never committed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from dorflinde.ui import theme  # noqa: E402 - found only once the path is set

UI = ROOT / "src/dorflinde/ui"
DIST = UI / "static/ui/dist"
MODULES = ROOT / "node_modules"
GENERATED = MODULES / ".dorflinde"
STAMP = DIST / "stamp"
INSTALLED = GENERATED / "installed"

LETTERS = (  # what German and English are written with; rarer letters come from the reader's own fonts
    "U+20-7E, U+A0, U+A7, U+AB, U+AD, U+B0, U+B2, U+B3, U+B7, U+BB, U+BD, U+C0-FF, U+2009, U+202F, U+2010-2014,"
    "U+2018-201A, U+201C-201E, U+2022, U+2026, U+20AC, U+2212"
)
FEWER = (  # headings and bold words: German, English and the accents of loan words
    "U+20-7E, U+A0, U+A7, U+AB, U+AD, U+B7, U+BB, U+C0, U+C1, U+C4, U+C7-C9, U+D6, U+D7, U+DC, U+DF-E2, U+E4, U+E7-EB, U+ED-EF,"
    "U+F1, U+F3, U+F4, U+F6, U+F9-FC, U+2009, U+2013, U+2014, U+2018-201A, U+201C-201E, U+2026, U+20AC"
)
FONTS = {
    "fira-sans-400": ("@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2", LETTERS),
    "fira-sans-600": ("@fontsource/fira-sans/files/fira-sans-latin-600-normal.woff2", FEWER),
    "source-serif-600": ("@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2", FEWER),
}
LICENCES = {
    "kern-ux": "@kern-ux/native/LICENSE.md",
    "htmx": "htmx.org/LICENSE",
    "leaflet": "leaflet/LICENSE",
    "fira-sans": "@fontsource/fira-sans/LICENSE",
    "source-serif-4": "@fontsource/source-serif-4/LICENSE",
}


def main() -> int:
    """Build what is not fresh and say what was done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--force", action="store_true", help="build again even if nothing changed")
    force = parser.parse_args().force
    started = time.monotonic()
    try:
        install(force)
        wanted = fingerprint(*sources())
        if not force and STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
            print("Front end: nothing changed.")
            return 0
        STAMP.unlink(missing_ok=True)
        DIST.mkdir(parents=True, exist_ok=True)
        build_styles()
        build_scripts()
        build_fonts()
        build_print_fonts()
        copy_licences()
    except subprocess.CalledProcessError as problem:
        print(f"The front end could not be built: {' '.join(map(str, problem.cmd[:3]))} failed.", file=sys.stderr)
        return 1
    STAMP.write_text(wanted, encoding="ascii")
    print(f"Front end: built in {time.monotonic() - started:.1f} s.")
    return 0


def install(force: bool) -> None:
    """Install exactly the packages of the lock file."""
    wanted = fingerprint(ROOT / "package.json", ROOT / "package-lock.json")
    if not force and INSTALLED.exists() and INSTALLED.read_text(encoding="ascii") == wanted:
        return
    print("Front end: installing the locked npm packages …", flush=True)
    run(program("npm"), "ci", "--silent", "--no-progress")
    GENERATED.mkdir(exist_ok=True)
    INSTALLED.write_text(wanted, encoding="ascii")


def sources() -> list[Path]:
    """Return every file whose change makes the built files stale."""
    styles = sorted((UI / "scss").glob("*.scss"))
    return [Path(__file__), ROOT / "package-lock.json", UI / "theme.py", UI / "tokens.json", *styles]


def build_styles() -> None:
    """Make the one stylesheet."""
    print("Front end: styles …", flush=True)
    (GENERATED / "_tokens.scss").write_text(tokens_as_scss(), encoding="utf-8")
    raw = GENERATED / "dorflinde.css"
    run(
        node_program("sass"), "--no-source-map", "--quiet-deps", "--quiet", "--style=compressed", "--charset",
        f"--load-path={MODULES}", f"--load-path={GENERATED}", f"{UI / 'scss/dorflinde.scss'}:{raw}",
    )  # fmt: skip
    esbuild(raw, "--minify", f"--outfile={DIST / 'dorflinde.css'}")


def build_scripts() -> None:
    """Copy htmx, and make Leaflet a module with a stylesheet that fetches no pictures."""
    print("Front end: scripts …", flush=True)
    shutil.copyfile(MODULES / "htmx.org/dist/htmx.min.js", DIST / "htmx.min.js")
    esbuild(
        MODULES / "leaflet/dist/leaflet-src.esm.js", "--bundle", "--minify", "--format=esm", "--legal-comments=none",
        f"--outfile={DIST / 'leaflet.js'}",
    )  # fmt: skip
    esbuild(
        MODULES / "leaflet/dist/leaflet.css", "--bundle", "--minify", "--loader:.png=empty", "--legal-comments=none",
        f"--outfile={DIST / 'leaflet.css'}",
    )  # fmt: skip


def build_fonts() -> None:
    """Cut the three faces to the letters that are needed."""
    print("Front end: fonts …", flush=True)
    (DIST / "fonts").mkdir(exist_ok=True)
    for name, (source, letters) in FONTS.items():
        subset.main(
            [
                str(MODULES / source),
                f"--unicodes={letters}",
                "--layout-features=kern,liga,tnum,lnum",
                "--flavor=woff2",
                "--no-hinting",
                "--name-IDs=0,13",  # who made it and under which licence
                f"--output-file={DIST / 'fonts' / name}.woff2",
            ]
        )


def build_print_fonts() -> None:
    """Unpack the same faces whole for the printed paper: its typesetter reads no woff2 and needs every letter."""
    (DIST / "print-fonts").mkdir(exist_ok=True)
    for name, (source, _letters) in FONTS.items():
        font = TTFont(MODULES / source, recalcTimestamp=False)
        font.flavor = None
        font.save(DIST / "print-fonts" / f"{name}.ttf")


def copy_licences() -> None:
    """Lay the licence of every part beside it."""
    (DIST / "licences").mkdir(exist_ok=True)
    for name, source in LICENCES.items():
        shutil.copyfile(MODULES / source, DIST / "licences" / f"{name}.txt")


def tokens_as_scss() -> str:
    """Return tokens.json as Sass: the two tables, the hues, and hex codes for browsers from before 2023."""
    hues = "\n".join(f'[data-hue="{hue}"] {{ --hue: {hue}; --vivid: {theme.vividness(hue):g} }}' for hue in theme.HUES)
    plain = " ".join(f"--{name}: {theme.hexcode(name)};" for name in theme.tokens("light"))
    return f"""@mixin light {{ {table("light")} }}
@mixin dark {{ {table("dark")} }}
@mixin plain {{ {plain} }}
@mixin hues {{
:root {{ --hue: {theme.DEFAULT_HUE}; --vivid: {theme.vividness(theme.DEFAULT_HUE):g} }}
{hues}
}}
"""


def table(mode: theme.Mode) -> str:
    """Return the custom properties of one mode."""
    lines = []
    for name, (lightness, chroma, hue) in theme.tokens(mode).items():
        own = isinstance(hue, str)
        lines.append(
            f"--{name}: oklch({lightness:g} calc({chroma:g} * var(--vivid)) var(--hue));"
            if own
            else f"--{name}: oklch({lightness:g} {chroma:g} {hue:g});"
        )
    return " ".join(lines)


def esbuild(source: Path, *arguments: str) -> None:
    """Run esbuild on one file; it may only speak when something is wrong."""
    run(
        node_program("esbuild"),
        str(source),
        *arguments,
        "--log-level=error",
        "--target=chrome111,safari15.4,firefox113",
    )


def node_program(name: str) -> str:
    """Return a program that came with the npm packages."""
    return str(MODULES / ".bin" / name)


def program(name: str) -> str:
    """Return a program of the machine, or the one installed beside this Python."""
    beside = Path(sys.executable).parent / name
    return shutil.which(name) or str(beside)


def run(*command: str) -> None:
    """Run a command that must succeed; Node is looked for beside this Python last."""
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}"
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PATH": path})


def fingerprint(*files: Path) -> str:
    """Return a hash over the names and contents of files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
