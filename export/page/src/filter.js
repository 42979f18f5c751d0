// What is shown: a pure function of the graph and the state, which is what the address of the page holds.
import { dayOf, isoDay, MODALITIES, POLARITIES } from "./data.js";
import { SORTS } from "./panel.js";
import { WEIGHTS } from "./weight.js";

export function freshState(graph) {
  return { types: new Set(), relations: new Set(), polarities: new Set(), modalities: new Set(), articles: new Set(), from: null, to: null,
           confidence: 0, sources: 1, hidden: new Set(), focus: null, depth: 1, expanded: new Set(), selected: null, pathFrom: null, pathTo: null,
           camps: false, labels: false, table: false, sort: "", size: "degree", reading: null, corrections: false, language: graph.language, theme: "" };
}

/** Sets in the state name what is left out; an empty set leaves nothing out. */
export function visible(graph, state) {
  const edges = [];
  for (const edge of graph.edges) {
    edge.seen = [];
    if (state.relations.has(edge.relation.name) || isOut(edge.subject, state) || isOut(edge.object, state)) continue;
    edge.seen = edge.evidence.filter((e) =>
      !state.polarities.has(e.polarity) && !state.modalities.has(e.modality) && e.confidence >= state.confidence && !state.articles.has(e.article.id) && isWithin(e, state));
    edge.sources = edge.seen.length < 2 ? edge.seen.length : new Set(edge.seen.map((e) => e.article.source)).size;
    if (edge.seen.length > 0 && edge.sources >= state.sources) edges.push(edge);
    else edge.seen = [];
  }
  const near = state.focus === null ? null : neighbours(edges, [graph.byId.get(state.focus)], state.depth);
  for (const id of near ? state.expanded : []) neighbours(edges, [graph.byId.get(id)], 1).forEach((node) => near.add(node));
  const kept = near ? edges.filter((edge) => near.has(edge.subject) && near.has(edge.object)) : edges;
  const nodes = new Set();
  for (const edge of kept) nodes.add(edge.subject).add(edge.object);
  return { edges: kept, nodes };
}

const isOut = (node, state) => state.types.has(node.type) || state.hidden.has(node.id);
const isWithin = (e, state) => state.from === null && state.to === null ? true
  : e.first !== null && (state.to === null || e.first <= state.to) && (state.from === null || e.last >= state.from);

function neighbours(edges, nodes, depth) {
  const found = new Set(nodes);
  for (let step = 0; step < depth; ++step) {
    const reached = new Set(found);
    for (const edge of edges) {
      if (found.has(edge.subject)) reached.add(edge.object);
      if (found.has(edge.object)) reached.add(edge.subject);
    }
    reached.forEach((node) => found.add(node));
  }
  return found;
}

/** The things on a shortest way from one to the other, both included; null if there is none. Ties go to the first thing. */
export function shortestPath(edges, from, to) {
  const next = new Map();
  const join = (a, b) => next.has(a) ? next.get(a).add(b) : next.set(a, new Set([b]));
  for (const edge of edges) { join(edge.subject, edge.object); join(edge.object, edge.subject); }
  const before = new Map([[from, null]]);
  for (const node of before.keys()) {
    if (node === to) break;
    for (const other of [...(next.get(node) ?? [])].sort((a, b) => a.index - b.index)) if (!before.has(other)) before.set(other, node);
  }
  if (!before.has(to)) return null;
  const path = [];
  for (let node = to; node !== null; node = before.get(node)) path.unshift(node);
  return path;
}

// ---- The address: what a reader sees can be mailed.

const LISTS = ["types", "relations", "polarities", "modalities", "articles", "hidden", "expanded"];

export function toHash(state, fresh) {
  const parts = new URLSearchParams();
  for (const key of LISTS) if (state[key].size) parts.set(key, [...state[key]].sort().join(" "));
  for (const key of ["from", "to"]) if (state[key] !== null) parts.set(key, isoDay(state[key]));
  for (const key of ["confidence", "sources", "depth", "size", "language", "theme"]) if (state[key] !== fresh[key]) parts.set(key, state[key]);
  for (const key of ["focus", "selected", "pathFrom", "pathTo", "reading"]) if (state[key]) parts.set(key, state[key]);
  for (const key of ["camps", "labels", "table", "corrections"]) if (state[key]) parts.set(key, "1");
  if (state.sort) parts.set("sort", state.sort);
  return parts.toString();
}

export function fromHash(hash, graph) {
  const state = freshState(graph), parts = new URLSearchParams(hash.replace(/^#/, ""));
  const known = { types: new Set(graph.types.map((t) => t.name)), relations: new Set(graph.relations.map((r) => r.name)),
                  polarities: new Set(POLARITIES), modalities: new Set(MODALITIES), articles: new Set(graph.articles.map((a) => a.id)), hidden: graph.byId, expanded: graph.byId };
  for (const key of LISTS)
    for (const value of (parts.get(key) ?? "").split(" ")) if (known[key].has(value)) state[key].add(value);
  for (const key of ["from", "to"]) {
    const day = dayOf(parts.get(key) ?? "");
    if (Number.isFinite(day)) state[key] = day;
  }
  const number = (key, low, high) => {
    const value = Number(parts.get(key));
    if (parts.has(key) && value >= low && value <= high) state[key] = value;
  };
  number("confidence", 0, 1);
  number("sources", 1, 1e6);
  number("depth", 1, 9);
  for (const key of ["focus", "pathFrom", "pathTo"]) if (graph.byId.has(parts.get(key))) state[key] = parts.get(key);
  state.selected = parts.get("selected");
  if (graph.articles.some(({ id, text }) => id === parts.get("reading") && text)) state.reading = parts.get("reading");
  for (const key of ["camps", "labels", "table", "corrections"]) state[key] = parts.get(key) === "1";
  if (WEIGHTS.includes(parts.get("size"))) state.size = parts.get("size");
  if (SORTS.includes(parts.get("sort"))) state.sort = parts.get("sort");
  if (["fr", "en"].includes(parts.get("language"))) state.language = parts.get("language");
  if (["light", "dark"].includes(parts.get("theme"))) state.theme = parts.get("theme");
  return state;
}
