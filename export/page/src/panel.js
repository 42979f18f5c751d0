// The card of a thing, the quotes of a line, and the table that says in words what the drawing shows.
import { element, isolated, link } from "./element.js";
import { GLYPHS, relationWords } from "./look.js";

const typeLabel = (graph, type, language) => graph.types.find((t) => t.name === type).label[language] ?? type;

export function nodeButton(node, act) {
  return element("button", { className: "name", onclick: () => act.select(node.id) }, `${GLYPHS[node.type]} `, isolated(node.name));
}

export function nodeCard(node, seen, graph, words, language, act) {
  const edges = seen.edges.filter((edge) => edge.subject === node || edge.object === node);
  const others = new Map();
  for (const edge of edges) {
    const other = edge.subject === node ? edge.object : edge.subject;
    if (!others.has(other)) others.set(other, []);
    others.get(other).push(edge);
  }
  return element("section", { "aria-label": node.name },
    element("h2", {}, `${GLYPHS[node.type]} `, isolated(node.name)),
    element("p", { className: "faint" }, typeLabel(graph, node.type, language),
      node.camp === null ? "" : ` · ${words.camp} ${node.camp + 1}`, node.wikidata ? " · " : "",
      node.wikidata ? link(`https://www.wikidata.org/wiki/${encodeURIComponent(node.wikidata)}`, node.wikidata) : ""),
    node.names.length ? element("p", {}, `${words.alsoCalled} : `, isolated(node.names.join(", "))) : null,
    element("p", { className: "actions" },
      element("button", { onclick: () => act.focus(node.id) }, words.focus),
      element("button", { onclick: act.widen }, words.widen),
      element("button", { onclick: () => act.hide(node.id) }, words.hide),
      element("button", { onclick: () => act.path("pathFrom", node.id) }, words.pathFrom),
      element("button", { onclick: () => act.path("pathTo", node.id) }, words.pathTo)),
    element("ul", { className: "ties" }, ...[...others].sort((a, b) => b[1].length - a[1].length || a[0].index - b[0].index).map(([other, between]) =>
      element("li", {},
        element("button", { className: "tie", onclick: () => act.select(between[0].line.key) },
          between.map((edge) => (edge.subject === node ? "→ " : "← ") + relationWords(edge, words, language)).join(", ")),
        " ", nodeButton(other, act)))));
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
  const status = [words[e.polarity], words[e.modality]];
  if (e.attributedTo) status.push(`${words.saidBy} ${e.attributedTo.name}`);
  if (e.extra.quantity !== undefined) status.push(`${words.quantity} : ${e.extra.approximate ? "≈ " : ""}${e.extra.quantity} ${e.extra.quantityUnit ?? ""}`);
  const destination = participant(e.extra.destination, act);
  if (destination) status.push(`${words.destination} : ${destination}`);
  if (e.extra.time) status.push(e.extra.time);
  return element("li", {}, markedQuote(e),
    element("p", { className: "faint" }, isolated(`${e.article.title || e.article.name}, ${e.article.date || words.undated}`), " · ",
      isolated(status.join(" · ")), e.article.url ? " · " : "", e.article.url ? link(e.article.url, words.openArticle) : "", " ",
      element("button", { className: "small", onclick: (event) => act.copy(citation(e), event.target) }, words.copy)));
}

export function lineCard(line, words, language, act) {
  const edges = line.edges.filter((edge) => edge.seen.length > 0);
  return element("section", { "aria-label": `${line.a.name} – ${line.b.name}` },
    element("h2", {}, nodeButton(line.a, act), " – ", nodeButton(line.b, act)),
    ...edges.flatMap((edge) => [
      element("h3", {}, isolated(edge.subject.name), ` ${relationWords(edge, words, language)} `, isolated(edge.object.name)),
      element("p", { className: "faint" }, `${edge.relation.plover || "–"} · ${edge.sources} ${edge.sources === 1 ? words.source : words.sourcesMany}`),
      element("ul", { className: "quotes" }, ...edge.seen.map((e) => evidenceItem(e, words, act)))]));
}

export function pathCard(path, words, seen, language, act) {
  if (path === null) return element("section", {}, element("h2", {}, words.path), element("p", {}, words.noPath));
  const steps = path.slice(1).map((node, i) => {
    const between = seen.edges.filter((e) => (e.subject === path[i] && e.object === node) || (e.object === path[i] && e.subject === node));
    return element("li", {}, nodeButton(path[i], act), " ",
      element("button", { className: "tie", onclick: () => act.select(between[0].line.key) },
        between.map((edge) => (edge.subject === path[i] ? "→ " : "← ") + relationWords(edge, words, language)).join(", ")), " ", nodeButton(node, act));
  });
  return element("section", {}, element("h2", {}, words.path), element("ol", {}, ...steps));
}

const ROWS = 500;

export function table(seen, words, language, act) {
  const rows = seen.edges.slice(0, ROWS).map((edge) => element("tr", {},
    element("td", {}, nodeButton(edge.subject, act)),
    element("td", {}, element("button", { className: "tie", onclick: () => act.select(edge.line.key) }, relationWords(edge, words, language))),
    element("td", {}, nodeButton(edge.object, act)),
    element("td", {}, String(edge.sources)),
    element("td", {}, isolated(edge.seen[0].exact))));
  return element("div", {},
    element("table", {},
      element("thead", {}, element("tr", {}, ...[words.subject, words.relation, words.object, words.sourcesMany, words.quote].map((text) => element("th", { scope: "col", textContent: text })))),
      element("tbody", {}, ...rows)),
    seen.edges.length > ROWS ? element("p", { className: "faint" }, `+ ${seen.edges.length - ROWS} ${words.more}`) : null);
}
