import { Controls } from "./controls.js";
import { Corrections } from "./correct.js";
import { otherNames, readGraph, search, searchQuotes } from "./data.js";
import { Drawing } from "./drawing.js";
import { correctionsCard } from "./editing.js";
import { element, isolated } from "./element.js";
import { freshState, fromHash, shortestPath, toHash, visible } from "./filter.js";
import { legend } from "./legend.js";
import { GLYPHS, isDark, themeOf } from "./look.js";
import { lineCard, nodeCard, pathCard, table } from "./panel.js";
import { choose as chooseInText, reading, searchTexts } from "./reading.js";
import { download, toCsv, toJsonLd } from "./save.js";
import { WEIGHTS } from "./weight.js";
import { WORDS } from "./words.js";

const at = (id) => document.getElementById(id);
const raw = JSON.parse(at("data").textContent), graph = readGraph(raw);
graph.corrections = raw.decisions === undefined ? null : new Corrections(raw);
const readable = () => graph.articles.find((article) => article.text);
let state = fromHash(location.hash, graph);
let seen;

// ---- What a reader can do; every act changes the state and draws anew.

const act = {
  /** With `wait`, in ms, the view moves later: what was clicked stays under the pointer for a second click. */
  select(id, wait = 0) {
    change({ selected: id });
    if (id !== null) at("panel").focus({ preventScroll: true });
    const look = () => { if (state.selected === id && graph.byId.has(id)) drawing.lookAt(graph.byId.get(id)); };
    if (wait) setTimeout(look, wait);
    else look();
  },
  focus(id) { change({ focus: id, depth: 1, expanded: new Set(), selected: id }); drawing.fit(true); },
  widen() { change({ depth: state.depth + 1, focus: state.focus ?? state.selected }); drawing.fit(true); },
  /** Its neighbours as well; of the whole graph, only these. */
  expand(id) {
    if (state.focus === null) return act.focus(id);
    change({ expanded: new Set([...state.expanded, id]), selected: id });
    drawing.fit(true);
  },
  hide(id) { change({ hidden: new Set([...state.hidden, id]), selected: null }); },
  path(end, id) { change({ [end]: id }); framePath(); },
  sort(sort) {
    const name = document.activeElement?.dataset.sort;
    change({ sort });
    if (name) at("table").querySelector(`[data-sort="${name}"]`).focus();
  },
  /** `make` adds corrections; false if there was nothing to add. */
  correct(make, selected = state.selected) {
    if (make(graph.corrections) === false) return;
    recount();
    change({ selected });
    at("status").textContent = WORDS[state.language].corrected(graph.corrections.list.length);
    if (!at("panel").contains(document.activeElement)) (at("panel").hidden ? at("toggle-corrections") : at("panel")).focus({ preventScroll: true });
  },
  undo(one) { graph.corrections.undo(one); recount(); change({}); at("panel").focus({ preventScroll: true }); },
  saveCorrections() {
    download(graph.corrections.file(), "text/plain", "overrides.txt");
    graph.corrections.saved = graph.corrections.version;
  },
  /** An article beside the graph; with a quote, at its place. */
  read(article, quote = null) {
    if (!state.reading) at("legend").open = false;
    change({ reading: article.id });
    goTo(quote ? quote.start : null);
    const line = graph.lines.find(({ key }) => key === state.selected), node = graph.byId.get(state.selected);
    if (line) drawing.frameOf([line.a, line.b]);
    else if (node) drawing.lookAt(node);
    at("reader").focus({ preventScroll: true });
  },
  closeText() { change({ reading: null }); at("toggle-reading").focus(); },
  showQuote(edge, e) { act.found = { edge, e }; act.select(edge.line.key); },
  nameOf: (id) => graph.byId.get(id)?.spoken[state.language] ?? id,
  copy(text, button) {
    navigator.clipboard?.writeText(text).then(() => { button.textContent = WORDS[state.language].copied; }, () => {});
  },
};

