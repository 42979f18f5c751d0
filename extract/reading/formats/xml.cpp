#include "xml.h"

#include <libxml/xmlreader.h>

#include <cstring>

#include "entente/schema/xml_tags.h"

namespace entente {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

void say_nothing(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

}  // namespace

XmlStream::XmlStream(std::string_view utf8) : reader_(nullptr, xmlFreeTextReader) {
  is_broken_ = !trouble_in_tags(utf8, true).what.empty();
  if (is_broken_) return;
  reader_.reset(xmlReaderForMemory(utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8",
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER |
                                       XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT |
                                       XML_PARSE_BIG_LINES));
  if (reader_) xmlTextReaderSetErrorHandler(reader_.get(), say_nothing, nullptr);
}

XmlStream::~XmlStream() = default;

bool XmlStream::next() {
  if (!reader_) return false;
  if (is_empty_) {
    is_empty_ = false;
    part_ = Part::end;
    return true;
  }
  while (true) {
    const int done = xmlTextReaderRead(reader_.get());
    if (done != 1) {
      is_broken_ = done < 0;
      return false;
    }
    switch (xmlTextReaderNodeType(reader_.get())) {
      case XML_READER_TYPE_ELEMENT:
        part_ = Part::begin;
        is_empty_ = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
        return true;
      case XML_READER_TYPE_END_ELEMENT:
        part_ = Part::end;
        return true;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_WHITESPACE:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        part_ = Part::text;
        return true;
      default:
        break;
    }
  }
}

std::string_view XmlStream::name() const { return view(xmlTextReaderConstLocalName(reader_.get())); }
std::string_view XmlStream::name_space() const { return view(xmlTextReaderConstNamespaceUri(reader_.get())); }
std::string_view XmlStream::text() const { return view(xmlTextReaderConstValue(reader_.get())); }
int XmlStream::depth() const { return xmlTextReaderDepth(reader_.get()); }

std::uint32_t XmlStream::line() const {
  const long line = xmlGetLineNo(xmlTextReaderCurrentNode(reader_.get()));  // the parser itself is ahead
  return line < 0 ? 0 : static_cast<std::uint32_t>(line);
}

std::string XmlStream::attribute(const char* name) const {
  std::string value;
  for (int more = xmlTextReaderMoveToFirstAttribute(reader_.get()); more == 1 && value.empty();
       more = xmlTextReaderMoveToNextAttribute(reader_.get()))
    if (view(xmlTextReaderConstLocalName(reader_.get())) == name) value = view(xmlTextReaderConstValue(reader_.get()));
  xmlTextReaderMoveToElement(reader_.get());
  return value;
}

void XmlStream::skip() {
  for (int open = 1; open > 0 && next();) open += part_ == Part::begin ? 1 : part_ == Part::end ? -1 : 0;
}

std::string XmlStream::markup() {
  xmlChar* inner = xmlTextReaderReadInnerXml(reader_.get());
  std::string all(view(inner));
  xmlFree(inner);
  skip();
  return all;
}

std::string XmlStream::content() {
  std::string all;
  for (int open = 1; open > 0 && next();) {
    if (part_ == Part::text) all += text();
    open += part_ == Part::begin ? 1 : part_ == Part::end ? -1 : 0;
  }
  return all;
}

}  // namespace entente
