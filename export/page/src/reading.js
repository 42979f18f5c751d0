// The reading pane: an article with its things and relations marked. A mark leads to its card, a quote on a card to its
// place in the text. Texts are data: every piece becomes a text node.
import { element, isolated, link } from "./element.js";

/** An article's text in pieces that lie in the same marks: innermost thing, words of a relation, quotes. Offsets count
    code points, as all of the program's do. */
function pieces(article, graph) {
  const text = [...article.text], cuts = new Set([0, text.length]), marks = [];
  const add = (begin, end, what) => {
    if (begin >= end || end > text.length) return;
    cuts.add(begin).add(end);
    marks.push({ begin, end, ...what });
  };
  for (const [begin, end, node] of article.mentions) add(begin, end, { node });
  for (const edge of graph.edges)
    for (const e of edge.evidence)
      if (e.article === article) {
        add(e.start, e.end, { edge, e });
        add(e.triggerStart, e.triggerEnd, { edge, e, isTrigger: true });
      }
  text.forEach((letter, i) => { if (letter === "\n") cuts.add(i).add(i + 1); });
  marks.sort((a, b) => a.begin - b.begin);
  const places = [...cuts].sort((a, b) => a - b), found = [];
  let open = [], next = 0;
  for (let i = 0; i + 1 < places.length; ++i) {
    const begin = places[i], end = places[i + 1];
    open = open.filter((one) => one.end > begin);
    while (next < marks.length && marks[next].begin <= begin) open.push(marks[next++]);
    found.push({ begin, end, words: text.slice(begin, end).join(""), marks: open });
  }
  return found;
}

// A button that flows with the text: over the end of a line, with all its spaces.
function mark(words, act, properties) {
  const onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") { act(); event.preventDefault(); } };
  return element("span", { role: "button", tabIndex: 0, onclick: act, onkeydown, ...properties }, words);
}

const shortest = (marks) => marks.reduce((best, one) => (!best || one.end - one.begin < best.end - best.begin ? one : best), null);

function marked({ begin, words, marks }, language, act) {
  if (marks.length === 0) return document.createTextNode(words);
  const thing = shortest(marks.filter((one) => one.node)), trigger = shortest(marks.filter((one) => one.isTrigger)), told = marks.filter((one) => one.edge);
  const lines = [...new Set(told.map((one) => one.edge.line.key))].join(" "), data = { "data-at": begin, ...(lines ? { "data-lines": lines } : {}) };
  const said = (edge) => `${edge.subject.spoken[language]} ${edge.relation.label[language] ?? edge.relation.name} ${edge.object.spoken[language]}`;
  if (thing) return mark(words, () => act.select(thing.node.id), { className: told.length ? "mention told" : "mention", title: thing.node.spoken[language], "data-node": thing.node.index, ...data });
  if (trigger) return mark(words, () => act.showQuote(trigger.edge, trigger.e), { className: "trigger told", title: said(trigger.edge), ...data });
  return element("span", { className: "told", ...data }, words);
}

export function reading(article, graph, state, words, act) {
  const paragraphs = [element("p")], { language } = state;
  for (const piece of pieces(article, graph)) {
    if (piece.words !== "\n") paragraphs.at(-1).append(marked(piece, language, act));
    else if (paragraphs.at(-1).childNodes.length) paragraphs.push(element("p"));
  }
  const readable = graph.articles.filter((one) => one.text), title = article.title || article.name;
  const others = readable.length > 1 ? element("select", { "aria-label": words.articles, onchange: (event) => act.read(graph.articles.find(({ id }) => id === event.target.value)) },
    ...readable.map((one) => element("option", { value: one.id, selected: one === article }, one.title || one.name))) : null;
  const close = element("button", { className: "close", onclick: act.closeText, "aria-label": words.closeText, title: words.closeText }, "×");
  const body = element("div", { className: "text", lang: article.language, dir: "auto" }, ...paragraphs);
  // Its first line is often its headline, which stands above.
  if (paragraphs[0].textContent.trim() === title.trim()) paragraphs[0].className = "headline";
  return element("article", { "aria-label": title }, element("div", { className: "bar" }, others, close),
    element("h2", {}, isolated(title)), element("p", { className: "faint" }, article.url ? link(article.url, article.name) : isolated(article.name), `, ${article.date || words.undated}`),
    element("p", { className: "faint key" }, element("span", { className: "mention" }, words.things), " ", element("span", { className: "trigger" }, words.saysSo), " ", element("span", { className: "told" }, words.aQuote)), body);
}

/** Shows which marks are of what is selected. */
export function choose(pane, node, line) {
  for (const made of pane.querySelectorAll("[data-at]"))
    made.classList.toggle("chosen", (node !== undefined && made.dataset.node === String(node.index)) || (line !== undefined && (made.dataset.lines ?? "").split(" ").includes(line.key)));
}

// ---- Search in texts

const SHORTEST = 3, HITS = 6;
const plain = new Map();
const unmarked = (letter) => {
  if (!plain.has(letter)) {
    const folded = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    plain.set(letter, folded.length === 1 ? folded : letter);
  }
  return plain.get(letter);
};
// Without case and accents, letter for letter, so that a place in it is a place in the text.
const folded = (text) => text.replace(/[A-Z\u0080-\uffff]/g, unmarked).replace(/\s/g, " ");

/** Where articles say it, the first place of each: text before, the words, text behind, place in code points. */
export function searchTexts(graph, text) {
  const wanted = folded(text.trim()), found = [];
  if (wanted.length < SHORTEST) return found;
  for (const article of graph.articles) {
    if (!article.text) continue;
    article.folded ??= folded(article.text);
    const place = article.folded.indexOf(wanted);
    if (place < 0) continue;
    const { text: whole } = article, end = place + wanted.length;
    found.push({ article, at: [...whole.slice(0, place)].length, before: whole.slice(Math.max(0, place - 50), place), exact: whole.slice(place, end), behind: whole.slice(end, end + 50) });
    if (found.length === HITS) break;
  }
  return found;
}
