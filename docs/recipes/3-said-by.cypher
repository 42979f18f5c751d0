// What is known from South Korea alone?
MATCH (s:Entity)-[r:Relation]->(o:Entity), (e:Evidence)
WHERE e.relation = r.id AND e.attributedTo = 'state/south-korea'
RETURN DISTINCT s.id, r.type, o.id;
