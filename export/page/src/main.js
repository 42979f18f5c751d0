import { isoDay, dayOf, MODALITIES, POLARITIES, readGraph, search } from "./data.js";
import { Drawing } from "./drawing.js";
import { element, isolated } from "./element.js";
import { freshState, fromHash, shortestPath, toHash, visible } from "./filter.js";
import { GLYPHS, isDark, lineColour, nodeColour } from "./look.js";
import { lineCard, nodeCard, pathCard, table } from "./panel.js";
import { download, toJsonLd, toSvg } from "./save.js";
import { WORDS } from "./words.js";

const at = (id) => document.getElementById(id);
const graph = readGraph(JSON.parse(at("data").textContent));
let state = fromHash(location.hash, graph);
let seen, drawing, playing = null;

// ---- What a reader can do; every act changes the state and draws anew.

const act = {
  select(id) { change({ selected: id }); if (id !== null) at("panel").focus(); },
  focus(id) { change({ focus: id, depth: 1, selected: id }); drawing.camera().animatedReset({ duration: 0 }); },
  widen() { change({ depth: state.depth + 1, focus: state.focus ?? state.selected }); },
  hide(id) { change({ hidden: new Set([...state.hidden, id]), selected: null }); },
  path(end, id) { change({ [end]: id }); },
  nameOf: (id) => graph.byId.get(id)?.name ?? id,
  copy(text, button) {
    navigator.clipboard?.writeText(text).then(() => { button.textContent = WORDS[state.language].copied; }, () => {});
  },
};

function change(part) {
  state = { ...state, ...part };
  history.replaceState(null, "", `#${toHash(state, freshState(graph))}`);
  draw();
}

