// Who attacks, threatens or warns whom, by at least one text that affirms it?
MATCH (s:Entity)-[r]->(o:Entity) WHERE r.plover IN ['ASSAULT', 'THREATEN']
MATCH (e:Evidence {relation: r.id, polarity: 'affirmed'})
RETURN DISTINCT s.id, type(r), o.id;
