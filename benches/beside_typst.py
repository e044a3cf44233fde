#!/usr/bin/env python3
"""Sets the sheets of a library with regimen and with Typst, the same content, and compares what that costs.

beside_typst.py REGIMEN LIBRARY FONTS WORK [--rounds N]

REGIMEN   the program, built with `cargo build --release`
LIBRARY   the library whose programs are set, in the layout `full`
FONTS     a folder with NotoSans-Regular.ttf and NotoSans-Bold.ttf, which regimen sets its sheets in
WORK      a folder to write into

Typst's side comes from what regimen itself writes: the text and its structure from the handout in HTML, the figures from
`regimen figure`, once as SVG files that Typst sets as vectors. So no drawing and no reading of a library is part of Typst's
cost; regimen's is that of its whole process, the check of the library in it. Both write PDF/UA-1.

Needs the PyPI package `typst` and poppler's pdfinfo and pdftotext. Linux.
"""
import argparse
import html
import html.parser
import os
import re
import shutil
import statistics
import subprocess
import sys

TEMPLATE = """
#let sheet(title, lang, body) = {
  set document(title: title)
  set page(paper: "a4", margin: (x: 17mm, top: 14mm, bottom: 19mm),
    footer: align(right, context [Page #counter(page).display() of #counter(page).final().first()]))
  set text(font: "Noto Sans", size: 12pt, lang: lang, hyphenate: false)
  set par(leading: .6em, spacing: .7em, justify: false)
  set smartquote(enabled: false)
  set table(stroke: .6pt + gray, inset: 5pt)
  show heading: set block(sticky: true)
  body
}
#let panel(body) = block(width: 100%, stroke: 1pt + rgb("#aa1111"), fill: rgb("#fdf0f0"), inset: 3mm, body)
#let drawing(file, width, alt) = layout(room => image(file, width: calc.min(width, room.width), alt: alt))
#let tick = box(rect(width: 4mm, height: 4mm, stroke: .8pt))
""".lstrip()

# The names of classes that the sheet frames, whatever they hold.
PANELS = {"emergency", "stop", "flag", "not-for", "pain", "mark", "on", "back"}
# What is for screens or for ears alone.
UNSEEN = {"skip", "contents", "visually-hidden"}
# A drawing is set in about the size that it has on regimen's sheets.
POINTS = 0.1
VOID = {"br", "input", "meta", "link", "hr", "img", "wbr"}


class Node:
    def __init__(self, tag, attrs):
        self.tag, self.attrs, self.kids = tag, attrs, []
        self.classes = set((attrs.get("class") or "").split())


class Tree(html.parser.HTMLParser):
    """The body of a page as nodes and texts."""

    def __init__(self, text):
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs))
        self.open[-1].kids.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i].tag == tag:
                del self.open[i:]
                break

    def handle_data(self, data):
        self.open[-1].kids.append(data)


