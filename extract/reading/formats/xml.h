// XML as a stream, by libxml2's reader: no entity is expanded, no file or connection is opened.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "entente/extract/reading.h"

struct _xmlTextReader;

namespace entente {

class XmlStream {
 public:
  enum class Part { begin, end, text };

  /// `utf8` must outlive it. Whatever encoding it declares, it is UTF-8.
  explicit XmlStream(std::string_view utf8);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  /// To the next part; false at the end, and where the XML is broken: from its start where a tag has more than 256
  /// attributes.
  bool next();
  [[nodiscard]] Part part() const { return part_; }
  /// Of an element, without its prefix.
  [[nodiscard]] std::string_view name() const;
  /// What its prefix stands for.
  [[nodiscard]] std::string_view name_space() const;
  /// "" if the element has no such attribute; with or without prefix.
  [[nodiscard]] std::string attribute(const char* name) const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::uint32_t line() const;
  [[nodiscard]] int depth() const;
  /// Passes over the element that has begun, to its end.
  void skip();
  /// All text below the element that has begun; it has ended then.
  std::string content();
  /// The same with its tags.
  std::string markup();
  [[nodiscard]] bool is_broken() const { return is_broken_; }

 private:
  std::unique_ptr<_xmlTextReader, void (*)(_xmlTextReader*)> reader_;
  Part part_ = Part::end;
  bool is_empty_ = false;  // an element without content ends once more than the reader says
  bool is_broken_ = false;
};

}  // namespace entente
