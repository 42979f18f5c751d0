// Which conflicts, in words or deeds, does the news of November 2024 or later speak of?
MATCH (s:Entity)-[r:Relation]->(o:Entity), (e:Evidence), (a:Article)
WHERE r.score < 0 AND e.relation = r.id AND e.article = a.id AND a.published >= '2024-11-01'
RETURN DISTINCT s.id, r.type, o.id;