// The graph as the corrections make it; what was dragged stays where it is.
function recount() {
  const before = graph.nodes;
  Object.assign(graph, readGraph(graph.corrections.applied()), { weights: undefined });
  graph.nodes.forEach((node, i) => { node.x = before[i].x; node.y = before[i].y; });
  act.found = undefined;
  controls.count();
}

// The place in the text, in code points; none: its beginning.
function goTo(place) {
  const marks = [...at("reader").querySelectorAll("[data-at]")], mark = place === null ? null : marks.find((made) => Number(made.dataset.at) >= place);
  if (mark) mark.scrollIntoView({ block: "center" });
  else if (place === null) at("reader").scrollTop = 0;
}

function framePath() {
  const ends = [state.pathFrom, state.pathTo].map((id) => graph.byId.get(id)), path = ends[0] && ends[1] ? shortestPath(seen.edges, ...ends) : null;
  if (path) drawing.frameOf(path);
}

function change(part) {
  state = { ...state, ...part };
  history.replaceState(null, "", `#${toHash(state, freshState(graph))}`);
  draw();
}

// ---- The page

function draw() {
  const words = WORDS[state.language];
  seen = visible(graph, state);
  const ends = [state.pathFrom, state.pathTo].map((id) => graph.byId.get(id));
  const path = ends[0] && ends[1] ? shortestPath(seen.edges, ...ends) : undefined;
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = themeOf(state);
  at("status").textContent = words.shown(seen.nodes.size, seen.edges.length, graph.edges.length);
  at("place").setAttribute("aria-label", words.canvas);
  at("controls").setAttribute("aria-label", words.filters);
  at("table").hidden = !state.table;
  at("empty").hidden = seen.nodes.size > 0;
  at("empty").textContent = words.nothing;
  if (state.table) at("table").replaceChildren(table(seen, words, state.language, state.sort, act));
  drawPanel(words, path);
  drawReader(words);
  drawButtons(words);
  drawCrumbs(words);
  controls.draw(state, words);
  drawLegend(words);
  drawing.update(seen, state, words, path ?? []);
}

function drawPanel(words, path) {
  const panel = at("panel"), node = graph.byId.get(state.selected), line = graph.lines.find((l) => l.key === state.selected);
  const cards = [];
  if (path !== undefined) cards.push(pathCard(path, words, seen, state.language, act));
  if (node) cards.push(nodeCard(node, seen, graph, state, words, act));
  if (line) cards.push(lineCard(line, graph, words, state.language, act));
  if (state.corrections && graph.corrections) cards.push(correctionsCard(graph, state.language, words, act));
  panel.hidden = cards.length === 0;
  panel.replaceChildren(
    element("button", { className: "close", onclick: () => change({ selected: null, pathFrom: null, pathTo: null, corrections: false }), "aria-label": words.close }, "×"), ...cards);
}

let readerKey = "", markedKey = "";

// Made anew only for another text, so that the reader stays where he is in it.
function drawReader(words) {
  const article = graph.articles.find(({ id }) => id === state.reading), pane = at("reader"), node = graph.byId.get(state.selected), line = graph.lines.find((l) => l.key === state.selected);
  pane.hidden = !article?.text;
  document.body.toggleAttribute("data-reading", !pane.hidden);
  pane.setAttribute("aria-label", words.reader);
  if (pane.hidden) { readerKey = ""; pane.replaceChildren(); return; }
  const key = [state.reading, state.language, graph.corrections?.version].join(), isOther = !key.startsWith(`${readerKey.split(",")[0]},`), top = pane.scrollTop;
  if (key !== readerKey) {
    pane.replaceChildren(reading(article, graph, state, words, act));
    pane.scrollTop = isOther ? 0 : top;
    markedKey = "";
  }
  readerKey = key;
  if (markedKey === String(state.selected)) return;
  markedKey = String(state.selected);
  chooseInText(pane, node, line);
  // From the graph to the text: what was selected is brought into view, unless some of it is.
  const chosen = [...pane.querySelectorAll(".chosen")], box = pane.getBoundingClientRect();
  const isSeen = (made) => { const { top: above, bottom } = made.getBoundingClientRect(); return above >= box.top && bottom <= box.bottom; };
  if (chosen.length && !chosen.some(isSeen)) chosen[0].scrollIntoView({ block: "center" });
}

