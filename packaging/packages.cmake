# Debian packages: the program, its data, the library, and what building against it needs. `cpack` in the build folder
# makes them; packaging/Dockerfile in a bare Debian.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME entente)
set(CPACK_PACKAGE_VENDOR "The Entente authors")
set(CPACK_PACKAGE_CONTACT "The Entente authors <entente@entente.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "graph of who does what to whom in the news, with quotes")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program data library development)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(soname ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
set(about "Entente turns news articles in French and English into a graph of people,
states, organizations, forces, places and events. Every relation carries
the words that say so, with their place in the article.

")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME entente)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "entente-data (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "graphviz, fonts-dejavu-core")
set(CPACK_DEBIAN_DATA_PACKAGE_NAME entente-data)
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libentente${soname})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SUGGESTS entente-data)
# What CPack would write itself runs ldconfig by hand.
file(WRITE ${CMAKE_BINARY_DIR}/packaging/triggers "activate-noawait ldconfig\n")
file(WRITE ${CMAKE_BINARY_DIR}/packaging/shlibs
     "libentente ${soname} libentente${soname} (>= ${PROJECT_VERSION})\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/packaging/triggers ${CMAKE_BINARY_DIR}/packaging/shlibs)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libentente-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libentente${soname} (= ${PROJECT_VERSION}-1), libboost-graph-dev, libc6-dev, libstdc++-12-dev")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "graph of who does what to whom in the news - program\n${about}This package holds the command line.")
set(CPACK_COMPONENT_DATA_DESCRIPTION "graph of who does what to whom in the news - models\n${about}This package holds the language models and the files of relation types.")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "graph of who does what to whom in the news - library\n${about}This package holds the shared library.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "graph of who does what to whom in the news - development\n${about}This package holds headers, the static library and examples.")

# Each package has its changelog and its copyright.
foreach(package entente entente-data libentente${soname} libentente-dev)
  string(REGEX REPLACE "^entente$" program component ${package})
  string(REPLACE entente-data data component ${component})
  string(REPLACE libentente-dev development component ${component})
  string(REPLACE libentente${soname} library component ${component})
  set(PACKAGE ${package})
  configure_file(packaging/changelog.in ${CMAKE_BINARY_DIR}/packaging/${package}/changelog.Debian @ONLY)
  execute_process(COMMAND ${GZIP} -9nkf changelog.Debian WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/packaging/${package}
                  COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${CMAKE_BINARY_DIR}/packaging/${package}/changelog.Debian.gz packaging/copyright
          DESTINATION share/doc/${package} COMPONENT ${component})
endforeach()
include(CPack)
