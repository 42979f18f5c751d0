find_package(PkgConfig REQUIRED)
find_package(LibXml2 REQUIRED)
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(RAPIDJSON REQUIRED IMPORTED_TARGET RapidJSON)
find_library(CLD2_LIBRARY cld2 REQUIRED)

set(READING_SOURCES
  reading/article_source.cpp reading/charset.cpp reading/dates.cpp reading/document.cpp reading/html.cpp
  reading/headline.cpp reading/html_parser.cpp reading/json_article.cpp reading/page_dates.cpp reading/page_words.cpp reading/read_article.cpp
  reading/short_language.cpp)
set(READING_LIBRARIES LibXml2::LibXml2 PkgConfig::UCHARDET PkgConfig::NETTLE PkgConfig::RAPIDJSON ${CLD2_LIBRARY})