let buttonsKey = "";

function drawButtons(words) {
  if (buttonsKey !== [state.language, isDark(state)].join()) {
    buttonsKey = [state.language, isDark(state)].join();
    const toggle = (field, text) => element("button", { onclick: () => change({ [field]: !state[field] }), id: `toggle-${field}` }, text);
    const other = state.language === "fr" ? "en" : "fr";
    at("drawer").textContent = `☰ ${words.filters}`;
    at("search").placeholder = words.search;
    at("search").setAttribute("aria-label", words.search);
    at("buttons").replaceChildren(
      element("div", { role: "group", "aria-label": words.view }, graph.nodes.some((node) => node.camp !== null) ? toggle("camps", words.camps) : "", toggle("labels", words.labels),
        element("select", { id: "size", "aria-label": words.size, title: words.size, onchange: (event) => change({ size: event.target.value }) }, ...WEIGHTS.map((kind) => element("option", { value: kind }, words.sizes[kind]))), toggle("table", words.table),
        readable() ? element("button", { id: "toggle-reading", onclick: () => (state.reading ? act.closeText() : act.read(readable())) }, words.readTexts) : "",
        graph.corrections ? element("button", { id: "toggle-corrections", onclick: () => { change({ corrections: !state.corrections }); if (state.corrections) at("panel").focus({ preventScroll: true }); } }) : "",
        element("button", { onclick: () => { change({ ...freshState(graph), language: state.language, theme: state.theme }); drawing.fit(true); } }, words.reset)),
      element("div", { role: "group", "aria-label": words.save }, element("span", { className: "faint", "aria-hidden": "true", title: words.save }, "⤓"),
        element("button", { onclick: () => drawing.toCanvas(caption()).toBlob((blob) => download(blob, "image/png", "entente.png")) }, "PNG"),
        element("button", { onclick: () => download(drawing.toSvg(caption()), "image/svg+xml", "entente.svg") }, "SVG"),
        element("button", { onclick: () => download(toCsv(seen), "text/csv", "entente.csv") }, "CSV"),
        element("button", { onclick: () => download(toJsonLd(graph, seen), "application/ld+json", "entente.jsonld") }, "JSON-LD")),
      element("div", { role: "group", "aria-label": words.reading }, element("button", { onclick: () => change({ theme: isDark(state) ? "light" : "dark" }), "aria-label": words.theme, title: words.theme }, "◐"),
        element("button", { onclick: () => change({ language: other }), lang: other }, other === "fr" ? "Français" : "English")));
    at("zoom").setAttribute("aria-label", words.zoom);
    at("zoom").replaceChildren(...[["+", words.zoomIn, () => drawing.zoomBy(1.3)], ["−", words.zoomOut, () => drawing.zoomBy(1 / 1.3)], ["⤢", words.fit, () => drawing.fit(true)]]
      .map(([sign, label, onclick]) => element("button", { onclick, "aria-label": label, title: label }, sign)));
  }
  at("size").value = state.size;
  for (const field of ["camps", "labels", "table", "reading", "corrections"]) at(`toggle-${field}`)?.setAttribute("aria-pressed", String(Boolean(state[field])));
  if (graph.corrections) at("toggle-corrections").textContent = words.corrections + (graph.corrections.list.length ? ` (${graph.corrections.list.length})` : "");
}

let legendKey = "";

function drawLegend(words) {
  if (legendKey === [state.language, isDark(state), state.camps].join()) return;
  legendKey = [state.language, isDark(state), state.camps].join();
  at("legend").replaceChildren(element("summary", { textContent: words.legend }), legend(graph, state, words));
}

