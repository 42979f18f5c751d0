find_package(PkgConfig REQUIRED)
find_package(LibXml2 REQUIRED)
pkg_check_modules(UCHARDET REQUIRED IMPORTED_TARGET uchardet)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(RAPIDJSON REQUIRED IMPORTED_TARGET RapidJSON)
pkg_check_modules(ARCHIVE REQUIRED libarchive)
pkg_check_modules(GMIME REQUIRED gmime-3.0)
option(ENTENTE_PDF "Read PDF, by Poppler, which is under the GPL" ON)
if(ENTENTE_PDF)
  pkg_check_modules(POPPLER REQUIRED poppler-cpp)
else()
  set(POPPLER_CFLAGS -DENTENTE_WITHOUT_PDF)
endif()
find_library(CLD2_LIBRARY cld2 REQUIRED)

set(READING_SOURCES
  reading/article_source.cpp reading/bytes.cpp reading/charset.cpp reading/dates.cpp reading/document.cpp reading/fields.cpp
  reading/headline.cpp reading/html.cpp reading/html_parser.cpp reading/json_article.cpp reading/page_dates.cpp reading/page_words.cpp
  reading/read_article.cpp reading/short_language.cpp
  reading/formats/archive.cpp reading/formats/epub.cpp reading/formats/feed.cpp reading/formats/format.cpp reading/formats/lines.cpp
  reading/formats/mail.cpp reading/formats/mailbox.cpp reading/formats/office.cpp reading/formats/pdf.cpp reading/formats/pdf_layout.cpp
  reading/formats/table.cpp reading/formats/web_archive.cpp reading/formats/xml.cpp)
# Only the two sources that include these see their folders: each of GMime's is one more for the compiler to look into.
set_source_files_properties(reading/formats/mail.cpp PROPERTIES COMPILE_OPTIONS "${GMIME_CFLAGS}")
set_source_files_properties(reading/formats/pdf.cpp PROPERTIES COMPILE_OPTIONS "${POPPLER_CFLAGS}")
set(READING_LIBRARIES LibXml2::LibXml2 PkgConfig::UCHARDET PkgConfig::NETTLE PkgConfig::RAPIDJSON ${CLD2_LIBRARY}
                      ${ARCHIVE_LIBRARIES} ${GMIME_LIBRARIES} ${POPPLER_LIBRARIES})
