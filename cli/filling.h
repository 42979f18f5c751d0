// Articles into a store: once (add), or again and again (watch).
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "articles.h"
#include "command.h"
#include "entente/graph/store.h"

namespace entente::cli {

struct AddOptions {
  std::string store;
  std::uint32_t wait = 10;  // seconds for another process that writes
  ArticleOptions articles;
};

/// Declares --wait.
void declare_wait(CLI::App& app, std::uint32_t& seconds);

/// A store and all that is needed to fill it, loaded once.
class Filler {
 public:
  /// `options` and `console` must outlive it.
  Filler(const AddOptions& options, Console& console) : options_(options), console_(console) {}

  /// Says what is wrong, if anything is.
  [[nodiscard]] ExitCode open();
  /// Adds the articles of `inputs` and says what was done. requires  open() succeeded
  ExitCode add(std::vector<std::string> inputs);

 private:
  const AddOptions& options_;
  Console& console_;
  std::optional<Resources> resources_;
  std::unique_ptr<const Reader> chosen_;
  std::optional<Store> store_;
  std::string reader_;
};

}  // namespace entente::cli
