"""A terminal's screen, as `tmux capture-pane -e -p` writes it, to a page that a browser can take a picture of.

python3 screen.py BACKGROUND FOREGROUND < screen > page.html
"""

import html
import re
import sys

STYLE = """
body {{ margin: 0; background: {back}; }}
pre {{ margin: 0; padding: 12px 10px; color: {fore}; background: {back};
       font: 15px/19px "DejaVu Sans Mono", monospace; display: inline-block; }}
span {{ padding: 1px 0; }}
"""


def colour(codes):
    """Takes what follows 38, 48 or 58 off `codes`."""
    kind = codes.pop(0)
    if kind == 2:
        red, green, blue = codes[:3]
        del codes[:3]
        return f"rgb({red},{green},{blue})"
    index = codes.pop(0)
    if index >= 232:
        level = 8 + 10 * (index - 232)
        return f"rgb({level},{level},{level})"
    if index >= 16:
        steps = [0, 95, 135, 175, 215, 255]
        index -= 16
        return f"rgb({steps[index // 36]},{steps[index // 6 % 6]},{steps[index % 6]})"
    basic = "000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db ffffff"
    return "#" + basic.split()[index]


def apply(state, text):
    """Changes `state` as the numbers of one SGR sequence say."""
    # A colon joins what belongs together, such as the kind of an underline.
    underline = re.search(r"(?:^|;)4:(\d)", text)
    text = re.sub(r"(^|;)4:\d", r"\g<1>", text)
    codes = [int(code or 0) for code in text.replace(":", ";").split(";")] if text.strip(";") or not underline else []
    if underline:
        state["underline"] = underline[1] != "0"
    while codes:
        code = codes.pop(0)
        if code == 0:
            state.clear()
        elif code in (1, 3, 4, 7, 22, 23, 24, 27):
            name, on = {1: ("bold", True), 3: ("italic", True), 4: ("underline", True), 7: ("reverse", True),
                        22: ("bold", False), 23: ("italic", False), 24: ("underline", False), 27: ("reverse", False)}[code]
            state[name] = on
        elif code in (38, 48, 58):
            state[{38: "fore", 48: "back", 58: "line"}[code]] = colour(codes)
        elif code in (39, 49, 59):
            state.pop({39: "fore", 49: "back", 59: "line"}[code], None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            state["fore"] = colour([5, code - 30 if code < 90 else code - 82])
        elif 40 <= code <= 47 or 100 <= code <= 107:
            state["back"] = colour([5, code - 40 if code < 100 else code - 92])


def span(state, text, back, fore):
    front, behind = state.get("fore", fore), state.get("back")
    if state.get("reverse"):
        front, behind = behind or back, front
    style = f"color:{front}"
    if behind:
        style += f";background:{behind}"
    if state.get("bold"):
        style += ";font-weight:bold"
    if state.get("italic"):
        style += ";font-style:italic"
    if state.get("underline"):
        style += f";text-decoration:underline {state.get('line', '')}"
    return f'<span style="{style}">{html.escape(text)}</span>'


def main():
    back, fore = sys.argv[1:3]
    state, out = {}, []
    for line in sys.stdin.read().rstrip("\n").split("\n"):
        for part in re.split(r"(\x1b\[[\d;:]*m)", line):
            if part.startswith("\x1b["):
                apply(state, part[2:-1])
            elif part:
                out.append(span(state, re.sub(r"\x1b.", "", part), back, fore))
        out.append("\n")
    print(f"<!doctype html><meta charset=utf-8><style>{STYLE.format(back=back, fore=fore)}</style><pre>{''.join(out)}</pre>")


main()
