// The card of a thing, the quotes of a line, and the table that says in words what the drawing shows.
import { isoDay, otherNames } from "./data.js";
import { element, isolated, link } from "./element.js";
import { nodeIcon } from "./legend.js";
import { GLYPHS, kindOf, relationWords } from "./look.js";

const typeLabel = (graph, type, language) => graph.types.find((t) => t.name === type).label[language] ?? type;
let language = "en";

export function nodeButton(node, act) {
  return element("button", { className: "name", onclick: () => act.select(node.id) }, element("span", { "aria-hidden": "true" }, `${GLYPHS[node.type]} `), isolated(node.spoken[language]));
}

// A relation as a button that shows its quotes.
const tie = (edges, from, words, act) => element("button", { className: `tie ${kindOf(edges)}`, onclick: () => act.select(edges[0].line.key) },
  edges.map((edge) => (edge.subject === from ? "→ " : "← ") + relationWords(edge, words, language)).join(", "));

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
      node.camp === null ? "" : ` · ${words.camp} ${node.camp + 1}`, node.wikidata ? " · " : "",
      node.wikidata ? link(`https://www.wikidata.org/wiki/${encodeURIComponent(node.wikidata)}`, node.wikidata) : ""),
    element("h2", {}, isolated(name)),
    names.length ? element("p", {}, element("span", { className: "faint" }, words.alsoCalled), " ", isolated(names.join(", "))) : null,
    element("p", { className: "faint" }, words.told(edges.length, articles.size), days.length ? ` · ${isoDay(days[0])} – ${isoDay(days[days.length - 1])}` : ""),
    element("div", { className: "actions" },
      element("button", { onclick: () => act.focus(node.id) }, words.focus),
      state.focus === null ? "" : element("button", { onclick: () => act.expand(node.id) }, words.expand),
      element("button", { onclick: act.widen }, words.widen),
      element("button", { onclick: () => act.hide(node.id) }, words.hide),
      element("button", { onclick: () => act.path("pathFrom", node.id) }, words.pathFrom),
      element("button", { onclick: () => act.path("pathTo", node.id) }, words.pathTo)),
    element("ul", { className: "ties" }, ...[...others].sort((a, b) => b[1].length - a[1].length || a[0].index - b[0].index).map(([other, between]) =>
      element("li", {}, tie(between, node, words, act), " ", nodeButton(other, act)))));
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
  return element("li", {}, markedQuote(e),
    element("p", { className: "source" }, e.article.url ? link(e.article.url, title) : element("cite", {}, isolated(title)), ", ", e.article.date || words.undated, " ",
      element("button", { className: "small", onclick: (event) => act.copy(citation(e), event.target) }, words.copy)),
    element("p", { className: "faint" }, isolated(status.join(" · "))));
}

export function lineCard(line, words, spoken, act) {
  language = spoken;
  const edges = line.edges.filter((edge) => edge.seen.length > 0);
  return element("section", { "aria-label": `${line.a.spoken[language]} – ${line.b.spoken[language]}` },
    element("h2", {}, nodeButton(line.a, act), " – ", nodeButton(line.b, act)),
    ...edges.flatMap((edge) => [
      element("h3", { className: kindOf([edge]) }, isolated(edge.subject.spoken[language]), element("strong", {}, ` ${relationWords(edge, words, language)} `), isolated(edge.object.spoken[language])),
      element("p", { className: "faint" }, [edge.relation.plover, `${edge.sources} ${edge.sources === 1 ? words.source : words.sourcesMany}`].filter(Boolean).join(" · ")),
      element("ul", { className: "quotes" }, ...edge.seen.map((e) => evidenceItem(e, words, act)))]));
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

const ROWS = 500;

export function table(seen, words, spoken, act) {
  language = spoken;
  const rows = seen.edges.slice(0, ROWS).map((edge) => element("tr", {},
    element("td", {}, nodeButton(edge.subject, act)),
    element("td", {}, element("button", { className: `tie ${kindOf([edge])}`, onclick: () => act.select(edge.line.key) }, relationWords(edge, words, language))),
    element("td", {}, nodeButton(edge.object, act)),
    element("td", {}, String(edge.sources)),
    element("td", {}, isolated(edge.seen[0].exact))));
  return element("div", {},
    element("table", {},
      element("thead", {}, element("tr", {}, ...[words.subject, words.relation, words.object, words.sourcesMany, words.quote].map((text) => element("th", { scope: "col", textContent: text })))),
      element("tbody", {}, ...rows)),
    seen.edges.length > ROWS ? element("p", { className: "faint" }, `+ ${seen.edges.length - ROWS} ${words.more}`) : null);
}
