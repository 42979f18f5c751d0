// Loads a folder of tables into an embedded Neo4j by its load script, then answers queries.
//   java -cp 'NEO4J/*' Neo4j.java PLACE TABLES QUERY_FILE... [-- TABLES QUERY_FILE...]
// PLACE: a folder for the databases, one for each folder of tables. Each answer is printed as "== QUERY_FILE" and its
// rows, cells parted by a space, with \\ \n \r for what would break a line.
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;

public class Neo4j {
  static String withoutComments(String text) {
    StringBuilder kept = new StringBuilder();
    for (String line : text.split("\n")) {
      if (!line.startsWith("//")) kept.append(line).append('\n');
    }
    return kept.toString().strip();
  }

  static String oneLine(Object cell) {
    return String.valueOf(cell).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  static List<String> rows(GraphDatabaseService graph, String query) {
    return graph.executeTransactionally(query, Map.of(), result -> {
      List<String> lines = new ArrayList<>();
      while (result.hasNext()) {
        Map<String, Object> row = result.next();
        List<String> cells = new ArrayList<>();
        for (String column : result.columns()) cells.add(oneLine(row.get(column)));
        lines.add(String.join(" ", cells));
      }
      return lines;
    });
  }

  // Loads one folder into one new database and answers its queries.
  static void answer(Path database, Path tables, List<String> queries) throws Exception {
    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(database)
            .setConfig(GraphDatabaseSettings.load_csv_file_url_root, tables)
            .setConfig(GraphDatabaseSettings.csv_legacy_quote_escaping, false)
            .build();
    try {
      GraphDatabaseService graph = service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
      String script = withoutComments(Files.readString(tables.resolve("load.cypher")));
      for (String statement : script.split(";\n|;$"))
        graph.executeTransactionally(statement, Map.of("folder", "file:///"));
      for (String file : queries) {
        System.out.println("== " + file);
        String query = withoutComments(Files.readString(Path.of(file))).replaceAll(";$", "");
        for (String line : rows(graph, query)) System.out.println(line);
      }
    } finally {
      service.shutdown();
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<String> rest = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    for (int number = 0; !rest.isEmpty(); ++number) {
      int end = rest.indexOf("--") < 0 ? rest.size() : rest.indexOf("--");
      Path tables = Path.of(rest.get(0)).toAbsolutePath();
      answer(Path.of(arguments[0], "database" + number), tables, rest.subList(1, end));
      rest = rest.subList(Math.min(end + 1, rest.size()), rest.size());
    }
  }
}
