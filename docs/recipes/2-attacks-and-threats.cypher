// Who attacks, threatens or warns whom, by at least one text that affirms it?
MATCH (s:Entity)-[r:Relation]->(o:Entity), (e:Evidence)
WHERE r.plover IN ['ASSAULT', 'THREATEN'] AND e.relation = r.id AND e.polarity = 'affirmed'
RETURN DISTINCT s.id, r.type, o.id;
