#include "numbered_ids.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace entente {
namespace {

// Named things have even ids, nameless ones odd ids. Names are strings of cgraph's own pool, which its writer asks for;
// they go with the graph.
class Numbering {
 public:
  explicit Numbering(Agraph_t* graph) : graph_(graph) {}

  [[nodiscard]] IDTYPE of_nameless() { return 2 * nameless_++ + 1; }

  /// False for a name that is not known and not to be created.
  [[nodiscard]] bool find(char* name, bool creates, IDTYPE& id) {
    if (const auto known = ids_.find(name); known != ids_.end()) {
      id = known->second;
      return true;
    }
    if (!creates) return false;
    id = 2 * (names_.size() + 1);
    ids_.emplace(names_.emplace_back(agstrdup(graph_, name)), id);
    return true;
  }

  /// Null for an id without a name.
  [[nodiscard]] char* name(IDTYPE id) const {
    return id % 2 == 0 && id / 2 - 1 < names_.size() ? names_[id / 2 - 1] : nullptr;
  }

 private:
  Agraph_t* graph_;
  std::vector<char*> names_;
  std::unordered_map<std::string_view, IDTYPE> ids_;
  IDTYPE nameless_ = 0;
};

void* open_ids(Agraph_t* graph, Agdisc_t* /*services*/) { return new Numbering(graph); }

long map_name(void* state, int /*kind*/, char* name, IDTYPE* id, int creates) {
  auto& numbering = *static_cast<Numbering*>(state);
  if (name != nullptr) return numbering.find(name, creates != 0, *id) ? 1 : 0;
  if (creates == 0) return 0;
  *id = numbering.of_nameless();
  return 1;
}

long claim_id(void* /*state*/, int /*kind*/, IDTYPE /*id*/) { return 0; }
void free_id(void* /*state*/, int /*kind*/, IDTYPE /*id*/) {}
char* name_of(void* state, int /*kind*/, IDTYPE id) { return static_cast<Numbering*>(state)->name(id); }
void close_ids(void* state) { delete static_cast<Numbering*>(state); }
void register_id(void* /*state*/, int /*kind*/, void* /*thing*/) {}

}  // namespace

Agiddisc_t numbered_ids = {open_ids, map_name, claim_id, free_id, name_of, close_ids, register_id};

}  // namespace entente