// What narrows the view beside the filters, each with a way back.
function drawCrumbs(words) {
  const crumb = (text, part) => element("button", { className: "crumb", onclick: () => { change(part); drawing.fit(true); } }, isolated(text), element("span", { "aria-hidden": "true" }, " ×"));
  const crumbs = [];
  if (state.focus !== null) crumbs.push(crumb(words.around(act.nameOf(state.focus), state.depth), { focus: null, depth: 1, expanded: new Set() }));
  for (const id of state.hidden) crumbs.push(crumb(`${words.hidden} : ${act.nameOf(id)}`, { hidden: new Set([...state.hidden].filter((other) => other !== id)) }));
  for (const [end, text] of [["pathFrom", words.pathFrom], ["pathTo", words.pathTo]])
    if (state[end]) crumbs.push(crumb(`${text} : ${act.nameOf(state[end])}`, { [end]: null }));
  at("crumbs").replaceChildren(...crumbs);
}

const caption = () => `${graph.title} · ${at("status").textContent} · ${new Date().toISOString().slice(0, 10)}`;

// ---- The drawer that holds the filters where there is no room beside the drawing

function openDrawer(isOpen) {
  document.body.toggleAttribute("data-drawer", isOpen);
  at("drawer").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) at("controls").focus();
  else if (at("controls").contains(document.activeElement)) at("drawer").focus();
}

// ---- Search

function drawResults() {
  const words = WORDS[state.language], text = at("search").value, found = search(graph, text), quotes = searchQuotes(seen.edges, text);
  at("search").setAttribute("aria-expanded", String(text.trim() !== ""));
  at("results").hidden = text.trim() === "";
  const options = found.map((node) => element("li", { role: "option", tabIndex: -1, onclick: () => choose(node),
    onkeydown: (event) => { if (event.key === "Enter") choose(node); } }, `${GLYPHS[node.type]} `, isolated(node.spoken[state.language]),
    element("span", { className: "faint" }, " ", isolated(otherNames(node, state.language).slice(0, 2).join(", ")))));
  options.push(...quotes.map(({ edge, e }) => element("li", { role: "option", tabIndex: -1, className: "quote", onclick: () => chooseQuote(edge, e), onkeydown: (event) => { if (event.key === "Enter") chooseQuote(edge, e); } },
    excerpt(e.exact, text.trim()), element("span", { className: "faint" }, " ", isolated(`${edge.subject.spoken[state.language]} – ${edge.object.spoken[state.language]}`)))));
  options.push(...searchTexts(graph, text).map((hit) => {
    const open = () => { at("search").value = ""; drawResults(); act.read(hit.article); goToWords(hit.at); };
    return element("li", { role: "option", tabIndex: -1, className: "quote text-hit", onclick: open, onkeydown: (event) => { if (event.key === "Enter") open(); } },
      element("q", {}, element("bdi", {}, "…", hit.before, element("mark", { textContent: hit.exact }), hit.behind, "…")), element("span", { className: "faint" }, " ", isolated(hit.article.title || hit.article.name)));
  }));
  at("results").replaceChildren(...(options.length ? options : [element("li", { className: "faint", role: "option" }, words.noResult)]));
}

const AROUND = 50;  // letters of a quote before and behind what was looked for
// What was looked for, marked, with the words around it; the start of the quote if case and accents hide where it stands.
function excerpt(quote, text) {
  const place = quote.toLowerCase().indexOf(text.toLowerCase());
  if (place < 0) return element("q", {}, isolated([...quote].slice(0, 2 * AROUND).join("")));
  const before = [...quote.slice(0, place)], behind = [...quote.slice(place + text.length)];
  return element("q", {}, element("bdi", {}, before.length > AROUND ? "…" : "", before.slice(-AROUND).join(""), element("mark", { textContent: quote.slice(place, place + text.length) }),
    behind.slice(0, AROUND).join(""), behind.length > AROUND ? "…" : ""));
}

// To words of the text that need not be marked: by the last mark before them, or the paragraph.
function goToWords(place) {
  const marks = [...at("reader").querySelectorAll("[data-at]")].filter((made) => Number(made.dataset.at) <= place);
  marks.at(-1)?.scrollIntoView({ block: "center" });
}

