// The card of a thing, the quotes of a line, and the table that says in words what the drawing shows.
import { campName, isoDay, otherNames } from "./data.js";
import { element, isolated, link } from "./element.js";
import { noteLine, noteOn, relationTools, thingTools } from "./editing.js";
import { nodeIcon } from "./legend.js";
import { firmest, GLYPHS, isDenied, kindOf, relationWords } from "./look.js";
import { WORDS } from "./words.js";

const TIES = 30, QUOTES = 10, STEP = 200, ROWS = 500;  // shown at once; the rest on request

const typeLabel = (graph, type, language) => graph.types.find((t) => t.name === type).label[language] ?? type;
let language = "en";

export function nodeButton(node, act) {
  return element("button", { className: "name", onclick: () => act.select(node.id) }, element("span", { "aria-hidden": "true" }, `${GLYPHS[node.type]} `), isolated(node.spoken[language]));
}

// How well attested the ties of two things are.
const weight = (edges) => edges.reduce((sum, edge) => sum + edge.sources, 0);

// A relation as a button that shows its quotes.
const tie = (edges, from, words, act) => element("button", { className: `tie ${kindOf(edges)}`, onclick: () => act.select(edges[0].line.key) },
  edges.map((edge) => (edge.subject === from ? "→ " : "← ") + relationWords(edge, words, language)).join(", "));

/** The first items of a list, and a button under it that adds the next ones. */
function capped(list, items, make, first, words) {
  const button = element("button", { className: "more", onclick: () => show(list.children.length + STEP) });
  const show = (end) => {
    const begin = list.children.length;
    list.append(...items.slice(begin, end).map(make));
    button.hidden = list.children.length >= items.length;
    button.textContent = words.more(items.length - list.children.length);
    if (begin > 0) list.children[begin]?.querySelector("button")?.focus();
  };
  show(first);
  return [list, button];
}

// "12 cooperation, 5 conflict": how many relations of each kind.
function kindCounts(edges, words) {
  const counts = ["cooperation", "conflict", "structural"].map((kind) => [kind, edges.filter((edge) => edge.relation.kind === kind).length]);
  return counts.filter(([, n]) => n > 0).map(([kind, n]) => `${n} ${words[kind]}`).join(", ");
}

export function nodeCard(node, seen, graph, state, words, act) {
  language = state.language;
  const edges = seen.edges.filter((edge) => edge.subject === node || edge.object === node);
  const others = new Map();
  for (const edge of edges) {
    const other = edge.subject === node ? edge.object : edge.subject;
    if (!others.has(other)) others.set(other, []);
    others.get(other).push(edge);
  }
  const evidence = edges.flatMap((edge) => edge.seen), articles = new Set(evidence.map((e) => e.article));
  const days = evidence.filter((e) => e.first !== null).flatMap((e) => [e.first, e.last]).sort((a, b) => a - b);
  const names = otherNames(node, language), name = node.spoken[language];
  return element("section", { "aria-label": name },
    element("p", { className: "kind faint" }, nodeIcon(node.type, graph, state), typeLabel(graph, node.type, language),
      node.camp === null ? "" : element("span", {}, ` · ${words.camp} `, isolated(campName(graph, node.camp, language))), node.wikidata ? " · " : "",
      node.wikidata ? link(`https://www.wikidata.org/wiki/${encodeURIComponent(node.wikidata)}`, node.wikidata) : ""),
    element("h2", {}, isolated(name)),
    node.standsWith ? element("p", { className: "faint" }, `${words.standsWith} `, isolated(node.standsWith.spoken[language])) : null,
    names.length ? element("p", {}, element("span", { className: "faint" }, words.alsoCalled), " ", isolated(names.join(", "))) : null,
    noteLine(words, noteOn(graph, node.id)),
    element("p", { className: "faint" }, words.told(edges.length, articles.size), days.length ? ` · ${isoDay(days[0])} – ${isoDay(days[days.length - 1])}` : ""),
    element("p", { className: "faint kinds" }, kindCounts(edges, words)),
    element("div", { className: "actions" },
      element("button", { onclick: () => act.focus(node.id) }, words.focus),
      state.focus === null ? "" : element("button", { onclick: () => act.expand(node.id) }, words.expand),
      element("button", { onclick: act.widen }, words.widen),
      element("button", { onclick: () => act.hide(node.id) }, words.hide),
      element("button", { onclick: () => act.path("pathFrom", node.id) }, words.pathFrom),
      element("button", { onclick: () => act.path("pathTo", node.id) }, words.pathTo)),
    thingTools(node, graph, state, words, act),
    ...capped(element("ul", { className: "ties" }), [...others].sort((a, b) => weight(b[1]) - weight(a[1]) || b[1].length - a[1].length || a[0].index - b[0].index),
      ([other, between]) => element("li", {}, tie(between, node, words, act), " ", nodeButton(other, act)), TIES, words));
}

