// One set of marks, two papers: a canvas, and an SVG file. What is drawn with either looks the same.
export const FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif";
export const fontOf = (size, isBold) => `${isBold ? "600 " : ""}${size}px ${FONT}`;

// The corners of a thing's shape around (x, y), of "radius" r; null for round ones.
export function corners(type, x, y, r) {
  const at = (...points) => points.map(([dx, dy]) => [x + dx * r, y + dy * r]);
  switch (type) {
    case "State": case "Organization": return at([-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]);
    case "MilitaryUnit": return at([-1.1, 0], [-0.55, -0.95], [0.55, -0.95], [1.1, 0], [0.55, 0.95], [-0.55, 0.95]);
    case "Place": return at([-0.95, 0.95], [-0.95, -0.2], [0, -1.1], [0.95, -0.2], [0.95, 0.95]);
    case "Event": return at([-0.65, -0.85], [1.25, -0.85], [0.65, 0.85], [-1.25, 0.85]);
    default: return null;
  }
}

// The corners of what stands at the end of a line, its point at (x, y), pointing along (dx, dy); `open` ones are strokes.
export function headCorners(shape, x, y, dx, dy, size) {
  const at = (...points) => points.map(([back, side]) => [x - dx * back * size - dy * side * size, y - dy * back * size + dx * side * size]);
  switch (shape) {
    case "triangle": return at([0, 0], [1.15, 0.5], [1.15, -0.5]);
    case "diamond": return at([0, 0], [0.7, 0.48], [1.4, 0], [0.7, -0.48]);
    case "square": return at([0, 0.42], [0.84, 0.42], [0.84, -0.42], [0, -0.42]);
    case "bar": return at([0, 0.75], [0.25, 0.75], [0.25, -0.75], [0, -0.75]);
    default: return at([1, 0.5], [0, 0], [1, -0.5]);
  }
}

const LINES = 200;  // in one path: longer ones take more than linear time

export class CanvasPen {
  constructor(context) { this.context = context; this.lines = new Map(); }

  // Lines of one look are stroked at once: that is what makes thousands of them cheap.
  line(x1, y1, x2, y2, { colour, width, dash }) {
    const key = `${colour} ${width} ${dash.length}`;
    let group = this.lines.get(key);
    if (!group) this.lines.set(key, group = { colour, width, dash, points: [] });
    group.points.push(x1, y1, x2, y2);
  }
  flush() {
    const { context } = this;
    for (const { colour, width, dash, points } of this.lines.values()) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      for (let first = 0; first < points.length; first += 4 * LINES) {
        context.beginPath();
        for (let i = first; i < Math.min(points.length, first + 4 * LINES); i += 4) {
          context.moveTo(points[i], points[i + 1]);
          context.lineTo(points[i + 2], points[i + 3]);
        }
        context.stroke();
      }
    }
    context.setLineDash([]);
    this.lines.clear();
  }
  polygon(points, { fill, stroke, width = 1.4, isOpen = false, round = 0 }) {
    const { context } = this;
    context.beginPath();
    if (round > 0) context.roundRect(points[0][0], points[0][1], points[2][0] - points[0][0], points[2][1] - points[0][1], round);
    else {
      points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      if (!isOpen) context.closePath();
    }
    this.finish(fill, stroke, width);
  }
  circle(x, y, r, { fill, stroke, width = 1.4 }) {
    this.context.beginPath();
    this.context.arc(x, y, r, 0, 7);
    this.finish(fill, stroke, width);
  }
  // Many things of one look at once, each a list of corners or [x, y, r] of a circle.
  // (Chromium takes time quadratic in the length of a path for closePath: short paths, closed by a line.)
  crowd(shapes, { fill, stroke, width }) {
    const { context } = this;
    for (let first = 0; first < shapes.length; first += 100) {
      context.beginPath();
      for (const shape of shapes.slice(first, first + 100)) {
        if (typeof shape[0] === "number") {
          context.moveTo(shape[0] + shape[2], shape[1]);
          context.arc(...shape, 0, 7);
        } else {
          context.moveTo(...shape[0]);
          for (let i = shape.length - 1; i >= 0; --i) context.lineTo(...shape[i]);
        }
      }
      this.finish(fill, stroke, width);
    }
  }
  finish(fill, stroke, width) {
    const { context } = this;
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (stroke) { context.strokeStyle = stroke; context.lineWidth = width; context.stroke(); }
  }
  text(text, x, y, { size, colour, halo, isBold = false, anchor = "start" }) {
    const { context } = this;
    context.font = fontOf(size, isBold);
    context.textAlign = anchor === "middle" ? "center" : anchor;
    if (halo) {
      context.lineJoin = "round";
      context.strokeStyle = halo;
      context.lineWidth = 4;
      context.strokeText(text, x, y);
    }
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }
}

const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Text as XML 1.0 allows it. */
export const xml = (text) => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD").replace(/[&<>"']/g, (c) => XML[c]);

export class SvgPen {
  constructor(width, height, paper, title) {
    this.parts = [`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${xml(FONT)}" role="img">`,
      `<title>${xml(title)}</title>`, `<rect width="100%" height="100%" fill="${paper}"/>`];
  }
  line(x1, y1, x2, y2, { colour, width, dash, label }) {
    const named = label ? `><title>${xml(label)}</title></line>` : "/>";
    this.parts.push(`<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" stroke-width="${n(width)}"${dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : ""}${named}`);
  }
  flush() {}
  polygon(points, { fill, stroke, width = 1.4, isOpen = false, round = 0 }) {
    const look = `fill="${fill || "none"}"${stroke ? ` stroke="${stroke}" stroke-width="${n(width)}"` : ""}`;
    if (round > 0) this.parts.push(`<rect x="${n(points[0][0])}" y="${n(points[0][1])}" width="${n(points[2][0] - points[0][0])}" height="${n(points[2][1] - points[0][1])}" rx="${n(round)}" ${look}/>`);
    else this.parts.push(`<${isOpen ? "polyline" : "polygon"} points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(" ")}" ${look}/>`);
  }
  circle(x, y, r, { fill, stroke, width = 1.4 }) {
    this.parts.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill || "none"}"${stroke ? ` stroke="${stroke}" stroke-width="${n(width)}"` : ""}/>`);
  }
  text(text, x, y, { size, colour, halo, isBold = false, anchor = "start" }) {
    this.parts.push(`<text x="${n(x)}" y="${n(y)}" font-size="${size}"${isBold ? ' font-weight="600"' : ""} text-anchor="${anchor}" fill="${colour}"${halo ? ` stroke="${halo}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"` : ""}>${xml(text)}</text>`);
  }
  toString() { return [...this.parts, "</svg>"].join("\n"); }
}
const n = (value) => String(Math.round(value * 10) / 10);
