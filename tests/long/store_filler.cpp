// Adds articles to a store until it is refused: the child of a test that limits how large files may grow.
#include <csignal>
#include <cstdio>

#include "../graph/claims.h"
#include "entente/graph/store.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::signal(SIGXFSZ, SIG_IGN);
  entente::Result<entente::Store> store = entente::Store::open(argv[1], {entente::StoreOptions::Mode::create, 1000});
  if (!store) return 3;
  for (int number = 0; number < 1000; ++number) {
    std::vector<std::string> lines;
    for (int i = 0; i < 12; ++i)
      lines.push_back("state/" + std::to_string((number + i) % 17) + " supports person/" + std::to_string(i) + " 0.7");
    const entente::Fragment article =
        entente::article_of("article/" + std::to_string(1000 + number), "2024-10-28", lines);
    const auto added = store->add(article, entente::text_with_quotes(article, static_cast<char>('a' + number % 26)));
    if (!added) {
      std::printf("\n%s\n", entente::to_string(added.error()).c_str());
      return 0;
    }
    std::printf("+");
    std::fflush(stdout);
  }
  return 1;
}
