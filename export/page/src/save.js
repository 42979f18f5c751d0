// What is seen, to take along.
export function download(content, type, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
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
