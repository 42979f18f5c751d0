// Who supports Ukraine, or is its ally?
MATCH (s:Entity)-[r:supports|alliesWith]->(o:Entity {id: 'state/ukraine'})
RETURN DISTINCT s.id, type(r), o.id;