// The quote with the words that carry the claim marked. Offsets count code points.
function markedQuote(e) {
  const points = [...e.exact], begin = e.triggerStart - e.start, end = e.triggerEnd - e.start;
  const quote = element("q", { lang: e.article.language });
  if (begin < 0 || end > points.length || begin >= end) quote.append(isolated(e.exact));
  else quote.append(element("bdi", {}, points.slice(0, begin).join(""), element("mark", { textContent: points.slice(begin, end).join("") }), points.slice(end).join("")));
  return quote;
}

const citation = (e) => `« ${e.exact} » — ${e.article.title || e.article.name}${e.article.date ? `, ${e.article.date}` : ""}${e.article.url ? `, ${e.article.url}` : ""}`;

// A node or words, as in the JSON-LD graph.
function participant(value, act) {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? "" : typeof first === "string" ? first : act.nameOf(first["@id"]);
}

function evidenceItem(e, words, act) {
  const status = [words[e.polarity], words[e.modality], `${Math.round(e.confidence * 100)} %`];
  if (e.attributedTo) status.push(`${words.saidBy} ${e.attributedTo.spoken[language]}`);
  if (e.extra.quantity !== undefined) status.push(`${words.quantity} : ${e.extra.approximate ? "≈ " : ""}${e.extra.quantity} ${e.extra.quantityUnit ?? ""}`);
  const destination = participant(e.extra.destination, act);
  if (destination) status.push(`${words.destination} : ${destination}`);
  if (e.extra.time) status.push(e.extra.time);
  const title = e.article.title || e.article.name;
  const quote = markedQuote(e);
  if (e.article.text) { quote.className = "read"; quote.addEventListener("click", () => act.read(e.article, e)); }
  return element("li", {}, quote,
    element("p", { className: "source" }, e.article.url ? link(e.article.url, title) : element("cite", {}, isolated(title)), ", ", e.article.date || words.undated, " ",
      element("button", { className: "small", onclick: (event) => act.copy(citation(e), event.target) }, words.copy),
      e.article.text ? element("button", { className: "small read", onclick: () => act.read(e.article, e) }, words.readText) : ""),
    element("p", { className: "faint" }, isolated(status.join(" · "))));
}

export function lineCard(line, graph, words, spoken, act) {
  language = spoken;
  const ahead = (list, first) => (list.includes(first) ? [first, ...list.filter((other) => other !== first)] : list);
  const edges = ahead(line.edges.filter((edge) => edge.seen.length > 0), act.found?.edge);
  return element("section", { "aria-label": `${line.a.spoken[language]} – ${line.b.spoken[language]}` },
    element("h2", {}, nodeButton(line.a, act), " – ", nodeButton(line.b, act)),
    ...edges.flatMap((edge) => [
      element("h3", { className: kindOf([edge]) }, isolated(edge.subject.spoken[language]), element("strong", {}, ` ${relationWords(edge, words, language)} `), isolated(edge.object.spoken[language])),
      element("p", { className: "faint" }, [edge.relation.plover, `${edge.sources} ${edge.sources === 1 ? words.source : words.sourcesMany}`].filter(Boolean).join(" · ")),
      noteLine(words, noteOn(graph, edge.subject.id, edge.relation.name, edge.object.id)),
      ...capped(element("ul", { className: "quotes" }), ahead(edge.seen, act.found?.e), (e) => evidenceItem(e, words, act), QUOTES, words),
      relationTools(edge, graph, language, words, act)]));
}

