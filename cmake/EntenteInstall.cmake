# What an installation holds, and the packages of it. The libraries are made of the objects of the rooms: nothing is
# compiled for them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
find_package(Boost 1.74 REQUIRED)

set(LIBENTENTE_NEEDS tomlplusplus sqlite3 icui18n icuuc xml2 uchardet nettle cld2 archive gmime-3.0 gobject-2.0 glib-2.0 gvc cgraph
    serd-0)
if(ENTENTE_PDF)
  list(APPEND LIBENTENTE_NEEDS poppler-cpp)
endif()
set(objects)
foreach(room schema graph neural extract export)
  list(APPEND objects $<TARGET_OBJECTS:entente_${room}>)
endforeach()
add_library(entente_shared SHARED ${objects})
add_library(entente_static STATIC ${objects})
# Headers of one major version have a folder of their own, so that two can be installed side by side.
set(LIBENTENTE_INCLUDE_DIR ${CMAKE_INSTALL_INCLUDEDIR}/entente-${PROJECT_VERSION_MAJOR})
foreach(library entente_shared entente_static)
  set_target_properties(${library} PROPERTIES OUTPUT_NAME entente LINKER_LANGUAGE CXX)
  target_include_directories(${library} INTERFACE $<INSTALL_INTERFACE:${LIBENTENTE_INCLUDE_DIR}>)
  target_compile_features(${library} INTERFACE cxx_std_20)
  target_link_libraries(${library} PUBLIC Boost::headers PRIVATE ${LIBENTENTE_NEEDS})
endforeach()
# Before 1.0 each minor version may change the binary interface (docs/stability.md).
set_target_properties(entente_shared PROPERTIES
  EXPORT_NAME entente VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set_target_properties(entente_static PROPERTIES EXPORT_NAME static)

# Man page and completions are made by the program.
find_program(GZIP gzip REQUIRED)
set(pages ${CMAKE_BINARY_DIR}/pages)
file(MAKE_DIRECTORY ${pages})
add_custom_command(OUTPUT ${pages}/entente.1.gz ${pages}/entente ${pages}/_entente ${pages}/entente.fish
  COMMAND entente man > ${pages}/entente.1
  COMMAND ${GZIP} -9nf ${pages}/entente.1
  COMMAND entente completion bash > ${pages}/entente
  COMMAND entente completion zsh > ${pages}/_entente
  COMMAND entente completion fish > ${pages}/entente.fish
  DEPENDS entente VERBATIM)
add_custom_target(entente_pages ALL DEPENDS ${pages}/entente.1.gz)

install(TARGETS entente COMPONENT program)
install(FILES ${pages}/entente.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${pages}/entente DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES ${pages}/_entente DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES ${pages}/entente.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
install(DIRECTORY models DESTINATION ${CMAKE_INSTALL_DATADIR}/entente COMPONENT data)
install(DIRECTORY schema DESTINATION ${CMAKE_INSTALL_DATADIR}/entente COMPONENT data
        FILES_MATCHING PATTERN "*.toml" PATTERN "*.tsv" PATTERN "*.ttl" PATTERN "*.jsonld" PATTERN "README.md"
        PATTERN include EXCLUDE)
install(TARGETS entente_shared EXPORT entente LIBRARY COMPONENT library NAMELINK_COMPONENT development)
install(TARGETS entente_static EXPORT entente ARCHIVE COMPONENT development)
foreach(room schema graph extract export)
  install(DIRECTORY ${room}/include/entente DESTINATION ${LIBENTENTE_INCLUDE_DIR} COMPONENT development)
endforeach()
install(FILES extract/neural/include/neural/encoder.h DESTINATION ${LIBENTENTE_INCLUDE_DIR}/neural COMPONENT development)
install(EXPORT entente FILE entente-targets.cmake NAMESPACE entente::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente COMPONENT development)
configure_file(packaging/entente-config.cmake.in ${CMAKE_BINARY_DIR}/entente-config.cmake @ONLY)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/entente-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/entente-config.cmake ${CMAKE_BINARY_DIR}/entente-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/entente COMPONENT development)
list(TRANSFORM LIBENTENTE_NEEDS PREPEND -l OUTPUT_VARIABLE LIBENTENTE_STATIC_FLAGS)
list(JOIN LIBENTENTE_STATIC_FLAGS " " LIBENTENTE_STATIC_FLAGS)
# The file finds its prefix from where it lies, so that an installation can be moved.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
set(LIBENTENTE_PREFIX "\${pcfiledir}/${up}")
configure_file(packaging/entente.pc.in ${CMAKE_BINARY_DIR}/entente.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/entente.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
install(FILES examples/extract_text.cpp examples/merge_graphs.cpp examples/walk_graph.cpp examples/small.jsonld
        DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT development)

include(packaging/packages.cmake)
