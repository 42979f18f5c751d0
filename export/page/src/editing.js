// What on a card corrects it, and the list of all corrections with the file that they become.
import { search } from "./data.js";
import { element, isolated } from "./element.js";

const MATCHES = 6, PARTS = 60;  // shown at most

const field = (label, input, ...buttons) => element("div", { className: "field" }, element("label", {}, element("span", {}, label), input), ...buttons);
const text = (value = "") => element("input", { type: "text", value, autocomplete: "off" });
const onEnter = (input, act) => { input.addEventListener("keydown", (event) => { if (event.key === "Enter") act(); }); return input; };
const choice = (options, value) => element("select", { value }, ...options.map(([name, label]) => element("option", { value: name, selected: name === value }, label)));

function fieldWithText(label, value, verb, act) {
  const input = onEnter(text(value), () => act(input.value));
  return field(label, input, element("button", { onclick: () => act(input.value) }, verb));
}

/** Things of that name, to choose the one that it is. */
function mergeField(node, graph, language, words, act) {
  const list = element("ul", { className: "matches" });
  const input = element("input", { type: "text", autocomplete: "off", oninput: () => list.replaceChildren(...search(graph, input.value, MATCHES + 1).filter((other) => other !== node).slice(0, MATCHES)
    .map((other) => element("li", {}, element("button", { onclick: () => act.correct((made) => made.merge(node, other), other.id) }, `${words.isThing} `, isolated(other.spoken[language]))))) });
  return element("div", {}, field(words.sameThing, input), list);
}

// The parts that the program joined; of a thing that is one from the start, what each article says of it.
function partsOf(node, graph) {
  if (node.parts.length > 1) return node.parts.map((part) => [part, part]);
  const id = (node.parts[0] ?? node.id).replace(/@.*$/s, "");
  const articles = new Set(graph.edges.flatMap((edge) => (edge.subject === node || edge.object === node ? edge.evidence.map((e) => e.article) : [])));
  return [...articles].map((article) => [`${id}@${article.id}`, article.title || article.name]);
}

function splitField(node, graph, words, act) {
  const parts = partsOf(node, graph).slice(0, PARTS);
  if (parts.length < 2) return null;
  const boxes = parts.map(([part, label]) => [part, element("input", { type: "checkbox" }), label]);
  const split = () => {
    const marked = boxes.filter(([, box]) => box.checked).map(([part]) => part), rest = boxes.filter(([, box]) => !box.checked).map(([part]) => part);
    if (marked.length && rest.length) act.correct((made) => made.split(node, marked, rest));
  };
  return element("fieldset", {}, element("legend", {}, words.splitThing), ...boxes.map(([, box, label]) => element("label", { className: "check" }, box, element("span", { className: "what" }, isolated(label)))),
    element("button", { onclick: split }, words.split));
}

export function thingTools(node, graph, state, words, act) {
  if (!graph.corrections) return null;
  const { language } = state, types = graph.types.map((type) => [type.name, type.label[language] ?? type.name]), type = choice(types, node.type);
  return element("details", { className: "correct" }, element("summary", {}, words.correct),
    fieldWithText(words.name, node.name, words.rename, (value) => value.trim() !== node.name && act.correct((made) => made.rename(node, value))),
    field(words.kindOfThing, type, element("button", { onclick: () => type.value !== node.type && act.correct((made) => made.retypeThing(node, type.value)) }, words.change)),
    mergeField(node, graph, language, words, act), splitField(node, graph, words, act),
    fieldWithText(words.note, noteOn(graph, node.id) ?? "", words.write, (value) => act.correct((made) => made.noteThing(node, value))));
}

const takes = (relation, a, b) => (relation.subjects.includes(a) && relation.objects.includes(b)) || (relation.symmetric && relation.subjects.includes(b) && relation.objects.includes(a));

export function relationTools(edge, graph, language, words, act) {
  if (!graph.corrections) return null;
  const articles = [...new Set(edge.evidence.map((e) => e.article))], label = (relation) => relation.label[language] ?? relation.name;
  const where = articles.length > 1 ? choice([["", words.allArticles], ...articles.map((article) => [article.id, article.title || article.name])], "") : null;
  const article = () => articles.find(({ id }) => id === where?.value) ?? null;
  const others = graph.relations.filter((relation) => relation !== edge.relation && takes(relation, edge.subject.type, edge.object.type)).sort((a, b) => label(a).localeCompare(label(b), language));
  const other = others.length ? choice(others.map((relation) => [relation.name, label(relation)]), others[0].name) : null;
  return element("details", { className: "correct" }, element("summary", {}, words.correct),
    where ? field(words.inArticles, where) : null,
    element("div", { className: "field" }, element("button", { onclick: () => act.correct((made) => made.reject(edge, article())) }, words.reject)),
    other ? field(words.itIs, other, element("button", { onclick: () => act.correct((made) => made.retype(edge, article(), other.value)) }, words.change)) : null,
    fieldWithText(words.note, noteOn(graph, edge.subject.id, edge.relation.name, edge.object.id) ?? "", words.write, (value) => act.correct((made) => made.noteRelation(edge, value))));
}

/** What was noted on a thing, or a relation; the latest first. */
export const noteOn = (graph, subject, relation = "", object = "") =>
  graph.notes?.find(([a, r, b]) => a === subject && r === relation && b === object)?.[3];
export function noteLine(words, noted) {
  return noted ? element("p", { className: "note" }, element("strong", {}, `${words.note} : `), isolated(noted)) : null;
}

// A correction as people say it.
function inWords({ words: line, effect }, graph, language, words) {
  const name = (index) => graph.nodes[index].spoken[language], relation = (of) => { const type = graph.relations.find((one) => one.name === of); return type?.label[language] ?? of; };
  const thing = effect.node === undefined ? "" : name(effect.node);
  if (effect.kind === "rename") return words.renamed(graph.corrections.raw.nodes[effect.node][2], effect.name);
  if (effect.kind === "type") return words.isNow(thing, graph.types.find((type) => type.name === effect.type).label[language]);
  if (effect.kind === "same") return words.isNow(thing, name(effect.into));
  if (effect.kind === "different") return `${thing} : ${line.join(" ")}`;
  if (effect.kind === "note") return `${words.note}, ${thing} : ${effect.text}`;
  const said = `${name(effect.subject)} ${relation(effect.relation)} ${name(effect.object)}`;
  if (effect.kind === "noteRelation") return `${words.note}, ${said} : ${effect.text}`;
  return effect.name === null ? words.rejected(said) : words.isNow(said, relation(effect.name));
}

export function correctionsCard(graph, language, words, act) {
  const { corrections } = graph, { list } = corrections;
  const item = (one) => element("li", {}, isolated(inWords(one, graph, language, words)), " ", element("button", { className: "small", onclick: () => act.undo(one) }, words.undo), element("p", {}, element("code", {}, isolated(one.words.join(" ")))));
  return element("section", { "aria-label": words.corrections }, element("h2", {}, words.corrections),
    list.length ? element("ul", { className: "ties" }, ...list.map(item)) : element("p", {}, words.noCorrections),
    list.length ? element("div", { className: "actions" }, element("button", { id: "save-corrections", onclick: act.saveCorrections }, words.saveCorrections)) : null,
    element("p", { className: "faint" }, `${words.howCorrections} `, element("code", {}, "entente merge … --overrides overrides.txt")));
}
