// The graph as the page holds it, from the compact arrays that the program wrote.
export const MODALITIES = ["actual", "reported", "possible", "planned"];
export const POLARITIES = ["affirmed", "negated"];

export function readGraph(raw) {
  const articles = raw.articles.map(([id, name, title, language, date, url, source, text = ""]) => ({ id, name, title, language, date, url, source, text, mentions: [] }));
  // The y axis of the program points up, that of a screen down. `spoken` is what readers of each language call a thing.
  const nodes = raw.nodes.map(([id, type, name, names, wikidata, x, y, camp, en, fr, parts = []], index) =>
    ({ index, id, type, name, names, wikidata, x, y: -y, camp, parts, degree: 0, spoken: { en: en || name, fr: fr || name },
       folded: [...new Set([name, ...names, en, fr].filter(Boolean).map(fold))] }));
  for (const relation of raw.relations) relation.kind = relation.quad.split("-").pop();
  for (const [article, ...of] of raw.mentions ?? []) for (let i = 0; i < of.length; i += 3) articles[article].mentions.push([of[i], of[i + 1], nodes[of[i + 2]]]);
  const edges = raw.edges.map(([subject, relation, object, evidence, origins = [[subject, raw.relations[relation].name, object]]], index) => ({
    index, origins, subject: nodes[subject], relation: raw.relations[relation], relationIndex: relation, object: nodes[object],
    evidence: evidence.map(([article, start, end, exact, triggerStart, triggerEnd, polarity, modality, attributedTo, confidence, first, last, extra]) =>
      ({ article: articles[article], start, end, exact, triggerStart, triggerEnd, polarity: POLARITIES[polarity],
         modality: MODALITIES[modality], attributedTo: attributedTo < 0 ? null : nodes[attributedTo], confidence, first, last, extra })),
  }));
  // One line for each pair of things, whatever stands between them.
  const lines = new Map();
  for (const edge of edges) {
    const [a, b] = edge.subject.index < edge.object.index ? [edge.subject, edge.object] : [edge.object, edge.subject];
    const key = `${a.index}-${b.index}`;
    if (!lines.has(key)) lines.set(key, { key, a, b, edges: [] });
    lines.get(key).edges.push(edge);
    edge.line = lines.get(key);
  }
  for (const line of lines.values()) { ++line.a.degree; ++line.b.degree; }
  const camps = campsOf(nodes);
  joinCamps(nodes, edges);
  const days = edges.flatMap((edge) => edge.evidence.flatMap((e) => (e.first === null ? [] : [e.first, e.last])));
  // Of what is told from long ago, one in fifty may lie before the slider: it would be all about those few.
  days.sort((a, b) => a - b);
  const firstDay = days[Math.floor(days.length / 50)], lastDay = days[days.length - 1];
  return { ...raw, camps, articles, nodes, edges, lines: [...lines.values()], days: days.length ? [firstDay, lastDay] : null,
           byId: new Map(nodes.map((node) => [node.id, node])) };
}

// The members of every camp, the most linked first: it is called by them.
function campsOf(nodes) {
  const camps = [];
  for (const node of nodes) if (node.camp !== null) (camps[node.camp] ??= []).push(node);
  for (const members of camps) members?.sort((a, b) => b.degree - a.degree || a.index - b.index);
  return camps;
}

// Relations whose subject belongs to its object, and those whose object is a force of its subject.
const BELONGING = new Set(["leads", "spokespersonFor", "memberOf", "affiliatedWith", "partOf"]), COMMAND = new Set(["leads", "deploys"]);
const CHAIN = 3;  // a spokesman of an army of a state

// Leaders, bodies and armies that camps say nothing of stand with what they belong to, states before others.
function joinCamps(nodes, edges) {
  const owners = new Map();
  const belong = (member, owner) => { if (member.camp === null) owners.set(member, [...(owners.get(member) ?? []), owner]); };
  for (const edge of edges) {
    if (!edge.evidence.some((e) => e.polarity === "affirmed")) continue;
    if (BELONGING.has(edge.relation.name)) belong(edge.subject, edge.object);
    if (COMMAND.has(edge.relation.name) && edge.object.type === "MilitaryUnit") belong(edge.object, edge.subject);
  }
  for (let step = 0; step < CHAIN; ++step) {
    const found = [];
    for (const [member, all] of owners) {
      const owner = all.filter((other) => other.camp !== null).sort((a, b) => (b.type === "State") - (a.type === "State") || b.degree - a.degree || a.index - b.index)[0];
      if (owner && member.camp === null) found.push([member, owner]);
    }
    for (const [member, owner] of found) { member.camp = owner.camp; member.standsWith = owner; }
  }
}

const NAMESAKES = 2;
/** "1: Russia, North Korea +3": a camp by its number and those who are in most lines. */
export function campName(graph, camp, language) {
  const members = graph.camps[camp] ?? [], rest = members.length - NAMESAKES;
  return `${camp + 1}: ${members.slice(0, NAMESAKES).map((node) => node.spoken[language]).join(", ")}${rest > 0 ? ` +${rest}` : ""}`;
}

/** Every name of a thing but the one that it is shown by. */
export const otherNames = (node, language) =>
  [...new Set([node.name, node.spoken.en, node.spoken.fr, ...node.names])].filter((name) => name !== node.spoken[language]);

/** A name without case, accents and punctuation. */
export function fold(name) {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Things of that name, best first: the whole name, its beginning, a word's beginning, anywhere. Any of its names counts. */
export function search(graph, text, limit = 12) {
  const wanted = fold(text);
  if (!wanted) return [];
  const rank = (node) => {
    let best = 9;
    for (const name of node.folded) {
      if (name === wanted) return 0;
      if (name.startsWith(wanted)) best = Math.min(best, 1);
      else if (` ${name}`.includes(` ${wanted}`)) best = Math.min(best, 2);
      else if (name.includes(wanted)) best = Math.min(best, 3);
    }
    return best;
  };
  return graph.nodes.filter((node) => !graph.gone?.has(node.index)).map((node) => [rank(node), node]).filter(([r]) => r < 9)
    .sort((a, b) => a[0] - b[0] || b[1].degree - a[1].degree || a[1].index - b[1].index).slice(0, limit).map(([, node]) => node);
}

const SHORTEST = 3;  // letters that are looked for in quotes

/** Quotes that say it, case and accents aside: those of the surest relations first, each with its relation. */
export function searchQuotes(edges, text, limit = 8) {
  const wanted = fold(text), found = [];
  if (wanted.length < SHORTEST) return found;
  for (const edge of edges) for (const e of edge.seen) if ((e.folded ??= ` ${fold(e.exact)}`).includes(` ${wanted}`)) found.push({ edge, e });
  return found.sort((a, b) => b.edge.sources - a.edge.sources || a.edge.index - b.edge.index).slice(0, limit);
}

export const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
export const dayOf = (iso) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / 86400000);
