// The filters, made anew only when what stands on them changes, so that they keep the focus; else their state is set.
import { MODALITIES, POLARITIES } from "./data.js";
import { Dates } from "./dates.js";
import { element, isolated } from "./element.js";
import { nodeIcon } from "./legend.js";
import { isDark } from "./look.js";

const MANY_ARTICLES = 60;  // more are not listed

const group = (title, isOpen, ...children) => element("details", { open: isOpen, className: "group" }, element("summary", { textContent: title }), ...children);
const named = (name, made) => { made.dataset.name = name; return made; };

// What relations have in common; a group is ticked if all of it is shown.
const GROUPS = [["cooperation", (relation) => relation.kind === "cooperation"], ["conflict", (relation) => relation.kind === "conflict"], ["structural", (relation) => relation.kind === "structural"],
  ["words", (relation) => relation.quad.startsWith("verbal")], ["deeds", (relation) => relation.quad.startsWith("material")]];

export class Controls {
  constructor(place, graph, change) {
    Object.assign(this, { place, graph, change });
    this.count();
  }

  /** What the graph holds, anew: corrections change it. */
  count() {
    const { graph, change } = this;
    this.key = "";
    this.dates = graph.days && graph.days[1] > graph.days[0] ? new Dates(graph, change) : null;
    this.mostSources = Math.max(2, ...graph.edges.map((edge) => new Set(edge.evidence.map((e) => e.article.source)).size));
    this.counts = { types: tally(graph.nodes, (node) => node.type), relations: tally(graph.edges, (edge) => edge.relation.name),
      polarities: tally(graph.edges.flatMap((edge) => edge.evidence), (e) => e.polarity), modalities: tally(graph.edges.flatMap((edge) => edge.evidence), (e) => e.modality),
      articles: tally(graph.edges.flatMap((edge) => edge.evidence), (e) => e.article.id) };
  }

  membersOf(group) {
    const isIn = GROUPS.find(([name]) => name === group)[1];
    return this.graph.relations.filter((relation) => isIn(relation) && this.counts.relations.has(relation.name)).map((relation) => relation.name);
  }

  draw(state, words) {
    this.state = state;
    const key = [state.language, isDark(state)].join();
    if (key !== this.key) {
      this.key = key;
      this.make(words);
    }
    for (const made of this.place.querySelectorAll("[data-name]")) {
      const [field, value] = split(made.dataset.name);
      if (field === "slider") {
        made.querySelector("input").value = state[value];
        made.querySelector("output").textContent = value === "confidence" ? `${Math.round(state[value] * 100)} %` : String(state[value]);
      } else if (field === "groups") {
        const members = this.membersOf(value), out = members.filter((name) => state.relations.has(name)).length, input = made.querySelector("input");
        input.checked = out === 0;
        input.indeterminate = out > 0 && out < members.length;
      } else made.querySelector("input").checked = !state[field].has(value);
    }
    this.dates?.sync(state);
  }

  make(words) {
    const { graph, state, counts } = this, { language } = state;
    const box = (field, value, label, icon) => named(`${field}:${value}`, element("label", { className: "check" },
      element("input", { type: "checkbox", checked: true, onchange: () => this.toggle(field, value) }), icon ?? null, element("span", { className: "what" }, isolated(label)),
      element("span", { className: "count" }, String(field === "groups" ? this.membersOf(value).reduce((sum, name) => sum + counts.relations.get(name), 0) : counts[field].get(value) ?? 0))));
    const groups = GROUPS.map(([name]) => name).filter((name) => this.membersOf(name).length > 0).map((name) => box("groups", name, words[name]));
    const relations = graph.relations.filter((relation) => counts.relations.has(relation.name)).sort((a, b) => counts.relations.get(b.name) - counts.relations.get(a.name));
    const sieve = (field, values) => element("div", { className: "actions" },
      element("button", { className: "small", onclick: () => this.change({ [field]: new Set() }) }, words.all),
      element("button", { className: "small", onclick: () => this.change({ [field]: new Set(values) }) }, words.none));
    this.place.replaceChildren(
      this.dates ? group(words.dates, true, ...this.dates.controls(words)) : "",
      group(words.types, true, ...graph.types.filter((type) => counts.types.has(type.name)).map((type) => box("types", type.name, type.label[language], nodeIcon(type.name, graph, state)))),
      group(words.relations, true, element("div", { className: "groups", role: "group", "aria-label": words.groups }, ...groups), ...relations.map((relation) => box("relations", relation.name, relation.label[language] ?? relation.name)), sieve("relations", relations.map((r) => r.name))),
      group(words.status, true, ...POLARITIES.map((value) => box("polarities", value, words[value])), ...MODALITIES.map((value) => box("modalities", value, words[value]))),
      group(words.confidence, true, this.slider("confidence", 0, 1, 0.05, words)), group(words.sources, true, this.slider("sources", 1, this.mostSources, 1, words)),
      graph.articles.length > 1 && graph.articles.length <= MANY_ARTICLES ? group(words.articles, false, ...graph.articles.map((a) => box("articles", a.id, a.title || a.name)), sieve("articles", graph.articles.map((a) => a.id))) : "",
      element("p", { className: "faint help" }, words.help));
  }
  slider(field, min, max, step, words) {
    return named(`slider:${field}`, element("div", { className: "slider" }, element("input", { type: "range", min, max, step, value: this.state[field],
      "aria-label": words[field], oninput: (event) => this.change({ [field]: Number(event.target.value) }) }), element("output", {}, "")));
  }
  toggle(field, value) {
    if (field === "groups") {
      const members = new Set(this.membersOf(value)), isShown = this.place.querySelector(`[data-name="groups:${value}"] input`).checked;
      return this.change({ relations: new Set(isShown ? [...this.state.relations].filter((name) => !members.has(name)) : [...this.state.relations, ...members]) });
    }
    const next = new Set(this.state[field]);
    if (!next.delete(value)) next.add(value);
    this.change({ [field]: next });
  }
}

function tally(values, keyOf) {
  const counts = new Map();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
const split = (name) => [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)];
