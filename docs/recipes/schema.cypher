// The tables of LadybugDB and Kùzu for nodes.csv, relations.csv, evidence.csv and articles.csv. Then, with their folder:
//   COPY Entity FROM 'nodes.csv' (header=true, parallel=false);  and so on
CREATE NODE TABLE Entity(id STRING PRIMARY KEY, type STRING, name STRING, alternateNames STRING, wikidata STRING, isoCode STRING, name_en STRING, name_fr STRING);
CREATE NODE TABLE Article(id STRING PRIMARY KEY, name STRING, title STRING, language STRING, published STRING, source STRING, textHash STRING);
CREATE NODE TABLE Evidence(id STRING PRIMARY KEY, relation STRING, article STRING, `start` INT64, `end` INT64, exact STRING, polarity STRING, modality STRING, attributedTo STRING, quantity DOUBLE, quantityUnit STRING, time STRING, destination STRING, confidence DOUBLE);
CREATE REL TABLE Relation(FROM Entity TO Entity, id STRING, type STRING, plover STRING, score DOUBLE, confidence DOUBLE, sources INT64, negated BOOLEAN, modality STRING);
