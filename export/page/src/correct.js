// Corrections: what a reader decides about things and relations. They are done to what is shown at once, and saved as
// lines of the overrides file that the program takes, after those that the graph was made with.
//
// All of them speak of the graph as the program wrote it, whatever other corrections make of it: a relation that was
// retyped is rejected under its first type.

/** One line has no line ends, and "#" after a space would begin a comment. */
const clean = (text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim().replace(/(^|\s)#/g, "$1＃");

// What of a decision there can be but one: a later one takes its place.
const keyOf = ([verb, ...rest]) => {
  if (verb === "same" || verb === "different") return ["pair", ...rest.slice(0, 2).sort()].join(" ");
  if (verb === "reject") return ["relation", ...rest.slice(0, 3), rest[3] ?? ""].join(" ");
  if (verb === "retype") return ["relation", ...rest.slice(0, 3), rest[4] ?? ""].join(" ");
  if (verb === "note") return ["note", ...rest.slice(0, rest.indexOf(":"))].join(" ");
  return `${verb} ${rest[0]}`;
};

export class Corrections {
  constructor(raw) {
    Object.assign(this, { raw, made: new Map(), saved: 0, version: 0 });
    this.refs = raw.nodes.map((node) => node[10]?.[0] ?? node[0]);
  }

  get list() { return [...this.made.values()]; }
  get isUnsaved() { return this.version !== this.saved; }

  /** `words` of a line; `effect` is what it does to what is shown. */
  add(words, effect) {
    const one = { words: words.map((word) => clean(word)), effect };
    if (one.words.some((word) => word === "")) return false;
    const key = keyOf(one.words);
    this.made.delete(key);
    this.made.set(key, one);
    ++this.version;
    return true;
  }
  undo(one) {
    this.made.delete(keyOf(one.words));
    ++this.version;
  }

  rename(node, name) { return this.add(["rename", this.refs[node.index], name], { kind: "rename", node: node.index, name: clean(name) }); }
  retypeThing(node, type) { return this.add(["type", this.refs[node.index], type], { kind: "type", node: node.index, type }); }
  merge(node, other) { return this.add(["same", this.refs[node.index], this.refs[other.index]], { kind: "same", node: node.index, into: other.index }); }
  /** The marked parts are another thing than the rest. */
  split(node, marked, rest) {
    for (const part of marked) for (const other of rest) this.add(["different", part, other], { kind: "different", node: node.index });
    for (let i = 1; i < marked.length; ++i) this.add(["same", marked[i - 1], marked[i]], { kind: "different", node: node.index });
  }
  noteThing(node, text) { return this.add(["note", this.refs[node.index], ":", text], { kind: "note", node: node.index, text: clean(text) }); }

  /** `article` null: in all. An edge may stand for several that have become one. */
  reject(edge, article) { this.relation(edge, article, null); }
  retype(edge, article, name) { this.relation(edge, article, name); }
  relation(edge, article, name) {
    for (const [subject, relation, object] of edge.origins) {
      const line = [name === null ? "reject" : "retype", this.refs[subject], relation, this.refs[object], name, article?.id].filter(Boolean);
      this.add(line, { kind: "relation", subject, relation, object, article: article?.id ?? null, name });
    }
  }
  noteRelation(edge, text) {
    return this.add(["note", this.refs[edge.subject.index], edge.relation.name, this.refs[edge.object.index], ":", text],
      { kind: "noteRelation", subject: edge.subject.index, relation: edge.relation.name, object: edge.object.index, text: clean(text) });
  }

  /** The overrides file: the decisions before, without those that were taken anew, and these. */
  file() {
    const isOld = (line) => {
      const words = line.split(/(?:^|[ \t])#/)[0].split(/\s+/).filter(Boolean);
      return words.length < 2 || !this.made.has(keyOf(words));
    };
    const before = this.raw.decisions.split("\n").filter(isOld).join("\n").trimEnd();
    return `${[before, ...this.list.map(({ words }) => words.join(" "))].filter(Boolean).join("\n")}\n`;
  }

  /** The data of the program as they would be with these corrections. Things keep their places, so that nothing moves. */
  applied() {
    const { raw } = this, nodes = raw.nodes.map((node) => [...node]), into = nodes.map((_, index) => index), relations = new Map(), notes = [...raw.notes];
    const root = (index) => { while (into[index] !== index) index = into[index]; return index; };
    const idOf = (index) => nodes[root(index)][0];
    for (const { effect } of this.list) {
      if (effect.kind === "same" && root(effect.node) !== root(effect.into)) into[root(effect.node)] = root(effect.into);
      if (effect.kind === "relation") relations.set([effect.subject, effect.relation, effect.object, effect.article ?? ""].join(" "), effect);
    }
    nodes.forEach((node, index) => {
      const to = nodes[root(index)];
      if (to !== node) to[3] = [...new Set([...to[3], node[2], ...node[3]])].filter((name) => name !== to[2]);
    });
    for (const { effect } of this.list) {
      const node = nodes[root(effect.node ?? 0)];
      if (effect.kind === "rename") [node[3], node[2], node[8], node[9]] = [[node[2], ...node[3]].filter((name) => name !== effect.name), effect.name, "", ""];
      if (effect.kind === "type") node[1] = effect.type;
      if (effect.kind === "note") notes.unshift([node[0], "", "", effect.text]);
      if (effect.kind === "noteRelation") notes.unshift([idOf(effect.subject), effect.relation, idOf(effect.object), effect.text]);
    }
    const named = new Map(raw.relations.map(({ name }, index) => [name, index])), edges = new Map();
    for (const [subject, relation, object, evidence] of raw.edges) {
      const { name } = raw.relations[relation], key = [subject, name, object].join(" ");
      for (const e of evidence) {
        const decided = relations.get(`${key} ${raw.articles[e[0]][0]}`) ?? relations.get(`${key} `);
        if (decided && decided.name === null) continue;
        const to = decided ? named.get(decided.name) : relation;
        let [a, b] = [root(subject), root(object)];
        if (a === b) continue;
        if (raw.relations[to].symmetric && nodes[b][0] < nodes[a][0]) [a, b] = [b, a];
        const place = [a, to, b].join(" ");
        if (!edges.has(place)) edges.set(place, [a, to, b, [], new Map()]);
        edges.get(place)[3].push(e[8] < 0 ? e : e.with(8, root(e[8])));
        edges.get(place)[4].set(key, [subject, name, object]);
      }
    }
    const mentions = raw.mentions.map(([article, ...of]) => [article, ...of.map((value, i) => (i % 3 === 2 ? root(value) : value))]);
    return { ...raw, nodes, notes, mentions, gone: new Set(nodes.flatMap((node, index) => (root(index) === index ? [] : [index]))),
             edges: [...edges.values()].map(([a, to, b, evidence, origins]) => [a, to, b, evidence, [...origins.values()]]) };
  }
}
