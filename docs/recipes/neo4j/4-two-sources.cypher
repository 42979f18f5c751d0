// What do at least two independent sources say?
MATCH (s:Entity)-[r]->(o:Entity) WHERE r.sources >= 2
RETURN DISTINCT s.id, type(r), o.id;