function toggled(set, value) {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

// ---- The page

function draw() {
  const words = WORDS[state.language];
  seen = visible(graph, state);
  const ends = [state.pathFrom, state.pathTo].map((id) => graph.byId.get(id));
  const path = ends[0] && ends[1] ? shortestPath(seen.edges, ...ends) : undefined;
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = isDark(state) ? "dark" : "light";
  drawing.update(seen, state, words, path ?? []);
  at("status").textContent = words.shown(seen.nodes.size, seen.edges.length, graph.edges.length);
  at("place").setAttribute("aria-label", words.canvas);
  at("table").hidden = !state.table;
  if (state.table) at("table").replaceChildren(table(seen, words, state.language, act));
  drawPanel(words, path);
  drawControls(words);
}

function drawPanel(words, path) {
  const panel = at("panel"), node = graph.byId.get(state.selected), line = graph.lines.find((l) => l.key === state.selected);
  const cards = [];
  if (path !== undefined) cards.push(pathCard(path, words, seen, state.language, act));
  if (node) cards.push(nodeCard(node, seen, graph, words, state.language, act));
  if (line) cards.push(lineCard(line, words, state.language, act));
  panel.hidden = cards.length === 0;
  panel.replaceChildren(
    element("button", { className: "close", onclick: () => change({ selected: null, pathFrom: null, pathTo: null }), "aria-label": words.close }, "×"), ...cards);
}

const check = (label, isOn, onchange, colour) => element("label", { className: "check" },
  element("input", { type: "checkbox", checked: isOn, onchange }), " ",
  colour ? withColour(element("span", { className: "swatch", "aria-hidden": "true" }), colour) : null, isolated(label));

function withColour(made, colour) {
  made.style.color = colour;
  made.textContent = "●";
  return made;
}

let controlsKey = "";

// The controls keep their focus: they are made anew only when what stands on them changes.
function drawControls(words) {
  const key = [state.language, isDark(state), state.camps].join();
  at("search").placeholder = words.search;
  at("search").setAttribute("aria-label", words.search);
  if (key === controlsKey) return syncControls();
  controlsKey = key;
  const language = state.language;
  const count = (test) => graph.edges.filter(test).length;
  const relations = graph.relations.map((relation) => [relation, count((edge) => edge.relation === relation)]).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  at("controls").replaceChildren(
    group(words.types, ...graph.types.filter((type) => graph.nodes.some((node) => node.type === type.name)).map((type) =>
      named(`types:${type.name}`, check(`${GLYPHS[type.name]} ${type.label[language]} (${graph.nodes.filter((node) => node.type === type.name).length})`,
        true, () => change({ types: toggled(state.types, type.name) }), state.camps ? null : nodeColour({ type: type.name }, graph, state))))),
    group(words.status, ...[["polarities", POLARITIES], ["modalities", MODALITIES]].flatMap(([field, values]) => values.map((value) =>
      named(`${field}:${value}`, check(words[value], true, () => change({ [field]: toggled(state[field], value) })))))),
    graph.days ? dates(words) : "",
    group(words.confidence, slider("confidence", 0, 1, 0.05)), group(words.sources, slider("sources", 1, Math.max(2, ...graph.edges.map((edge) => new Set(edge.evidence.map((e) => e.article.source)).size)), 1)),
    group(words.relations, ...relations.map(([relation, n]) => named(`relations:${relation.name}`,
      check(`${relation.label[language] ?? relation.name} (${n})`, true, () => change({ relations: toggled(state.relations, relation.name) })))),
      element("button", { className: "small", onclick: () => change({ relations: new Set() }) }, words.all),
      element("button", { className: "small", onclick: () => change({ relations: new Set(relations.map(([r]) => r.name)) }) }, words.none)),
    group(words.legend, ...["cooperation", "conflict", "mixed", "structural"].map((kind) =>
      element("p", {}, withColour(element("span", { "aria-hidden": "true" }), lineColour(kind, graph, state)), ` ${words[kind]}`)),
      element("p", {}, `✗ ${words.negated}`)),
    element("p", { className: "faint" }, words.help));
  at("buttons").replaceChildren(
    graph.nodes.some((node) => node.camp !== null) ? toggleButton("camps", words.camps) : "",
    toggleButton("labels", words.labels), toggleButton("table", words.table),
    element("button", { onclick: () => change({ ...freshState(graph), language: state.language, theme: state.theme }) }, words.reset),
    element("button", { onclick: () => change({ theme: isDark(state) ? "light" : "dark" }) }, words.theme),
    element("button", { onclick: () => change({ language: language === "fr" ? "en" : "fr" }), lang: language === "fr" ? "en" : "fr" }, language === "fr" ? "English" : "Français"),
    element("button", { onclick: savePng }, words.savePng), element("button", { onclick: saveSvg }, words.saveSvg),
    element("button", { onclick: () => download(toJsonLd(graph, seen), "application/ld+json", "entente.jsonld") }, words.saveJson));
  syncControls();
}

const group = (title, ...children) => element("fieldset", {}, element("legend", { textContent: title }), ...children);
const named = (name, made) => { made.dataset.name = name; return made; };
const toggleButton = (field, text) => named(`toggle:${field}`, element("button", { onclick: () => change({ [field]: !state[field] }) }, text));

function slider(field, min, max, step) {
  return named(`slider:${field}`, element("label", {}, element("input", { type: "range", min, max, step, value: state[field],
    "aria-label": WORDS[state.language][field], oninput: (event) => change({ [field]: Number(event.target.value) }) }), element("output", {}, "")));
}

function dates(words) {
  const [first, last] = graph.days;
  const day = (field, text) => element("label", {}, `${text} `, element("input", { type: "date", id: `date-${field}`, min: isoDay(first), max: isoDay(last),
    onchange: (event) => { const value = dayOf(event.target.value); change({ [field]: Number.isFinite(value) ? value : null }); } }));
  return group(words.dates, histogram(first, last), day("from", words.from), " ", day("to", words.to),
    element("input", { type: "range", id: "date-slider", min: first, max: last, step: 1, "aria-label": words.dates,
      oninput: (event) => change({ to: Number(event.target.value) }) }),
    element("button", { id: "play", onclick: play }, words.play));
}

// Evidence by day, as bars.
function histogram(first, last) {
  const bars = 40, counts = new Array(bars).fill(0), span = Math.max(1, last - first + 1);
  for (const edge of graph.edges) for (const e of edge.evidence) if (e.first !== null) ++counts[Math.max(0, Math.min(bars - 1, Math.floor(((e.first - first) / span) * bars)))];
  const most = Math.max(...counts);
  return element("div", { className: "histogram", "aria-hidden": "true" }, ...counts.map((n) => {
    const bar = element("span");
    bar.style.height = `${(n / most) * 100}%`;
    return bar;
  }));
}

function play() {
  const words = WORDS[state.language], [first, last] = graph.days;
  if (playing) {
    clearInterval(playing);
    playing = null;
  } else {
    let day = state.to === null || state.to >= last ? first : state.to;
    const step = Math.max(1, Math.round((last - first) / 60));
    playing = setInterval(() => {
      day = Math.min(last, day + step);
      change({ to: day });
      if (day === last) play();
    }, 150);
  }
  at("play").textContent = playing ? words.stop : words.play;
}

function syncControls() {
  for (const made of document.querySelectorAll("[data-name]")) {
    const [field, value] = made.dataset.name.split(":");
    if (field === "toggle") made.setAttribute("aria-pressed", String(state[value]));
    else if (field === "slider") {
      made.querySelector("input").value = state[value];
      made.querySelector("output").textContent = ` ${state[value]}`;
    } else made.querySelector("input").checked = !state[field].has(value);
  }
  for (const field of ["from", "to"]) if (at(`date-${field}`)) at(`date-${field}`).value = state[field] === null ? "" : isoDay(state[field]);
  if (at("date-slider")) at("date-slider").value = state.to ?? graph.days[1];
}

const paper = () => graph.colours[isDark(state) ? "dark" : "light"].paper;
function savePng() { drawing.toCanvas(paper()).toBlob((blob) => download(blob, "image/png", "entente.png")); }
function saveSvg() {
  const { width, height } = drawing.sigma.getDimensions();
  download(toSvg(drawing.shapes(), width, height, paper()), "image/svg+xml", "entente.svg");
}

// ---- Search

function drawResults() {
  const words = WORDS[state.language], text = at("search").value, found = search(graph, text);
  at("search").setAttribute("aria-expanded", String(text.trim() !== ""));
  at("results").hidden = text.trim() === "";
  at("results").replaceChildren(...(found.length ? found.map((node) => element("li", { role: "option" },
    element("button", { onclick: () => choose(node) }, `${GLYPHS[node.type]} `, isolated(node.name)))) : [element("li", { className: "faint" }, words.noResult)]));
}

function choose(node) {
  at("search").value = "";
  drawResults();
  act.select(node.id);
  drawing.lookAt(node);
}

// ---- Keyboard

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape") {
    at("search").value = "";
    drawResults();
    change({ selected: null, pathFrom: null, pathTo: null });
    return;
  }
  if (isTyping) return;
  const camera = drawing.camera(), { x, y, ratio } = camera.getState(), step = 0.1 * ratio;
  const moves = { "+": { ratio: ratio / 1.3 }, "=": { ratio: ratio / 1.3 }, "-": { ratio: ratio * 1.3 }, 0: { x: 0.5, y: 0.5, ratio: 1 },
                  ArrowLeft: { x: x - step }, ArrowRight: { x: x + step }, ArrowUp: { y: y + step }, ArrowDown: { y: y - step } };
  if (event.key === "/") at("search").focus();
  else if (event.key === "t" || event.key === "T") change({ table: !state.table });
  else if (moves[event.key] && !event.target.closest("#panel, #table, #controls")) camera.setState(moves[event.key]);
  else return;
  event.preventDefault();
}

// ---- Start

for (const node of graph.nodes) node.degree = 0;
for (const line of graph.lines) { ++line.a.degree; ++line.b.degree; }
document.title = graph.title;
at("title").textContent = graph.title;
drawing = new Drawing(at("place"), graph, act);
at("search").addEventListener("input", drawResults);
at("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") { const [best] = search(graph, at("search").value, 1); if (best) choose(best); }
  if (event.key === "ArrowDown") { at("results").querySelector("button")?.focus(); event.preventDefault(); }
});
document.addEventListener("keydown", onKey);
window.addEventListener("hashchange", () => { state = fromHash(location.hash, graph); draw(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
document.body.dataset.ready = "true";
