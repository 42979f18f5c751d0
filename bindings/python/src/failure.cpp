#include "failure.h"

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

namespace entente::python {
namespace nb = nanobind;

void translate_failures() {
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const Failure& failure) {
      const InputError& error = failure.error();
      const nb::object type = nb::module_::import_("entente._errors").attr(failure.type());
      const nb::object exception = type(error.seen, error.remedy, error.source, error.line);
      PyErr_SetObject(type.ptr(), exception.ptr());
    }
  });
}

}  // namespace entente::python
