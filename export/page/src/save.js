// What is seen, to take along.
const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const xml = (text) => text.replace(/[&<>"']/g, (c) => XML[c]).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

export function download(content, type, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function toSvg({ lines, nodes, ink }, width, height, paper) {
  const n = (value) => value.toFixed(1);
  return [`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    ...lines.map((l) => `<line x1="${n(l.x1)}" y1="${n(l.y1)}" x2="${n(l.x2)}" y2="${n(l.y2)}" stroke="${l.colour}" stroke-width="${n(l.width)}"><title>${xml(l.label)}</title></line>`),
    ...nodes.map((d) => `<circle cx="${n(d.x)}" cy="${n(d.y)}" r="${n(d.r)}" fill="${d.colour}"/><text x="${n(d.x + d.r + 3)}" y="${n(d.y + 4)}" fill="${ink}">${xml(d.label)}</text>`),
    "</svg>"].join("\n");
}

/** The graph that is seen, in the form that 'entente merge' and graph databases read. */
export function toJsonLd(graph, seen) {
  const articles = new Set(seen.edges.flatMap((edge) => edge.seen.map((e) => e.article)));
  const evidence = (edge, e, i) => ({ "@id": `${relationId(edge)}#${e.article.id};char=${e.start},${e.end};${i}`,
    "@type": ["Evidence", "TextQuoteSelector", "TextPositionSelector"], source: e.article.id, start: e.start, end: e.end, exact: e.exact,
    polarity: e.polarity, modality: e.modality, ...(e.attributedTo ? { attributedTo: e.attributedTo.id } : {}), ...e.extra, confidence: e.confidence,
    triggerStart: e.triggerStart, triggerEnd: e.triggerEnd });
  const relationId = (edge) => `relation/${edge.subject.id}/${edge.relation.name}/${edge.object.id}`;
  const attributed = seen.edges.flatMap((edge) => edge.seen.map((e) => e.attributedTo)).filter((node) => node);
  const nodes = [...new Set([...seen.nodes, ...attributed])].sort((a, b) => a.index - b.index);
  return JSON.stringify({ "@context": graph.context, "@graph": [
    ...[...articles].map((a) => ({ "@id": a.id, "@type": "Article", name: a.name, headline: a.title || undefined, inLanguage: a.language || undefined,
      datePublished: a.date || undefined, sourceLocation: a.url || undefined, offsetUnit: "codepoint" })),
    ...nodes.map((node) => ({ "@id": node.id, "@type": node.type, name: node.name,
      alternateName: node.names.length ? node.names : undefined, sameAs: node.wikidata ? [`http://www.wikidata.org/entity/${node.wikidata}`] : undefined })),
    ...seen.edges.map((edge) => ({ "@id": relationId(edge), "@type": "Relation", relationType: edge.relation.name, subject: edge.subject.id,
      object: edge.object.id, plover: edge.relation.plover || undefined, score: edge.relation.score, evidence: edge.seen.map((e, i) => evidence(edge, e, i)) })),
  ] });
}
