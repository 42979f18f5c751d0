# Data files become part of the program: embed_files(target NAME name BASE dir FILES file...) adds to `target` a source
# with the content of each file and the function
#     std::span<const entente::EmbeddedFile> entente::detail::<name>();
# sorted by path relative to `dir`. The assembler's .incbin takes the bytes as they are, at no compile time; nothing but
# the relative path and the content reaches the object file. A change of a file rebuilds that source alone.

function(embed_files target)
  cmake_parse_arguments(EMBED "" "NAME;BASE" "FILES" ${ARGN})
  set(declarations "")
  set(assembly "")
  set(table "")
  set(number 0)
  set(paths "")
  foreach(file IN LISTS EMBED_FILES)
    file(RELATIVE_PATH path ${EMBED_BASE} ${file})
    list(APPEND paths ${path})
  endforeach()
  list(SORT paths COMPARE STRING)  # by byte, as std::string_view compares
  foreach(path IN LISTS paths)
    set(symbol entente_${EMBED_NAME}_${number})
    string(APPEND declarations "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
    string(APPEND assembly
      "    \".globl ${symbol}_begin, ${symbol}_end\\n.hidden ${symbol}_begin, ${symbol}_end\\n\"\n"
      "    \"${symbol}_begin: .incbin \\\"${EMBED_BASE}/${path}\\\"\\n${symbol}_end: .byte 0\\n\"\n")
    string(APPEND table "    {\"${path}\", ${symbol}_begin, ${symbol}_end},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${EMBED_NAME}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include <span>

#include "embedded_file.h"

asm(".section .rodata\n"
@assembly@    ".text\n");
extern "C" {
@declarations@}

namespace entente::detail {
std::span<const EmbeddedFile> @EMBED_NAME@() {
  static constexpr EmbeddedFile kFiles[] = {
@table@  };
  return kFiles;
}
}  // namespace entente::detail
]])
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${EMBED_FILES}" COMPILE_OPTIONS -g0)
  target_sources(${target} PRIVATE ${source})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake)
endfunction()