function chooseQuote(edge, e) {
  at("search").value = "";
  drawResults();
  act.found = { edge, e };
  change({ selected: edge.line.key });
  at("panel").focus({ preventScroll: true });
  drawing.frameOf([edge.subject, edge.object]);
}

function choose(node) {
  at("search").value = "";
  drawResults();
  change({ selected: node.id });
  at("panel").focus({ preventScroll: true });
  drawing.lookAt(node, true);
}

function moveInResults(event) {
  const options = [...at("results").querySelectorAll("[role=option]")], place = options.indexOf(document.activeElement);
  if (event.key === "ArrowDown") options[Math.min(place + 1, options.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (place <= 0 ? at("search") : options[place - 1]).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

// ---- Keyboard

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape") {
    if (document.body.hasAttribute("data-drawer")) return openDrawer(false);
    at("search").value = "";
    drawResults();
    if (state.reading && at("panel").hidden) return act.closeText();
    change({ selected: null, pathFrom: null, pathTo: null, corrections: false });
    return;
  }
  if (isTyping) return;
  const step = 60, keys = { "+": () => drawing.zoomBy(1.3), "=": () => drawing.zoomBy(1.3), "-": () => drawing.zoomBy(1 / 1.3), 0: () => drawing.fit(true),
    ArrowLeft: () => drawing.pan(step, 0), ArrowRight: () => drawing.pan(-step, 0), ArrowUp: () => drawing.pan(0, step), ArrowDown: () => drawing.pan(0, -step),
    "/": () => at("search").focus(), t: () => change({ table: !state.table }), T: () => change({ table: !state.table }), n: () => nextNode(1), p: () => nextNode(-1) };
  if (!keys[event.key] || (/^Arrow/.test(event.key) && event.target.closest("#panel, #table, #controls, #reader"))) return;
  keys[event.key]();
  event.preventDefault();
}

// From thing to thing without a mouse, the most linked first.
function nextNode(step) {
  const nodes = [...seen.nodes].sort((a, b) => b.degree - a.degree || a.index - b.index);
  if (nodes.length === 0) return;
  const place = nodes.findIndex((node) => node.id === state.selected), next = nodes[place < 0 ? 0 : (place + step + nodes.length) % nodes.length];
  change({ selected: next.id });
  drawing.lookAt(next, true);
}

// Where things stand on the screen and how large they are, for scripts and tests.
window.ententePlaces = () => drawing.nodesOnScreen().map(({ drawn, x, y, r }) => ({ id: drawn.node.id, x, y, r }));

// ---- Start

document.title = graph.title;
// Where there is little room, the drawing has it.
if (matchMedia("(max-width: 52rem)").matches) at("legend").open = false;
at("title").textContent = graph.title;
const controls = new Controls(at("controls"), graph, (part) => { change(part); drawing.refit(); });
const drawing = new Drawing(at("place"), graph, act);
at("search").addEventListener("input", drawResults);
at("search").addEventListener("keydown", (event) => { if (event.key === "Enter") { const [best] = search(graph, at("search").value, 1); if (best) choose(best); else at("results").querySelector(".quote")?.click(); } });
at("drawer").addEventListener("click", () => openDrawer(!document.body.hasAttribute("data-drawer")));
for (const outside of ["place", "panel"]) at(outside).addEventListener("pointerdown", () => openDrawer(false));
at("finder").addEventListener("keydown", moveInResults);
document.addEventListener("keydown", onKey);
window.addEventListener("hashchange", () => { state = fromHash(location.hash, graph); draw(); });
window.addEventListener("beforeunload", (event) => { if (graph.corrections?.isUnsaved) event.preventDefault(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
draw();
drawing.fit();
const chosen = graph.byId.get(state.selected) ?? graph.lines.find((line) => line.key === state.selected)?.a;
framePath();
if (chosen) drawing.lookAt(chosen, true);
requestAnimationFrame(() => requestAnimationFrame(() => { document.body.dataset.ready = String(Math.round(performance.now())); }));
