// What makes a thing large on the drawing: in how many lines it is, how many sources tell of it, or how many shortest
// ways between others lead through it. All from 0 to MOST, so that sizes can be compared at a glance.
const MOST = 60;
const PIVOTS = 120;  // ways are counted from so many things at most: exact up to there, an estimate above
export const WEIGHTS = ["degree", "sources", "centrality"];

/** The weight of every thing by its index; computed once for each kind. */
export function weightsOf(graph, kind) {
  graph.weights ??= {};
  return (graph.weights[kind] ??= { degree, sources, centrality }[kind](graph));
}

const degree = (graph) => graph.nodes.map((node) => Math.min(node.degree, MOST));

function sources(graph) {
  const told = graph.nodes.map(() => new Set());
  for (const edge of graph.edges) for (const e of edge.evidence) for (const node of [edge.subject, edge.object]) told[node.index].add(e.article.source);
  return scaled(told.map((all) => all.size));
}

// Brandes, A faster algorithm for betweenness centrality, J. Math. Sociol. 25 (2001); from pivots after Brandes & Pich (2007).
function centrality(graph) {
  const { nodes, lines } = graph, count = nodes.length, next = nodes.map(() => []), between = new Float64Array(count);
  for (const { a, b } of lines) { next[a.index].push(b.index); next[b.index].push(a.index); }
  const ways = new Float64Array(count), distance = new Int32Array(count), share = new Float64Array(count);
  const step = Math.max(1, count / PIVOTS);
  for (let pivot = 0; pivot < count; pivot += step) {
    const start = Math.floor(pivot), order = [start];
    ways.fill(0); distance.fill(-1); share.fill(0);
    ways[start] = 1; distance[start] = 0;
    for (const node of order)
      for (const other of next[node]) {
        if (distance[other] < 0) { distance[other] = distance[node] + 1; order.push(other); }
        if (distance[other] === distance[node] + 1) ways[other] += ways[node];
      }
    for (let i = order.length - 1; i > 0; --i) {
      const node = order[i];
      for (const other of next[node]) if (distance[other] === distance[node] - 1) share[other] += (ways[other] / ways[node]) * (1 + share[node]);
      between[node] += share[node];
    }
  }
  return scaled([...between]);
}

function scaled(values) {
  const most = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  return values.map((value) => (value / most) * MOST);
}
