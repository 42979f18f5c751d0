// Who supports Ukraine, or is its ally?
MATCH (s:Entity)-[r:Relation]->(o:Entity {id: 'state/ukraine'}) WHERE r.type IN ['supports', 'alliesWith']
RETURN DISTINCT s.id, r.type, o.id;
