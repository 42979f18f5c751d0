#include "entente/graph/store.h"

#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "failure.h"
#include "graph.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

using Guard = nb::call_guard<nb::gil_scoped_release>;

/// A store whose calls come one at a time, whatever threads they come from; none after it was closed.
class SharedStore {
 public:
  SharedStore(const std::string& path, const std::string& mode, std::uint32_t wait_ms) : path_(path) {
    const auto of = mode == "read"    ? StoreOptions::Mode::read
                    : mode == "write" ? StoreOptions::Mode::write
                                      : StoreOptions::Mode::create;
    store_.emplace(value_of(Store::open(path, {of, wait_ms}), "StoreError"));
  }
  void close() {
    const std::lock_guard lock(mutex_);
    store_.reset();
  }
  /// What `act` makes of the store, or a StoreError.
  template <class Act>
  auto with(Act act) {
    const std::lock_guard lock(mutex_);
    if (!store_) throw Failure("StoreError", {path_, 0, "the store is closed", "open it again"});
    return value_of(act(*store_), "StoreError");
  }

 private:
  std::string path_;
  std::mutex mutex_;
  std::optional<Store> store_;
};

const char* word(Store::Added added) {
  switch (added) {
    case Store::Added::added:
      return "added";
    case Store::Added::replaced:
      return "replaced";
    case Store::Added::unchanged:
      return "unchanged";
  }
  return "unchanged";
}

}  // namespace

void declare_store(nb::module_& module) {
  nb::class_<SharedStore>(module, "Store")
      .def(nb::init<const std::string&, const std::string&, std::uint32_t>(), nb::arg("path"), nb::arg("mode"),
           nb::arg("wait_ms"), Guard())
      .def("close", &SharedStore::close, Guard())
      .def(
          "add",
          [](SharedStore& self, const ArticleReading& article) -> std::string {
            return word(self.with(
                [&](Store& store) { return store.add(article.fragment(), article.text(), article.reader()); }));
          },
          Guard())
      .def(
          "withdraw",
          [](SharedStore& self, const std::string& id) {
            return self.with([&](Store& store) { return store.withdraw(id); });
          },
          Guard())
      .def(
          "article_count",
          [](SharedStore& self) { return self.with([](const Store& store) { return store.article_count(); }); },
          Guard())
      .def(
          "articles",
          [](SharedStore& self) {
            std::vector<ArticleRow> rows;
            for (const Article& article : self.with([](const Store& store) { return store.articles(); }))
              rows.push_back(row(article));
            return rows;
          },
          Guard())
      .def(
          "text",
          [](SharedStore& self, const std::string& id) {
            return self.with([&](const Store& store) { return store.text(id); });
          },
          Guard())
      .def(
          "fragment",
          [](SharedStore& self, const std::string& id) {
            Fragment fragment = self.with([&](const Store& store) { return store.fragment(id); });
            if (fragment.article.id.empty())
              throw Failure("NotFound", {id, 0, "no such article in the store", "see store.articles"});
            return std::make_shared<ArticleReading>(std::move(fragment));
          },
          Guard())
      .def(
          "load",
          [](SharedStore& self) {
            return Graph(builtin(), self.with([](const Store& store) { return store.load(); }));
          },
          Guard())
      .def(
          "check", [](SharedStore& self) { return self.with([](const Store& store) { return store.check(); }); },
          Guard());
}

}  // namespace entente::python
