# A room is one library: its public headers stand in <room>/include/entente/<room>/, its sources beside its
# CMakeLists.txt. Only linking a room shows its headers, so that an arrow in the wrong direction does not compile.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers are known by what they were made from.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# Contraction of a*b+c would make scores, and so trees, differ between machines; paths of the build machine would
# make two builds differ.
add_compile_options(-Wall -Wextra -Werror -ffp-contract=off -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(ENTENTE_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wno-maybe-uninitialized)  # GCC sees phantoms in instrumented code, in Boost's optional above all
endif()
if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ENTENTE_SANITIZE})
endif()
if(ENTENTE_FUZZ)
  add_compile_options(-fsanitize-ignorelist=${CMAKE_CURRENT_SOURCE_DIR}/tests/fuzz/ignore.txt)
  add_compile_options(-fsanitize=fuzzer-no-link)  # fuzzers are led by the branches that the rooms take
endif()
if(ENTENTE_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

# entente_room(name SOURCES ... [USES room-or-library ...] [PRIVATE library ...])
function(entente_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;PRIVATE" ${ARGN})
  add_library(entente_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(entente_${name} PUBLIC include PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(entente_${name} PUBLIC ${ROOM_USES} PRIVATE ${ROOM_PRIVATE})
endfunction()

# entente_precompile(target header ...): of large headers that every source of a target includes.
function(entente_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # GCC 12 forgets that they are the system's and warns of phantoms in them
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
endfunction()
