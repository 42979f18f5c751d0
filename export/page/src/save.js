// What is seen, to take along.
import { isoDay } from "./data.js";

export function download(content, type, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// Columns as in the table of evidence that the program writes.
const CSV = [["subject", (edge) => edge.subject.name], ["relation", (edge) => edge.relation.name], ["object", (edge) => edge.object.name],
  ["polarity", (edge, e) => e.polarity], ["modality", (edge, e) => e.modality], ["attributedTo", (edge, e) => e.attributedTo?.name], ["from", (edge, e) => day(e.first)],
  ["to", (edge, e) => day(e.last)], ["sources", (edge) => edge.sources], ["confidence", (edge, e) => e.confidence], ["quote", (edge, e) => e.exact],
  ["article", (edge, e) => e.article.title || e.article.name], ["published", (edge, e) => e.article.date], ["url", (edge, e) => e.article.url]];
const day = (value) => (value === null ? "" : isoDay(value));

// RFC 4180; no spreadsheet takes a cell for a formula (CWE-1236).
function cell(value) {
  if (typeof value === "number") return String(value);
  const text = value ?? "", isFormula = /^\s*[=+\-@\t\r]/.test(text);
  return isFormula || /[",\r\n]|^\s|\s$/.test(text) ? `"${isFormula ? "'" : ""}${text.replaceAll('"', '""')}"` : text;
}

/** The evidence that is seen, a row each, after a byte order mark: spreadsheets take it for UTF-8 then. */
export function toCsv(seen) {
  const rows = seen.edges.flatMap((edge) => edge.seen.map((e) => CSV.map(([, of]) => cell(of(edge, e)))));
  return `\ufeff${[CSV.map(([name]) => name), ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
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
