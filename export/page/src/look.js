// How things and lines look. The words beside them always say the same.
export const GLYPHS = { Person: "◯", State: "▢", Organization: "□", MilitaryUnit: "⬡", Group: "◎", Place: "⌂", Event: "▱" };

const CAMPS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d1f", "#6a51a3"];

const darkScheme = window.matchMedia("(prefers-color-scheme: dark)");
export const isDark = (state) => (state.theme ? state.theme === "dark" : darkScheme.matches);

export function nodeColour(node, graph, state) {
  if (state.camps) return node.camp === null ? "#999999" : CAMPS[node.camp % CAMPS.length];
  return graph.colours[isDark(state) ? "dark" : "light"].nodes[graph.types.findIndex((t) => t.name === node.type)];
}

/** cooperation, conflict, mixed or structural: what the relations of a line come to. */
export function kindOf(edges) {
  const kinds = new Set(edges.map((edge) => edge.relation.quad.split("-").pop()).filter((kind) => kind !== "structural"));
  return kinds.size === 0 ? "structural" : kinds.size === 2 ? "mixed" : [...kinds][0];
}

export function lineColour(kind, graph, state) {
  const lines = graph.colours[isDark(state) ? "dark" : "light"].lines;
  return { cooperation: lines[1], conflict: lines[3], mixed: isDark(state) ? "#c9a0dc" : "#6a3d9a", structural: lines[4] }[kind];
}

/** "✗ aide (rapporté)": a relation in words, by what is seen of it. */
export function relationWords(edge, words, language) {
  const denied = edge.seen.every((e) => e.polarity === "negated");
  const order = ["actual", "reported", "possible", "planned"];
  const firmest = order.find((modality) => edge.seen.some((e) => e.modality === modality)) ?? "actual";
  return (denied ? "✗ " : "") + (edge.relation.label[language] ?? edge.relation.name) + (firmest === "actual" ? "" : ` (${words[firmest]})`);
}
