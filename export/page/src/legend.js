// What shapes, arrows and dashes mean, drawn with the very marks of the drawing.
import { campName } from "./data.js";
import { element, isolated } from "./element.js";
import { coloursOf, DASHES, lineColour, nodeColours } from "./look.js";
import { corners, headCorners } from "./pen.js";

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
const image = (width, ...children) => svg("svg", { width, height: 18, viewBox: `0 0 ${width} 18`, "aria-hidden": "true" }, ...children);
const pointsOf = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/** A thing of that type, small. */
export function nodeIcon(type, graph, state) {
  const { fill, border } = nodeColours({ type, camp: null }, graph, { ...state, camps: false }), look = { fill, stroke: border, "stroke-width": 1.5 };
  const points = corners(type, 11, 9, 7);
  const shape = type === "State" ? svg("rect", { x: 4.3, y: 2.3, width: 13.4, height: 13.4, rx: 4, ...look })
    : points ? svg("polygon", { points: pointsOf(points), ...look }) : svg("circle", { cx: 11, cy: 9, r: 7, ...look });
  return image(22, shape, ...(type === "Group" ? [svg("circle", { cx: 11, cy: 9, r: 4.5, fill: "none", stroke: border })] : []));
}

function lineIcon(colour, paper, { shape, isFull = true, dash = [], width = 1.8 }) {
  const isOpen = shape === "vee", head = pointsOf(headCorners(shape, 38, 9, 1, 0, 9));
  return image(42, svg("line", { x1: 2, y1: 9, x2: 37, y2: 9, stroke: colour, "stroke-width": width, "stroke-dasharray": dash.join(" ") }),
    ...(shape ? [svg(isOpen ? "polyline" : "polygon", { points: head, fill: isOpen ? "none" : isFull ? colour : paper, stroke: colour, "stroke-width": 1.4 })] : []));
}

// The camps by colour, number and name, which colours alone would not tell.
function campRows(graph, state) {
  return [...graph.camps.keys()].filter((camp) => graph.camps[camp]?.length > 1).map((camp) => {
    const { fill, border } = nodeColours({ type: "State", camp }, graph, { ...state, camps: true });
    return element("li", { className: "camp" }, image(22, svg("rect", { x: 4.3, y: 2.3, width: 13.4, height: 13.4, rx: 4, fill, stroke: border, "stroke-width": 1.5 })), isolated(campName(graph, camp, state.language)));
  });
}

export function legend(graph, state, words) {
  const { paper, faint } = coloursOf(graph, state), row = (icon, text) => element("li", {}, icon, ` ${text}`);
  const line = (kind, isFull, shape, text) => row(lineIcon(lineColour(kind, isFull, graph, state), paper, { shape, isFull }), text);
  return element("ul", { className: "legend" }, ...(state.camps ? campRows(graph, state) : []),
    line("cooperation", false, "triangle", `${words.cooperation}, ${words.inWords}`), line("cooperation", true, "triangle", `${words.cooperation}, ${words.inDeeds}`),
    line("conflict", false, "diamond", `${words.conflict}, ${words.inWords}`), line("conflict", true, "diamond", `${words.conflict}, ${words.inDeeds}`),
    line("mixed", true, "square", words.mixed), line("structural", false, "vee", words.structural),
    row(lineIcon(faint, paper, { dash: DASHES.actual }), words.actual), row(lineIcon(faint, paper, { dash: DASHES.reported }), words.reported),
    row(lineIcon(faint, paper, { dash: DASHES.possible }), `${words.possible}, ${words.planned}`), row(lineIcon(faint, paper, { shape: "bar" }), `✗ ${words.negated}`),
    row(lineIcon(faint, paper, { width: 4.5 }), words.thicker));
}
