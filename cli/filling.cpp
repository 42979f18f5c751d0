#include "filling.h"

#include <fmt/format.h>

#include <utility>

namespace entente::cli {

void declare_wait(CLI::App& app, std::uint32_t& seconds) {
  app.add_option("--wait", seconds, "How long to wait for another process that writes, in seconds")
      ->type_name("SECONDS")
      ->check(CLI::Range(0U, 3600U))
      ->capture_default_str();
}

ExitCode Filler::open() {
  auto resources = load(options_.articles);
  if (!resources) {
    console_.error(resources.error());
    return bad_data;
  }
  resources_ = *std::move(resources);
  auto chosen = chosen_reader(options_.articles, *resources_);
  if (!chosen) {
    console_.error(chosen.error());
    return wrong_usage;
  }
  chosen_ = *std::move(chosen);
  auto store = Store::open(options_.store, {StoreOptions::Mode::create, 1000 * options_.wait});
  if (!store) {
    console_.error(store.error());
    return output_failed;
  }
  store_ = *std::move(store);
  reader_ = reader_name(*resources_, chosen_.get());
  return success;
}

ExitCode Filler::add(std::vector<std::string> inputs) {
  std::size_t added = 0, replaced = 0, unchanged = 0, refused = 0;
  std::mutex mutex;  // guards the store, which the threads that read ask what it has
  const auto count = [&](const Extracted& made) {
    if (made.is_known) {
      ++unchanged;
      return;
    }
    const std::lock_guard lock(mutex);
    const auto done = store_->add(made.fragment, made.text, reader_);
    if (!done) {
      if (refused++ == 0) console_.error(done.error());
      return;
    }
    added += *done == Store::Added::added;
    replaced += *done == Store::Added::replaced;
    unchanged += *done == Store::Added::unchanged;
  };
  const auto is_known = [&](const Article& article) {
    const std::lock_guard lock(mutex);
    const auto known = store_->has(article, reader_);
    return known && *known;  // a store that cannot be asked says so when the article is added
  };
  ArticleOptions articles = options_.articles;
  articles.inputs = std::move(inputs);
  articles.if_interrupted = "they are in the store, and the same command goes on from there";
  const Tally tally = extract_all(articles, *resources_, chosen_.get(), console_, count, is_known);
  console_.note(fmt::format("{} added, {} replaced, {} unchanged{}", added, replaced, unchanged,
                            tally.failed > 0 ? fmt::format("; {} left out", tally.failed) : ""));
  if (refused > 0) return output_failed;
  return tally.failed > 0 ? left_out : success;
}

}  // namespace entente::cli
