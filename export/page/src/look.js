// How things and lines look. Shapes, dashes and words always say what colours say.
export const GLYPHS = { Person: "◯", State: "▢", Organization: "□", MilitaryUnit: "⬡", Group: "◎", Place: "⌂", Event: "▱" };

// After Okabe & Ito, Color Universal Design (2008), as in the palette of the program.
const CAMPS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#6a51a3"];
const NO_CAMP = { light: "#bdbdbd", dark: "#5b626b" };

const darkScheme = window.matchMedia("(prefers-color-scheme: dark)");
export const isDark = (state) => (state.theme ? state.theme === "dark" : darkScheme.matches);
export const themeOf = (state) => (isDark(state) ? "dark" : "light");
export const coloursOf = (graph, state) => graph.colours[themeOf(state)];

/** The fill and the border of a thing. */
export function nodeColours(node, graph, state) {
  const colours = coloursOf(graph, state), type = graph.types.findIndex((t) => t.name === node.type);
  if (!state.camps) return { fill: colours.fills[type], border: colours.nodes[type] };
  const fill = node.camp === null || node.camp === undefined ? NO_CAMP[themeOf(state)] : CAMPS[node.camp % CAMPS.length];
  return { fill, border: colours.ink };
}

/** cooperation, conflict, mixed or structural: what some relations come to. */
export function kindOf(edges) {
  const kinds = new Set(edges.map((edge) => edge.relation.kind).filter((kind) => kind !== "structural"));
  return kinds.size === 0 ? "structural" : kinds.size === 2 ? "mixed" : [...kinds][0];
}
const isDeed = (edges) => edges.some((edge) => edge.relation.quad.startsWith("material"));

export function lineColour(kind, isMaterial, graph, state) {
  const lines = coloursOf(graph, state).lines;
  return { cooperation: lines[isMaterial ? 1 : 0], conflict: lines[isMaterial ? 3 : 2], structural: lines[4],
           mixed: isDark(state) ? "#c9a0dc" : "#6a3d9a" }[kind];
}

const FIRMNESS = ["actual", "reported", "possible", "planned"];
/** The firmest status that any of the evidence has. */
export const firmest = (edges) => FIRMNESS.find((modality) => edges.some((edge) => edge.seen.some((e) => e.modality === modality))) ?? "actual";
export const isDenied = (edge) => edge.seen.every((e) => e.polarity === "negated");
/** By the firmest status: solid is fact, dashed reported, dotted possible or planned. */
export const DASHES = { actual: [], reported: [7, 5], possible: [1.5, 4], planned: [1.5, 4] };

/** What stands at the end of a line: a triangle for cooperation, a diamond for conflict, full for deeds; a bar if denied. */
export function headOf(edges) {
  if (edges.length === 0) return null;
  if (edges.every(isDenied)) return { shape: "bar", isFull: true };
  const shape = { cooperation: "triangle", conflict: "diamond", mixed: "square", structural: "vee" }[kindOf(edges)];
  return { shape, isFull: isDeed(edges) };
}

/** A line as it is drawn: `edges` are what is seen of it. */
export function lineLook(line, edges, graph, state) {
  const kind = kindOf(edges), most = Math.max(...edges.map((edge) => edge.sources));
  return { colour: lineColour(kind, isDeed(edges), graph, state), dash: DASHES[firmest(edges)],
           width: kind === "structural" ? 1 : Math.min(5, 1.3 + Math.log2(most)),
           atB: headOf(edges.filter((e) => e.subject === line.a || e.relation.symmetric)),
           atA: headOf(edges.filter((e) => e.subject === line.b || e.relation.symmetric)) };
}

/** "✗ aide (rapporté)": a relation in words, by what is seen of it. */
export function relationWords(edge, words, language) {
  const status = firmest([edge]);
  return (isDenied(edge) ? "✗ " : "") + (edge.relation.label[language] ?? edge.relation.name) + (status === "actual" ? "" : ` (${words[status]})`);
}
