// What is known from South Korea alone?
MATCH (e:Evidence {attributedTo: 'state/south-korea'})
MATCH (s:Entity)-[r {id: e.relation}]->(o:Entity)
RETURN DISTINCT s.id, type(r), o.id;