export function pathCard(path, words, seen, spoken, act) {
  language = spoken;
  if (path === null) return element("section", {}, element("h2", {}, words.path), element("p", {}, words.noPath));
  const steps = path.slice(1).map((node, i) => {
    const between = seen.edges.filter((e) => (e.subject === path[i] && e.object === node) || (e.object === path[i] && e.subject === node));
    return element("li", {}, nodeButton(path[i], act), " ", tie(between, path[i], words, act), " ", nodeButton(node, act));
  });
  return element("section", {}, element("h2", {}, words.path), element("ol", { className: "ties" }, ...steps));
}

// The columns of the table: what each says, and what it is sorted by.
const COLUMNS = [
  ["subject", (edge) => edge.subject.spoken[language]], ["relation", (edge) => edge.relation.label[language] ?? edge.relation.name],
  ["object", (edge) => edge.object.spoken[language]], ["date", (edge) => latest(edge) ?? -Infinity],
  ["state", (edge) => statusOf(edge, WORDS[language])], ["sourcesMany", (edge) => edge.sources], ["quote", (edge) => edge.seen[0].exact]];
export const SORTS = COLUMNS.flatMap(([name]) => [name, `-${name}`]);

const latest = (edge) => edge.seen.reduce((last, e) => (e.last !== null && (last === null || e.last > last) ? e.last : last), null);
const statusOf = (edge, words) => (isDenied(edge) ? `✗ ${words.negated}, ` : "") + words[firmest([edge])];

/** `sort` is the name of a column, with "-" before it from last to first; "" as the graph has them. */
function sorted(edges, sort) {
  if (!sort) return edges;
  const of = COLUMNS.find(([name]) => name === sort.replace("-", ""))[1], sign = sort.startsWith("-") ? -1 : 1;
  const order = new Intl.Collator(language, { numeric: true }).compare;
  const keyed = edges.map((edge) => [of(edge), edge]);
  return keyed.sort(([a, p], [b, q]) => sign * (typeof a === "number" ? (a === b ? 0 : a - b) : order(a, b)) || p.index - q.index).map(([, edge]) => edge);
}

export function table(seen, words, spoken, sort, act) {
  language = spoken;
  const row = (edge) => element("tr", {},
    element("td", {}, nodeButton(edge.subject, act)),
    element("td", {}, element("button", { className: `tie ${kindOf([edge])}`, onclick: () => act.select(edge.line.key) }, edge.relation.label[language] ?? edge.relation.name)),
    element("td", {}, nodeButton(edge.object, act)),
    element("td", {}, latest(edge) === null ? words.undated : isoDay(latest(edge))),
    element("td", {}, statusOf(edge, words)),
    element("td", {}, String(edge.sources)),
    element("td", {}, isolated(edge.seen[0].exact)));
  const head = ([name]) => {
    const isUp = sort === name, isDown = sort === `-${name}`;
    return element("th", { scope: "col", "aria-sort": isUp ? "ascending" : isDown ? "descending" : "none" },
      element("button", { "data-sort": name, onclick: () => act.sort(isUp ? `-${name}` : isDown ? "" : name) }, words[name], element("span", { "aria-hidden": "true" }, isUp ? " ▲" : isDown ? " ▼" : "")));
  };
  const [body, more] = capped(element("tbody"), sorted(seen.edges, sort), row, ROWS, words);
  return element("div", {}, element("table", {}, element("thead", {}, element("tr", {}, ...COLUMNS.map(head))), body), more);
}
