// Which conflicts, in words or deeds, does the news of November 2024 or later speak of?
MATCH (e:Evidence)-[:IN]->(a:Article) WHERE a.published >= '2024-11-01'
MATCH (s:Entity)-[r {id: e.relation}]->(o:Entity) WHERE r.score < 0
RETURN DISTINCT s.id, type(r), o.id;
