#include "graphs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "commands/answers.h"
#include "entente/export/jsonld.h"
#include "entente/extract/extractor.h"
#include "entente/graph/store.h"
#include "entente/graph/walk.h"
#include "entente/schema/files.h"
#include "entente/schema/gazetteer.h"
#include "output.h"
#include "table.h"

namespace entente::cli {

namespace {

WriteOptions write_options(const OutputOptions& options, const Ontology& ontology) {
  WriteOptions write;
  write.base = options.base;
  write.language = options.labels;
  write.title = options.title;
  write.page = options.page == "none" ? Page::none : options.page == "16:9" ? Page::wide : Page::a4;
  write.dark = options.dark;
  write.top = options.top;
  write.has_camps = options.has_camps;
  write.has_mark = options.has_mark;
  write.text_of = options.text_of;
  write.is_correctable = !options.selection.fold;  // folded, a relation is not where an article told it
  write.ontology = &ontology;
  return write;
}

Result<void> write_output(const Output& output, const KnowledgeGraph& graph, const WriteOptions& options,
                          Console& console) {
  const auto writer_of = [&](const GraphWriter& write) {
    return [&graph, &options, &write](std::ostream& out) { return write(graph, out, options); };
  };
  if (!output.format->is_folder()) {
    const auto writer = writer_of(output.format->write);
    return output.path == "-" ? writer(console.out()) : write_file(output.path, writer);
  }
  if (auto made = make_folder(output.path); !made) return made;
  for (const FolderFile& file : output.format->files)
    if (auto written = write_file((std::filesystem::path(output.path) / file.name).string(), writer_of(file.write));
        !written)
      return written;
  return {};
}

// An output that memory does not suffice for costs no other.
Result<void> guarded_write(const Output& output, const KnowledgeGraph& graph, const WriteOptions& options,
                           Console& console) {
  try {
    return write_output(output, graph, options, console);
  } catch (const std::bad_alloc&) {
    return InputError{output.path, 0, "cannot be written: not enough memory", "write fewer formats at a time"};
  }
}

// The decisions in a file, and its text, which is read but once: it may be a pipe.
struct Decisions {
  std::string text;
  Overrides overrides;
};

// None for "".
Result<Decisions> read_decisions(const std::string& path) {
  if (path.empty()) return Decisions();
  auto text = content_of(path);
  if (!text) return text.error();
  auto overrides = Overrides::parse(*text, path);
  if (!overrides) return overrides.error();
  return Decisions{*std::move(text), *std::move(overrides)};
}

// What analysts see of a graph: things that several articles name are one node, what was decided is done.
// fails  for decisions on relations that cannot hold
Result<Resolution> finished(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides) {
  Resolution resolution = resolve(graph, ontology, overrides);
  if (resolution.wrong) return *std::move(resolution.wrong);
  return resolution;
}

// The exit code where `read_graph` failed: a store has its own.
ExitCode code_of_reading(const std::string& path) { return path != "-" && is_store(path) ? output_failed : bad_data; }

/// What a person at a terminal wants to see of a graph: the relations with most sources. The whole is for files.
void show(const KnowledgeGraph& graph, const Ontology& ontology, Console& console) {
  constexpr std::size_t kShown = 20;
  const GraphView view(graph, ontology);
  const Table table = best_attested(view, kShown);
  if (!table.rows.empty()) print_text(table, console.out(), console.width());
  if (view.edge_count() > kShown) console.out() << fmt::format("… and {} more\n", view.edge_count() - kShown);
  console.note("-o graph.jsonld writes the graph to a file, -f jsonld to standard output");
}

// `fragments`: what each article says; `whole`: what analysts see.
ExitCode write_each(const KnowledgeGraph& fragments, const KnowledgeGraph& whole, const std::vector<Output>& outputs,
                    const WriteOptions& options, Console& console) {
  ExitCode code = success;
  for (const Output& output : outputs) {
    if (!output.is_asked && console.writes_to_terminal()) {
      show(whole, *options.ontology, console);
      continue;
    }
    const KnowledgeGraph& shown = output.format->name == "fragments" ? fragments : whole;
    WriteOptions asked = options;
    asked.warn = [&](InputError failure) {
      failure.source = output.path + ": " + failure.source;
      console.error(failure);
    };
    if (const Result<void> written = guarded_write(output, shown, asked, console); !written) {
      console.error(written.error());
      code = output_failed;
    }
  }
  if (code == success) console.note(summary(whole));
  return code;
}

}  // namespace

void OutputOptions::declare(CLI::App& app, const std::string& labels_name) {
  declare_files(app);
  declare_views(app, labels_name);
}

void OutputOptions::declare_files(CLI::App& app) {
  std::string known;
  for (const Format& format : formats()) known += fmt::format("{}{}", known.empty() ? "" : ", ", format.ending());
  app.add_option("-o,--output", paths, "Output, by extension: " + known + "; several are written in one run")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("-f,--format", format, "Format of the outputs, whatever their extension; jsonld on standard output")
      ->type_name("FORMAT");
  app.add_flag("--bom", has_mark, "Tables for spreadsheets (.csv) begin with a byte order mark");
  app.add_option("--base", base, "IRI that ids are appended to")->type_name("IRI")->capture_default_str();
}

void OutputOptions::declare_views(CLI::App& app, const std::string& labels_name) {
  app.add_option("--min-confidence", min_confidence, "Leave out what is less certain")
      ->type_name("0..1")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option(labels_name, labels, "Language of names and labels in pictures and pages (fr, en)")
      ->type_name("CODE")
      ->check(CLI::IsMember({"fr", "en"}))
      ->capture_default_str();
  app.add_option("--title", title, "Title of pictures and pages")->type_name("TEXT");
  app.add_option("--page", page, "What a picture fits on, with words of 8 points and more: a4 (across), 16:9, none")
      ->type_name("PAGE")
      ->check(CLI::IsMember({"a4", "16:9", "none"}))
      ->capture_default_str();
  app.add_flag("--dark", dark, "Pictures on a dark ground");
  app.add_flag("--camps", has_camps, "Pictures with the camps of the graph drawn together");
  app.add_option("--top,--max-nodes", top, "Most things in a picture (what fits; 200 with --page none) or page (all)")
      ->type_name("N")
      ->check(CLI::Range(1U, 100'000U));
  selection.declare(app);
  app.add_option("--overrides", overrides, kOverridesText)->type_name("FILE");
}

void TypeOptions::declare(CLI::App& app) {
  app.add_option("--schema", schemas, "Further relation types: the ontology of a folder laid out as schema/")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--ontology", ontologies, "Further relation types, in the form of schema/ontology.toml")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

Result<Ontology> TypeOptions::load() const {
  if (schemas.empty() && ontologies.empty()) return builtin_ontology();
  ResourceOptions options;
  options.schemas.assign(schemas.begin(), schemas.end());
  options.ontologies.assign(ontologies.begin(), ontologies.end());
  auto resources = load_resources(options);
  if (!resources) return resources.error();
  return std::move(resources->ontology);
}

std::optional<ReadGraphs> read_graphs(const std::vector<std::string>& paths, const TypeOptions& types, Console& console,
                                      ExitCode& code) {
  auto ontology = types.load();
  if (!ontology) {
    console.error(ontology.error());
    code = bad_data;
    return std::nullopt;
  }
  ReadGraphs read{*std::move(ontology), {}, {}};
  for (const std::string& path : paths) {
    std::string base;
    auto part = read_graph(path, read.ontology, &base);
    if (!part) {
      console.error(part.error());
      code = code_of_reading(path);
      return std::nullopt;
    }
    if (read.base.empty()) read.base = std::move(base);
    read.graph.merge(*std::move(part));
  }
  return read;
}

std::optional<Resolution> resolved(const ReadGraphs& read, const std::string& overrides, Console& console,
                                   ExitCode& code) {
  const auto decisions = read_decisions(overrides);
  auto resolution = decisions ? finished(read.graph, read.ontology, decisions->overrides) : decisions.error();
  if (resolution) return *std::move(resolution);
  console.error(resolution.error());
  code = bad_data;
  return std::nullopt;
}

Result<std::vector<Output>> plan(const OutputOptions& options, std::vector<std::string> data) {
  if (auto sound = check_base(options.base); !sound) return sound.error();
  auto outputs = plan_outputs(options.paths, options.format);
  if (!outputs) return outputs;
  if (!options.overrides.empty()) data.push_back(options.overrides);
  if (auto sound = keep_apart(*outputs, data); !sound) return sound.error();
  return outputs;
}

Result<std::vector<Output>> plan(const OutputOptions& options, const std::vector<std::string>& graphs,
                                 const TypeOptions& types) {
  std::vector<std::string> data = types.schemas;
  data.insert(data.end(), types.ontologies.begin(), types.ontologies.end());
  auto outputs = plan(options, std::move(data));
  if (!outputs) return outputs;
  if (auto sound = keep_graphs_apart(*outputs, graphs); !sound) return sound.error();
  return outputs;
}

ExitCode write_outputs(const KnowledgeGraph& graph, const std::vector<Output>& outputs, const OutputOptions& options,
                       const Ontology& ontology, Console& console) {
  auto decisions = read_decisions(options.overrides);
  auto whole = !decisions ? decisions.error()
               : options.min_confidence > 0
                   ? finished(confident(graph, options.min_confidence), ontology, decisions->overrides)
                   : finished(graph, ontology, decisions->overrides);
  if (!whole) {
    console.error(whole.error());
    return bad_data;
  }
  if (const ExitCode code = select(whole->graph, options.selection, ontology, console); code != success) return code;
  WriteOptions write = write_options(options, ontology);
  write.resolution = &*whole;
  write.decisions = std::move(decisions->text);
  return write_each(graph, whole->graph, outputs, write, console);
}

ExitCode write_as_read(const KnowledgeGraph& graph, const std::vector<Output>& outputs, const OutputOptions& options,
                       const Ontology& ontology, Console& console) {
  return write_each(graph, graph, outputs, write_options(options, ontology), console);
}

KnowledgeGraph confident(const KnowledgeGraph& graph, double min_confidence) {
  KnowledgeGraph result;
  for (auto [id, fragment] : graph.fragments()) {
    for (Edge& edge : fragment.edges)
      std::erase_if(edge.evidence, [&](const Evidence& evidence) { return evidence.confidence < min_confidence; });
    std::erase_if(fragment.edges, [](const Edge& edge) { return edge.evidence.empty(); });
    result.merge(std::move(fragment));
  }
  return result;
}

std::string summary(const KnowledgeGraph& graph) {
  const auto count = [](std::size_t n, const char* one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); };
  std::size_t nodes = 0, edges = 0, quotes = 0;
  for_each_node(graph, [&](const Node&) { ++nodes; });
  for_each_edge(graph, [&](const Edge& edge) {
    ++edges;
    quotes += edge.evidence.size();
  });
  return fmt::format("{}, {}, {}, {}", count(graph.article_count(), "article"), count(nodes, "node"),
                     count(edges, "relation"), count(quotes, "quote"));
}

}  // namespace entente::cli