def find(node, tag):
    if isinstance(node, str):
        return None
    if node.tag == tag:
        return node
    return next((found for kid in node.kids if (found := find(kid, tag))), None)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Writer:
    """Markup that a person would write for the same sheet."""

    def __init__(self, figures):
        self.figures, self.labels = figures, set()

    def text(self, text):
        text = re.sub(r"\s+", " ", text)
        return re.sub(r"[^\w\s,;()!?]", lambda m: "\\" + m[0] if m[0].isascii() else m[0], text)

    def all(self, node):
        return "".join(self.one(kid) for kid in node.kids)

    def one(self, node):
        if isinstance(node, str):
            return self.text(node)
        if node.classes & UNSEEN or node.tag in ("script", "style", "svg", "head", "input"):
            return ""
        made = getattr(self, "on_" + node.tag, self.all)(node)
        if node.classes & PANELS:
            made = f"\n#panel[{made}]\n"
        return made

    def label(self, node):
        name = node.attrs.get("id")
        return f" <{name}>" if name and name in self.labels else ""

    def heading(self, node):
        return f"\n\n#heading(level: {node.tag[1]})[{self.all(node).strip()}]{self.label(node)}\n\n"

    on_h1 = on_h2 = on_h3 = on_h4 = heading

    def on_article(self, node):
        return f"\n#[#metadata(none){self.label(node)}]\n{self.all(node)}" if self.label(node) else self.all(node)

    def block(self, node):
        return f"\n\n{self.all(node).strip()}\n\n"

    on_p = on_div = on_section = on_dd = on_caption = on_figcaption = block

    def on_dt(self, node):
        return f"\n\n*{self.all(node).strip()}*\n\n"

    def strong(self, node):
        return f"#strong[{self.all(node)}]"

    on_b = on_strong = strong

    def on_br(self, _):
        return " \\\n"

    def on_label(self, node):
        return f"\n\n#tick {self.all(node).strip()}\n\n"

    def on_span(self, node):
        return "#tick " if "box" in node.classes else self.all(node)

    def on_a(self, node):
        to = node.attrs.get("href", "")
        inside = self.all(node)
        if to.startswith("#"):
            return f"#link(<{to[1:]}>)[{inside}]" if to[1:] in self.labels else inside
        return f"#link({quoted(to)})[{inside}]"

    def items(self, node, call):
        kids = [k for k in node.kids if not isinstance(k, str)]
        return f"\n\n#{call}(" + ", ".join(f"[{self.all(k).strip()}]" for k in kids) + ")\n\n"

    def on_ul(self, node):
        ticks = ", marker: tick" if "ticks" in node.classes else ""
        return self.items(node, "list" + (".with(marker: tick)" if ticks else ""))

    def on_ol(self, node):
        return self.items(node, "enum")

    def on_table(self, node):
        rows = []

        def walk(part, head):
            for kid in part.kids:
                if isinstance(kid, str):
                    continue
                if kid.tag == "tr":
                    rows.append((head, [k for k in kid.kids if not isinstance(k, str)]))
                else:
                    walk(kid, head or kid.tag == "thead")

        walk(node, False)
        columns = max(len(cells) for _, cells in rows)

        def cell(node):
            inside = self.all(node).strip()
            inside = f"*{inside}*" if node.tag == "th" and inside else inside
            span = node.attrs.get("colspan")
            return f"table.cell(colspan: {span})[{inside}]" if span else f"[{inside}]"

        head = ", ".join(cell(c) for is_head, cells in rows if is_head for c in cells)
        body = ", ".join(cell(c) for is_head, cells in rows if not is_head for c in cells)
        caption = find(node, "caption")
        above = self.all(caption) if caption else ""
        head = f"table.header({head}), " if head else ""
        return f"\n\n{above}\n#table(columns: {columns}, {head}{body})\n\n"

    def on_figure(self, node):
        frames = next((k for k in node.kids if not isinstance(k, str) and "frames" in k.classes), None)
        alt = frames.attrs.get("aria-label", "") if frames else ""
        if alt not in self.figures:
            sys.exit(f"no figure is described as: {alt}")
        file, width = self.figures[alt]
        caption = find(node, "figcaption")
        under = self.one(caption) if caption else ""
        return f"\n\n#drawing({quoted(file)}, {width:.1f}pt, {quoted(alt)})\n{under}\n\n"

    def page(self, source):
        tree = Tree(source)
        page, title = find(tree.root, "html"), find(tree.root, "title")
        body = find(page, "body")
        targets = set(re.findall(r'href="#([^"]+)"', source))
        self.labels = {i for i in re.findall(r'<(?:h\d|article)[^>]* id="([^"]+)"', source) if i in targets}
        head = f"#import \"/sheet.typ\": *\n#show: sheet.with({quoted(''.join(title.kids))}, {quoted(page.attrs['lang'])})\n"
        text = head + self.all(body)
        return re.sub(r"\n\s*\n\s*(\n\s*)*", "\n\n", text)


