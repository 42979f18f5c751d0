// The drawing: a plane of things and lines on a canvas, with a camera over it. One line stands for all that is said of a
// pair. Two-dimensional canvas rather than WebGL: it draws dashes, shapes and arrows, its marks can be written as SVG as
// they are, and it is fast without a graphics processor, which many newsroom machines lack (figures in docs/viewer.md).
import { Labels } from "./labels.js";
import { coloursOf, isDark, lineLook, nodeColours, relationWords } from "./look.js";
import { weightsOf } from "./weight.js";
import { CanvasPen, corners, headCorners, SvgPen } from "./pen.js";

const MARGIN = { x: 90, y: 50 }, NARROW = 7;  // px around what is shown, for names; on a narrow screen a share of it
const MANY_LINES = 1500;  // while more than this move, not every frame is painted anew
const MANY_THINGS = 600;  // more than this are drawn all of one look at once, without the finer strokes
const DOUBLE_CLICK = 350;  // ms that a view waits for a second click
const CLOSE = 1.5;  // times larger than all of it: the reader looks at a part
const PAUSE = 250;  // ms
const FINGER = 18;  // px around a finger that it may mean
const PANEL = 420;  // px that the panel takes at most, on the right
const NAME = 48;  // code points of a name on the drawing
const NAMED_LINES = 120;  // fewer than this on the screen are named without being asked
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function shortened(name) {
  const points = [...name];
  return points.length > NAME ? `${points.slice(0, NAME).join("").trimEnd()}…` : name;
}

export class Drawing {
  constructor(place, data, act) {
    Object.assign(this, { place, data, act, nodes: [], lines: [], camera: { x: 0, y: 0, scale: 1 }, fitScale: 1, hovered: null, isMoving: false });
    this.canvas = document.createElement("canvas");
    place.append(this.canvas);
    this.context = this.canvas.getContext("2d");
    this.labels = new Labels(this.context);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(place);
    this.resize();
  }

  // ---- What is shown

  update(seen, state, words, path) {
    this.painted = null;
    const shown = new Map(), onPath = new Set(path);
    for (const edge of seen.edges) {
      if (!shown.has(edge.line)) shown.set(edge.line, []);
      shown.get(edge.line).push(edge);
    }
    const isNear = (line) => onPath.size > 0 ? onPath.has(line.a) && onPath.has(line.b)
      : line.key === state.selected || line.a.id === state.selected || line.b.id === state.selected;
    const near = new Set(onPath);
    for (const line of shown.keys()) if (isNear(line)) near.add(line.a).add(line.b);
    const isAllLit = near.size === 0;
    this.colours = coloursOf(this.data, state);
    this.state = state;
    this.weights = weightsOf(this.data, state.size);
    this.lines = [...shown].map(([line, edges]) => {
      const isLit = isAllLit || isNear(line);
      return { line, isLit, isStrong: !isAllLit && isLit, look: lineLook(line, edges, this.data, state),
               label: () => [...new Set(edges.map((edge) => relationWords(edge, words, state.language)))].slice(0, 3).join(" · ") };
    });
    this.nodes = [...seen.nodes].map((node) => ({ node, isLit: isAllLit || near.has(node), isNear: near.has(node), isStrong: node.id === state.selected || onPath.has(node),
      colours: nodeColours(node, this.data, state), name: shortened(node.spoken[state.language]) }));
    // The least linked first: whoever matters most is drawn on top, and named first.
    this.nodes.sort((p, q) => p.isLit - q.isLit || this.weights[p.node.index] - this.weights[q.node.index] || p.node.index - q.node.index);
    this.draw();
  }

  // ---- Camera

