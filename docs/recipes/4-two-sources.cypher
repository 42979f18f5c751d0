// What do at least two independent sources say?
MATCH (s:Entity)-[r:Relation]->(o:Entity) WHERE r.sources >= 2
RETURN DISTINCT s.id, r.type, o.id;