def prepare(a, here):
    """Writes Typst's side of the library; gives out the programs' ids."""
    run([a.regimen, "export", "handout-html", "--layout", "full", "--library", a.library, "--out", f"{here}/html", "--quiet"])
    run([a.regimen, "figure", "--library", a.library, "--format", "svg", "--out", f"{here}/typst/figures"])
    figures = {}
    for name in sorted(os.listdir(f"{here}/typst/figures")):
        svg = open(f"{here}/typst/figures/{name}", encoding="utf-8").read()
        alt = html.unescape(re.search(r"<title[^>]*>(.*?)</title>", svg)[1])
        width = float(re.search(r'viewBox="\S+ \S+ (\S+)', svg)[1])
        figures[alt] = (f"/figures/{name}", width * POINTS)
    with open(f"{here}/typst/sheet.typ", "w", encoding="utf-8") as f:
        f.write(TEMPLATE)
    names = []
    for name in sorted(os.listdir(f"{here}/html/handout-html")):
        if name.endswith(".html"):
            source = open(f"{here}/html/handout-html/{name}", encoding="utf-8").read()
            names.append(name[:-5])
            with open(f"{here}/typst/{names[-1]}.typ", "w", encoding="utf-8") as f:
                f.write(Writer(figures).page(source))
    with open(f"{here}/typst/main.typ", "w", encoding="utf-8") as f:
        f.write('#include sys.inputs.sheet\n')
    return names


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def cost(command):
    """CPU seconds and peak MiB of a process with its threads."""
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"{' '.join(command)}: {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def typst(here, fonts, names):
    """Typst's side, in a process of its own: one compiler, the sheet changes."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    compiler = typst.Compiler(f"{here}/typst/main.typ", root=f"{here}/typst", font_paths=fonts, sys_inputs={"sheet": f"{names[0]}.typ"})
    for name in names:
        pdf = compiler.compile(format="pdf", pdf_standards="ua-1", sys_inputs={"sheet": f"{name}.typ"})
        with open(f"{here}/typst-pdf/{name}.pdf", "wb") as f:
            f.write(pdf)


def words(folder, names):
    text = "".join(subprocess.run(["pdftotext", f"{folder}/{n}.pdf", "-"], capture_output=True, text=True).stdout for n in names)
    return len(text.split())


def pages(folder, names):
    said = (subprocess.run(["pdfinfo", f"{folder}/{n}.pdf"], capture_output=True, text=True).stdout for n in names)
    return sum(int(re.search(r"Pages: *(\d+)", s)[1]) for s in said)


def bytes_of(folder, names):
    return sum(os.path.getsize(f"{folder}/{n}.pdf") for n in names)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("regimen", type=os.path.abspath)
    ap.add_argument("library", type=os.path.abspath)
    ap.add_argument("fonts", type=os.path.abspath)
    ap.add_argument("work", type=os.path.abspath)
    ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--typst", nargs="+", help=argparse.SUPPRESS)
    a = ap.parse_args()
    here = a.work
    if a.typst:
        return typst(here, a.fonts, a.typst)
    shutil.rmtree(here, ignore_errors=True)
    for folder in ("typst/figures", "typst-pdf"):
        os.makedirs(f"{here}/{folder}")
    names = prepare(a, here)
    sheets = [a.regimen, "export", "handout-pdf", "--layout", "full", "--library", a.library, "--out", f"{here}/out", "--quiet"]
    drawing = cost(sheets)
    ours, theirs = f"{here}/out/handout-pdf", f"{here}/typst-pdf"
    python = [sys.executable, os.path.abspath(__file__), a.regimen, a.library, a.fonts, here, "--typst"]
    one = names[len(names) // 2]
    cases = {
        "one": (sheets + ["--force", one], python + [one]),
        "all": (sheets + ["--force"], python + names),
    }
    import_only = cost([sys.executable, "-c", "import typst"])
    for what, pair in cases.items():
        rounds = [[cost(command) for command in pair] for _ in range(a.rounds)]
        some = [one] if what == "one" else names
        print(f"{len(some)} of {len(names)} sheets")
        for who, folder, side in (("regimen", ours, 0), ("typst", theirs, 1)):
            cpu = statistics.median(r[side][0] for r in rounds)
            peak = statistics.median(r[side][1] for r in rounds)
            print(
                f"  {who:8} {cpu:7.3f} s of CPU, {peak:6.1f} MiB, {words(folder, some)} words,"
                f" {pages(folder, some)} pages, {bytes_of(folder, some)} bytes"
            )
        for unit, i in (("CPU", 0), ("peak", 1)):
            ratios = sorted(r[0][i] / r[1][i] for r in rounds)
            print(f"  {unit}, ratio: {ratios[0]:.2f} least, {statistics.median(ratios):.2f} median, {ratios[-1]:.2f} most")
    again = cost(sheets + ["--force"])
    print(f"figures: the first run, that draws them, takes {drawing[0] - again[0]:.2f} s of CPU more, and {drawing[1]:.1f} MiB")
    print(f"Python with Typst and nothing to do: {import_only[0]:.3f} s of CPU, {import_only[1]:.1f} MiB")


if __name__ == "__main__":
    main()
