// The drawing: sigma over graphology, one node for each thing and one edge for each pair that anything is said of.
import Graph from "graphology";
import Sigma from "sigma";
import { createEdgeArrowHeadProgram, createEdgeClampedProgram, createEdgeCompoundProgram, drawStraightEdgeLabel, EdgeArrowProgram,
         EdgeDoubleArrowProgram } from "sigma/rendering";
import { GLYPHS, isDark, kindOf, lineColour, nodeColour, relationWords } from "./look.js";

// An arrow at its source, for lines whose relations all go that way.
const EdgeBackArrowProgram = createEdgeCompoundProgram([createEdgeClampedProgram(), createEdgeArrowHeadProgram({ extremity: "source" })]);

export class Drawing {
  constructor(place, data, act) {
    this.data = data;
    this.labels = [];
    this.paper = "#ffffff";
    this.graph = new Graph({ type: "directed", multi: true });
    for (const node of data.nodes) this.graph.addNode(node.index, { x: node.x, y: node.y, size: 4, hidden: true, label: "" });
    for (const line of data.lines) this.graph.addEdgeWithKey(line.key, line.a.index, line.b.index, { size: 1, hidden: true, label: "" });
    this.sigma = new Sigma(this.graph, place, {
      edgeProgramClasses: { arrow: EdgeArrowProgram, back: EdgeBackArrowProgram, double: EdgeDoubleArrowProgram },
      defaultEdgeType: "arrow", hideEdgesOnMove: data.lines.length > 4000, enableEdgeEvents: true, renderEdgeLabels: false,
      labelFont: "system-ui, sans-serif", labelSize: 13, labelDensity: 2, labelGridCellSize: 90, labelRenderedSizeThreshold: 4, edgeLabelSize: 11,
      edgeLabelFont: "system-ui, sans-serif", zIndex: true, minCameraRatio: 0.02, maxCameraRatio: 4, defaultDrawNodeHover: drawHover,
      defaultDrawEdgeLabel: (context, edge, ...rest) => { if (this.namesLines || edge.forceLabel) drawStraightEdgeLabel(context, edge, ...rest); },
      defaultDrawNodeLabel: (context, node, settings) => this.drawLabel(context, node, settings),
    });
    new ResizeObserver(() => { this.sigma.resize(); this.sigma.scheduleRefresh(); }).observe(place);
    this.sigma.on("beforeRender", () => { this.labels = []; });
    this.sigma.on("clickNode", ({ node }) => act.select(data.nodes[node].id));
    this.sigma.on("doubleClickNode", (event) => { event.preventSigmaDefault(); act.focus(data.nodes[event.node].id); });
    this.sigma.on("clickEdge", ({ edge }) => act.select(edge));
    this.sigma.on("clickStage", () => act.select(null));
    this.sigma.on("enterEdge", () => { place.style.cursor = "pointer"; });
    this.sigma.on("leaveEdge", () => { place.style.cursor = ""; });
    this.sigma.on("enterNode", () => { place.style.cursor = "pointer"; });
    this.sigma.on("leaveNode", () => { place.style.cursor = ""; });
  }