  toScreen(x, y) {
    const { camera, width, height } = this;
    return [(x - camera.x) * camera.scale + width / 2, (y - camera.y) * camera.scale + height / 2];
  }
  toPlane(x, y) {
    const { camera, width, height } = this;
    return [(x - width / 2) / camera.scale + camera.x, (y - height / 2) / camera.scale + camera.y];
  }
  get margin() { return Math.min(MARGIN.x, this.width / NARROW); }
  get zoom() { return clamp(Math.pow(this.camera.scale / this.fitScale, 0.35), 0.7, 2.2); }
  radius(node) { return (4.5 + 2 * Math.sqrt(this.weights[node.index])) * this.sizes; }

  /** Everything that is shown, as large as it fits. */
  fit(isSmooth = false) {
    this.resize();
    const nodes = this.nodes.map(({ node }) => node);
    if (nodes.length === 0) return;
    const { x, y, scale } = this.cameraFor(nodes);
    this.fitScale = clamp(scale, 1e-4, 3);
    // In a crowd, things are smaller, so that there is paper between them.
    this.crowd = clamp(Math.sqrt((this.width * this.height) / nodes.length) / 55, 0.45, 1.25);
    this.moveTo({ x, y, scale: this.fitScale }, isSmooth);
  }
  /** These, as large as they fit, but not beyond what can be read at once. */
  frameOf(nodes) {
    this.resize();
    const { x, y, scale } = this.cameraFor(nodes);
    this.moveTo({ x, y, scale: clamp(scale, this.fitScale / 2, Math.max(1.5, this.fitScale * 8)) }, true);
  }
  /** After a filter: once the reader pauses, everything that is left, unless the reader has gone closer to some of it. */
  refit() {
    clearTimeout(this.refitting);
    this.refitting = setTimeout(() => {
      const isClose = this.camera.scale > this.fitScale * CLOSE && this.nodesOnScreen().length > 0;
      if (!isClose) this.fit(true);
    }, PAUSE);
  }
  cameraFor(nodes) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of nodes) {
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    const scale = Math.min((this.width - 2 * this.margin) / Math.max(1, right - left), (this.height - 2 * MARGIN.y) / Math.max(1, bottom - top));
    return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
  }
  moveTo(target, isSmooth) {
    cancelAnimationFrame(this.flight);
    const from = { ...this.camera }, start = performance.now(), length = isSmooth && !isCalm() ? 350 : 0;
    const step = (now) => {
      const t = length ? clamp((now - start) / length, 0, 1) : 1, ease = t * (2 - t);
      for (const key of ["x", "y", "scale"]) this.camera[key] = from[key] + (target[key] - from[key]) * ease;
      this.isMoving = t < 1;
      if (t < 1) this.flight = requestAnimationFrame(step);
      this.draw();
    };
    if (length) this.flight = requestAnimationFrame(step);
    else step(start);
  }
  pan(dx, dy) { this.moveTo({ ...this.camera, x: this.camera.x - dx / this.camera.scale, y: this.camera.y - dy / this.camera.scale }); }
  zoomBy(factor, x = this.width / 2, y = this.height / 2) {
    const [px, py] = this.toPlane(x, y), scale = clamp(this.camera.scale * factor, this.fitScale / 4, Math.max(4, this.fitScale * 40));
    this.camera = { scale, x: px - (x - this.width / 2) / scale, y: py - (y - this.height / 2) / scale };
    this.draw();
  }
  /** Moves so that a thing is seen; with `isClose`, so that it and its neighbours fill the screen. */
  lookAt(node, isClose = false) {
    this.resize();
    if (isClose) {
      const around = this.nodes.filter((drawn) => drawn.isNear).map((drawn) => drawn.node);
      const reach = (axis) => Math.max(...around.map((other) => Math.abs(other[axis] - node[axis])), 1);
      const scale = Math.min((this.width / 2 - this.margin) / reach("x"), (this.height / 2 - MARGIN.y) / reach("y"));
      return this.moveTo({ x: node.x, y: node.y, scale: clamp(scale, this.fitScale, Math.max(1.5, this.fitScale * 8)) }, true);
    }
    const [x, y] = this.toScreen(node.x, node.y), isIn = x > this.margin && y > MARGIN.y && x < this.width - this.margin && y < this.height - MARGIN.y;
    if (!isIn || this.camera.scale < this.fitScale) this.moveTo({ x: node.x, y: node.y, scale: Math.max(this.camera.scale, this.fitScale) }, true);
  }
  resize() {
    const { width, height } = this.place.getBoundingClientRect(), ratio = Math.min(window.devicePixelRatio || 1, 2);
    if (width === this.width && height === this.height) return;
    // What stands at the left top stays there.
    if (this.width) this.camera = { ...this.camera, x: this.camera.x + (width - this.width) / 2 / this.camera.scale, y: this.camera.y + (height - this.height) / 2 / this.camera.scale };
    Object.assign(this, { width, height, ratio });
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.painted = null;
    if (this.nodes.length) this.draw();
  }

  // ---- Drawing

  draw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const isMany = this.isMoving && this.lines.length > MANY_LINES;
      if (isMany) this.finishLater();
      if (isMany && !this.isDragging && this.shift()) return;
      this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      this.context.clearRect(0, 0, this.width, this.height);
      this.paint(new CanvasPen(this.context), isMany && this.isDragging);
      this.painted = { camera: { ...this.camera }, copy: null };
    });
  }
  // While many lines move, what was painted last is shifted and scaled, up to a third of the screen; then it is painted anew.
  shift() {
    if (!this.painted) return false;
    const { camera } = this.painted, { width, height } = this, k = this.camera.scale / camera.scale, [x, y] = this.toScreen(camera.x, camera.y);
    if (k < 0.6 || k > 1.8 || Math.abs(x - width / 2) > width / 3 || Math.abs(y - height / 2) > height / 3) return false;
    if (!this.painted.copy) {
      const copy = this.painted.copy = document.createElement("canvas");
      copy.width = this.canvas.width;
      copy.height = this.canvas.height;
      copy.getContext("2d").drawImage(this.canvas, 0, 0);
    }
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
    this.context.drawImage(this.painted.copy, x - (width / 2) * k, y - (height / 2) * k, width * k, height * k);
    return true;
  }
  // Once the hand rests, what was left out while moving is drawn.
  finishLater() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => { this.isMoving = false; this.draw(); }, 140);
  }

  paint(pen, isRough = false) {
    const { colours, state } = this, pale = isDark(state) ? "#31373f" : "#dedede";
    this.sizes = this.crowd * this.zoom;
    const onScreen = this.linesOnScreen(), places = this.nodesOnScreen(), many = onScreen.length > 3000;
    for (const isLit of [false, true]) {
      const heads = [];
      for (const drawn of onScreen) {
        if (drawn.isLit !== isLit) continue;
        const { look } = drawn, colour = isLit ? look.colour : pale;
        const isHot = drawn.isStrong || drawn === this.hovered;
        // Lines of one pixel of the screen are the fastest by far.
        const width = isRough ? 1 / this.ratio : Math.max(0.6, look.width * (isHot ? 1.6 : 1) * clamp(this.crowd, 0.6, 1));
        const ends = this.ends(drawn);
        if (!ends) continue;
        const [x1, y1, x2, y2, dx, dy, length] = ends, size = (5.5 + 1.3 * width) * clamp(this.zoom, 0.8, 1.3);
        const hasHeads = !isRough && isLit && length > size * 1.5 && (!many || isHot);
        pen.line(x1, y1, x2, y2, { colour, width, dash: isRough || many ? [] : look.dash, label: pen instanceof SvgPen ? drawn.label() : "" });
        if (hasHeads && look.atB) heads.push([look.atB, x2, y2, dx, dy, size, colour, width]);
        if (hasHeads && look.atA) heads.push([look.atA, x1, y1, -dx, -dy, size, colour, width]);
      }
      pen.flush();
      for (const [head, x, y, dx, dy, size, colour, width] of heads) {
        const isOpen = head.shape === "vee";
        pen.polygon(headCorners(head.shape, x, y, dx, dy, size), { fill: isOpen ? "" : head.isFull ? colour : colours.paper, stroke: colour, width: Math.min(width, 1.6), isOpen });
      }
    }
    if (places.length > MANY_THINGS && pen instanceof CanvasPen) this.paintCrowd(pen, places, pale);
    else for (const { drawn, x, y, r } of places) this.paintNode(pen, drawn, x, y, r, pale);
    this.paintNames(pen, onScreen, places, isRough);
  }

  paintCrowd(pen, places, pale) {
    const looks = new Map(), strong = [];
    for (const place of places) {
      const { drawn: { node, isLit, isStrong, colours }, x, y, r } = place;
      if (isStrong) { strong.push(place); continue; }
      const look = { fill: isLit ? colours.fill : this.colours.paper, stroke: isLit ? colours.border : pale, width: 1.2 }, key = look.fill + look.stroke + isLit;
      if (!looks.has(key)) looks.set(key, { look, shapes: [] });
      looks.get(key).shapes.push(corners(node.type, x, y, r) ?? [x, y, r]);
    }
    for (const { look, shapes } of looks.values()) pen.crowd(shapes, look);
    for (const { drawn, x, y, r } of strong) this.paintNode(pen, drawn, x, y, r, pale);
  }

  paintNode(pen, { node, isLit, isStrong, colours }, x, y, r, pale) {
    const look = { fill: isLit ? colours.fill : this.colours.paper, stroke: isLit ? colours.border : pale, width: isStrong ? 3 : 1.5 };
    if (isStrong) pen.circle(x, y, r * 1.25 + 4, { stroke: colours.border, width: 1.5 });
    const points = corners(node.type, x, y, r);
    if (points) pen.polygon(points, { ...look, round: node.type === "State" ? r * 0.5 : 0 });
    else pen.circle(x, y, r, look);
    if (node.type === "Group") pen.circle(x, y, r * 0.68, { stroke: look.stroke, width: 1.2 });
    if (this.state.camps && isLit && node.camp !== null && r > 7) pen.text(String(node.camp + 1), x, y + r * 0.38, { size: Math.round(r), colour: "#ffffff", halo: "#00000088", anchor: "middle", isBold: true });
  }

  paintNames(pen, onScreen, places, isRough) {
    const { labels, colours } = this;
    labels.clear(this.width, this.height);
    for (const { drawn, x, y, r } of places) labels.block(x - r, y - r, x + r, y + r, drawn.isStrong);
    // What the mouse points at moves no other words: it is named last, where there is room or not.
    const isHot = (drawn) => drawn.isStrong;
    let isHoveredNamed = false;
    // Names of things, the most linked first; then words on lines, where there is room.
    const named = [...places].reverse().sort((p, q) => isHot(q.drawn) - isHot(p.drawn));
    let rank = 0;
    for (const { drawn, x, y, r } of isRough ? named.slice(0, 40) : named) {
      if (!drawn.isLit) continue;
      const mayCover = ++rank <= 30 && this.weights[drawn.node.index] > 3;
      const size = Math.round(clamp(11 + this.weights[drawn.node.index] / 6, 11, 15) * clamp(this.zoom, 0.9, 1.25)), isBold = drawn.isStrong || this.weights[drawn.node.index] > 11;
      const place = labels.place(drawn.name, size, isBold, x, y, r, isHot(drawn) ? 2 : mayCover || drawn.isNear ? 1 : 0);
      if (place && drawn === this.hovered) isHoveredNamed = true;
      for (const line of place?.lines ?? []) pen.text(line.text, place.x, line.y, { size, colour: colours.ink, halo: colours.paper, isBold, anchor: place.anchor });
    }
    const isEvery = this.state.labels || onScreen.length <= NAMED_LINES;
    if (isRough) return;
    for (const drawn of [...onScreen].sort((p, q) => isHot(q) - isHot(p) || q.look.width - p.look.width)) {
      if (!isHot(drawn) && !(isEvery && drawn.isLit)) continue;
      const ends = this.ends(drawn);
      if (!ends) continue;
      const place = labels.along(drawn.label(), 10.5, ends, isHot(drawn));
      if (place && drawn === this.hovered) isHoveredNamed = true;
      if (place) pen.text(place.text, place.x, place.y, { size: 10.5, colour: drawn.look.colour, halo: colours.paper, anchor: "middle" });
    }
    if (this.hovered && !isHoveredNamed) this.nameHovered(pen, onScreen, places);
  }

  nameHovered(pen, onScreen, places) {
    const { hovered, labels, colours } = this, size = 12, place = places.find(({ drawn }) => drawn === hovered);
    if (place) {
      const { lines, x, anchor } = labels.place(hovered.name, size, true, place.x, place.y, place.r, 2);
      for (const line of lines) pen.text(line.text, x, line.y, { size, colour: colours.ink, halo: colours.paper, isBold: true, anchor });
    } else if (onScreen.includes(hovered)) {
      const ends = this.ends(hovered);
      if (ends) pen.text(hovered.label(), (ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2 + size * 0.34, { size: 10.5, colour: hovered.look.colour, halo: colours.paper, anchor: "middle" });
    }
  }

  nodesOnScreen() {
    const places = [];
    for (const drawn of this.nodes) {
      const [x, y] = this.toScreen(drawn.node.x, drawn.node.y), r = this.radius(drawn.node);
      if (x > -r && y > -r && x < this.width + r && y < this.height + r) places.push({ drawn, x, y, r });
    }
    return places;
  }
  linesOnScreen() {
    const [left, top] = this.toPlane(0, 0), [right, bottom] = this.toPlane(this.width, this.height);
    return this.lines.filter(({ line: { a, b } }) => Math.max(a.x, b.x) > left && Math.min(a.x, b.x) < right && Math.max(a.y, b.y) > top && Math.min(a.y, b.y) < bottom);
  }
  // A line from border to border: its ends, its direction, its length; null if nothing is between the things.
  ends({ line: { a, b } }) {
    const [ax, ay] = this.toScreen(a.x, a.y), [bx, by] = this.toScreen(b.x, b.y), whole = Math.hypot(bx - ax, by - ay);
    const ra = this.radius(a) * 1.1 + 2, rb = this.radius(b) * 1.1 + 2, length = whole - ra - rb;
    if (length <= 0) return null;
    const dx = (bx - ax) / whole, dy = (by - ay) / whole;
    return [ax + dx * ra, ay + dy * ra, bx - dx * rb, by - dy * rb, dx, dy, length];
  }

  // ---- Mouse, finger, wheel

  /** The thing or line at a place of the screen, or null; a finger means what is near it. */
  at(x, y, isFinger = false) {
    if (!this.sizes) return null;
    for (const { drawn, x: nx, y: ny, r } of this.nodesOnScreen().reverse()) if (Math.hypot(nx - x, ny - y) < Math.max(r, isFinger ? FINGER : 7) + 2) return drawn;
    let best = null, nearest = isFinger ? FINGER : 6;
    for (const drawn of this.linesOnScreen()) {
      const ends = this.ends(drawn);
      if (!ends) continue;
      const [x1, y1, , , dx, dy, length] = ends, along = clamp((x - x1) * dx + (y - y1) * dy, 0, length);
      const distance = Math.hypot(x - x1 - dx * along, y - y1 - dy * along);
      if (distance < nearest) { nearest = distance; best = drawn; }
    }
    return best;
  }

  listen() {
    const { place } = this, pointers = new Map();
    let moved = 0, grabbed = null, wasPinched = false;
    const slack = (event) => (event.pointerType === "touch" ? 10 : 4);  // px that a hand trembles
    const where = (event) => { const box = place.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
    place.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      place.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, where(event));
      if (pointers.size === 1) { moved = 0; wasPinched = false; }
      else wasPinched = true;
      grabbed = wasPinched ? null : this.at(...where(event), event.pointerType === "touch");
    });
    place.addEventListener("pointermove", (event) => {
      const [x, y] = where(event), before = pointers.get(event.pointerId);
      if (!before) return event.pointerType === "touch" ? undefined : this.hover(this.at(x, y));
      const dx = x - before[0], dy = y - before[1];
      moved += Math.abs(dx) + Math.abs(dy);
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
        // What lies between the fingers goes with them.
        this.pan(dx / 2, dy / 2);
        this.zoomBy(Math.hypot(x - other[0], y - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])), (x + other[0]) / 2, (y + other[1]) / 2);
      } else if (moved > slack(event)) {
        this.isMoving = true;
        this.isDragging = Boolean(grabbed?.node);
        if (this.isDragging) {
          grabbed.node.x += dx / this.camera.scale;
          grabbed.node.y += dy / this.camera.scale;
          this.draw();
        } else this.camera = { ...this.camera, x: this.camera.x - dx / this.camera.scale, y: this.camera.y - dy / this.camera.scale };
        this.draw();
      }
      pointers.set(event.pointerId, [x, y]);
    });
    const release = (event) => {
      if (!pointers.delete(event.pointerId)) return;
      if (pointers.size > 0) return;
      if (moved <= slack(event) && !wasPinched && event.type === "pointerup") this.click(grabbed, where(event)[0]);
      this.isMoving = this.isDragging = false;
      this.draw();
    };
    place.addEventListener("pointerup", release);
    place.addEventListener("pointercancel", release);
    place.addEventListener("pointerleave", () => this.hover(null));
    place.addEventListener("dblclick", () => this.doubleClick());
    place.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.isMoving = true;
      this.finishLater();
      this.zoomBy(Math.exp(-clamp(event.deltaY, -120, 120) * (event.deltaMode === 1 ? 0.03 : 0.0018)), ...where(event));
    }, { passive: false });
  }
  // What the panel would cover waits for a second click.
  click(found, x) {
    clearTimeout(this.choice);
    this.clicks = [this.clicks?.[1], found?.node];
    const choose = () => this.act.select(found === null ? null : found.node ? found.node.id : found.line.key, DOUBLE_CLICK);
    if (found?.node && x > this.width - PANEL) this.choice = setTimeout(choose, DOUBLE_CLICK);
    else choose();
  }
  // The browser says what a double click is: it knows when the hand clicked, however late the page comes to hear of it.
  doubleClick() {
    const [first, second] = this.clicks ?? [];
    if (!second || first !== second) return;
    clearTimeout(this.choice);
    this.act.expand(second.id);
  }
  hover(found) {
    if (found === this.hovered) return;
    this.hovered = found;
    this.place.style.cursor = found ? "pointer" : "";
    this.draw();
  }

  // ---- To take along

  /** What is on the screen as a picture of `scale` pixels to one of the screen. */
  toCanvas(caption, scale = 3) {
    const canvas = document.createElement("canvas");
    canvas.width = this.width * scale;
    canvas.height = this.height * scale;
    const context = canvas.getContext("2d"), pen = new CanvasPen(context);
    context.scale(scale, scale);
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, this.width, this.height);
    this.paint(pen);
    this.paintCaption(pen, caption);
    return canvas;
  }
  toSvg(caption) {
    const pen = new SvgPen(this.width, this.height, this.colours.paper, caption);
    this.paint(pen);
    this.paintCaption(pen, caption);
    return pen.toString();
  }
  paintCaption(pen, caption) {
    pen.text(caption, 12, this.height - 12, { size: 11, colour: this.colours.faint, halo: this.colours.paper });
  }
}