  update(seen, state, words, path) {
    this.paper = this.data.colours[isDark(state) ? "dark" : "light"].paper;
    const dark = isDark(state), onPath = new Set(path ?? []);
    const shownLines = new Map();
    for (const edge of seen.edges) {
      if (!shownLines.has(edge.line)) shownLines.set(edge.line, []);
      shownLines.get(edge.line).push(edge);
    }
    const selectedLine = shownLines.has(this.data.lines.find((line) => line.key === state.selected)) ? state.selected : null;
    const degrees = new Map();
    for (const line of shownLines.keys()) for (const end of [line.a, line.b]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
    const near = this.lit(shownLines, state, onPath), pale = isDark(state) ? "#2e343c" : "#e2e2e2";
    this.graph.updateEachNodeAttributes((key, attributes) => {
      const node = this.data.nodes[key], isLit = near === null || near.has(node);
      attributes.hidden = !seen.nodes.has(node);
      attributes.size = 3.5 + 1.6 * Math.sqrt(degrees.get(node) ?? 0);
      attributes.color = isLit ? nodeColour(node, this.data, state) : pale;
      attributes.label = isLit ? `${GLYPHS[node.type]} ${[...node.name].slice(0, 60).join("")}` : "";
      attributes.highlighted = node.id === state.selected;
      attributes.forceLabel = near !== null && isLit;
      attributes.isNamed = node.id === state.selected || onPath.has(node) || (near !== null && near.size === 2 && isLit);
      attributes.zIndex = attributes.isNamed ? 3 : isLit ? 2 : 1;
      return attributes;
    });
    this.graph.updateEachEdgeAttributes((key, attributes, source, target) => {
      const line = this.data.lines[this.lineIndex(key)], edges = shownLines.get(line);
      attributes.hidden = edges === undefined;
      if (attributes.hidden) return attributes;
      const isOnPath = onPath.has(line.a) && onPath.has(line.b);
      attributes.color = this.isLitLine(line, near, state, onPath) ? lineColour(kindOf(edges), this.data, state) : pale;
      attributes.size = Math.min(6, 1 + Math.log2(Math.max(...edges.map((edge) => edge.sources)))) * (key === selectedLine || isOnPath ? 2 : 1);
      const forth = edges.some((e) => e.subject === line.a || e.relation.symmetric), back = edges.some((e) => e.subject === line.b || e.relation.symmetric);
      attributes.type = forth && back ? "double" : back ? "back" : "arrow";
      attributes.label = [...new Set(edges.map((edge) => relationWords(edge, words, state.language)))].slice(0, 3).join(" · ");
      attributes.forceLabel = key === selectedLine || isOnPath;
      attributes.zIndex = attributes.forceLabel ? 3 : attributes.color === pale ? 0 : 1;
      return attributes;
    });
    this.namesLines = state.labels;
    // Each change of a setting draws everything anew: only what has changed is set.
    const set = (name, value) => { if (JSON.stringify(this.sigma.getSetting(name)) !== JSON.stringify(value)) this.sigma.setSetting(name, value); };
    const ink = { color: dark ? "#f2f2f2" : "#1a1a1a" };
    set("renderEdgeLabels", state.labels || selectedLine !== null || onPath.size > 0);
    set("labelColor", ink);
    set("edgeLabelColor", ink);
    this.sigma.refresh();
  }

  /** The things that stand out: what is selected and what it touches, or a path; null if nothing is selected. */
  lit(shownLines, state, onPath) {
    if (onPath.size > 0) return onPath;
    const near = new Set();
    for (const line of shownLines.keys())
      if (line.key === state.selected || line.a.id === state.selected || line.b.id === state.selected) near.add(line.a).add(line.b);
    return near.size > 0 ? near : null;
  }

  isLitLine(line, near, state, onPath) {
    if (near === null || line.key === state.selected) return true;
    return onPath.size > 0 ? onPath.has(line.a) && onPath.has(line.b) : line.a.id === state.selected || line.b.id === state.selected;
  }

  // A name is drawn where no other name stands yet; sigma draws the larger nodes' names first.
  drawLabel(context, node, settings) {
    if (!node.label) return;
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    const x = node.x + node.size + 3, y = node.y + settings.labelSize / 3;
    const box = { left: x - 2, right: x + context.measureText(node.label).width + 2, top: y - settings.labelSize, bottom: y + 4 };
    const isTaken = this.labels.some((b) => b.left < box.right && box.left < b.right && b.top < box.bottom && box.top < b.bottom);
    if (isTaken && !node.isNamed) return;
    this.labels.push(box);
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = this.paper;
    context.strokeText(node.label, x, y);
    context.fillStyle = settings.labelColor.color;
    context.fillText(node.label, x, y);
  }

  lineIndex(key) {
    if (!this.indices) this.indices = new Map(this.data.lines.map((line, index) => [line.key, index]));
    return this.indices.get(key);
  }

  camera() { return this.sigma.getCamera(); }
  lookAt(node) {
    const at = this.sigma.getNodeDisplayData(node.index);
    if (at) this.camera().animate({ x: at.x, y: at.y, ratio: Math.min(this.camera().ratio, 0.5) }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
  }

  /** Everything that is seen, drawn once more on a plain canvas; sigma's own layers cannot be read back. */
  toCanvas(paper) {
    this.sigma.refresh();
    const { width, height } = this.sigma.getDimensions(), canvas = document.createElement("canvas"), scale = 2;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    const { lines, nodes, ink } = this.shapes();
    for (const line of lines) {
      context.strokeStyle = line.colour;
      context.lineWidth = line.width;
      context.beginPath();
      context.moveTo(line.x1, line.y1);
      context.lineTo(line.x2, line.y2);
      context.stroke();
    }
    context.font = "13px system-ui, sans-serif";
    for (const node of nodes) {
      context.fillStyle = node.colour;
      context.beginPath();
      context.arc(node.x, node.y, node.r, 0, 7);
      context.fill();
      context.fillStyle = ink;
      context.fillText(node.label, node.x + node.r + 3, node.y + 4);
    }
    return canvas;
  }

  /** What is seen as shapes in the plane of the screen. */
  shapes() {
    const at = (key) => {
      const { x, y, size } = this.sigma.getNodeDisplayData(key), place = this.sigma.framedGraphToViewport({ x, y });
      return { ...place, r: this.sigma.scaleSize(size) };
    };
    const lines = [], nodes = [];
    this.graph.forEachEdge((key, attributes, source, target) => {
      if (attributes.hidden || this.graph.getNodeAttribute(source, "hidden") || this.graph.getNodeAttribute(target, "hidden")) return;
      const a = at(source), b = at(target);
      lines.push({ x1: a.x, y1: a.y, x2: b.x, y2: b.y, colour: attributes.color, width: attributes.size, label: attributes.label });
    });
    this.graph.forEachNode((key, attributes) => {
      if (!attributes.hidden) nodes.push({ ...at(key), colour: attributes.color, label: attributes.label });
    });
    return { lines, nodes, ink: this.sigma.getSetting("labelColor").color };
  }
}

// The name under the pointer, on paper of the page's colour.
function drawHover(context, data, settings) {
  if (!data.label) return;
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  const width = context.measureText(data.label).width, ink = settings.labelColor.color;
  context.fillStyle = ink === "#1a1a1a" ? "#ffffff" : "#15181d";
  context.strokeStyle = ink;
  context.beginPath();
  context.roundRect(data.x - data.size - 4, data.y - 12, data.size * 2 + width + 14, 24, 6);
  context.fill();
  context.stroke();
  context.fillStyle = data.color;
  context.beginPath();
  context.arc(data.x, data.y, data.size, 0, 7);
  context.fill();
  context.fillStyle = ink;
  context.fillText(data.label, data.x + data.size + 3, data.y + 5);
}
