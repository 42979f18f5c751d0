#include "entente/extract/conllu.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>
#include <utility>

namespace entente {
namespace {

constexpr std::size_t kColumns = 10;
enum Column : std::size_t { kId, kForm, kLemma, kUpos, kXpos, kFeats, kHead, kDeprel, kDeps, kMisc };
using Fields = std::array<std::string_view, kColumns>;

bool is_valid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    UChar32 code = 0;
    U8_NEXT(text.data(), at, text.size(), code);
    if (code < 0) return false;
  }
  return true;
}

bool read_number(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// The value of `key` in MISC or FEATS; "" if it is not there.
std::string_view attribute(std::string_view list, std::string_view key) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('|'), list.size());
    const std::string_view entry = list.substr(0, end);
    if (entry.size() > key.size() && entry.starts_with(key) && entry[key.size()] == '=')
      return entry.substr(key.size() + 1);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return {};
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

// Reads line by line; a sentence is finished by a blank line or the end of the file.
class Reader {
 public:
  Reader(std::string_view content, std::string_view source) : content_(content), source_(source) {}

  Result<Treebank> read() {
    for (std::size_t begin = 0; begin < content_.size();) {
      const std::size_t end = std::min(content_.find('\n', begin), content_.size());
      std::string_view line = content_.substr(begin, end - begin);
      if (line.ends_with('\r')) line.remove_suffix(1);
      begin = end + 1;
      ++line_;
      if (is_blank(line))
        finish();
      else if (line.starts_with('#'))
        comment(line);
      else
        token(line);
      if (!error_.seen.empty()) return error_;
    }
    finish();
    if (!error_.seen.empty()) return error_;
    return std::move(bank_);
  }

 private:
  void fail(std::string seen, std::string remedy, std::uint32_t line = 0) {
    if (error_.seen.empty())
      error_ = {std::string(source_), line == 0 ? line_ : line, std::move(seen), std::move(remedy)};
  }

  void open() {
    if (opened_) return;
    opened_ = true;
    where_.line = line_;
  }

  void comment(std::string_view line) {
    if (!sentence_.tokens.empty()) return;  // of no meaning inside a sentence
    open();
    line.remove_prefix(1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t equals = line.find('=');
    std::string_view key = line.substr(0, equals);
    key = key.substr(0, key.find_last_not_of(' ') + 1);
    std::string_view value = equals == std::string_view::npos ? "" : line.substr(equals + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (key == "sent_id")
      where_.id = value;
    else if (key == "text")
      where_.text = value;
    else if (key.starts_with("newdoc") || key.starts_with("newpar"))
      paragraph_ = true;
  }

  bool split(std::string_view line, Fields& fields) {
    std::size_t count = 0;
    for (std::string_view rest = line;; ++count) {
      const std::size_t end = rest.find('\t');
      if (count < kColumns) fields[count] = rest.substr(0, end);
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    if (count + 1 != kColumns) {
      fail("token line has " + std::to_string(count + 1) + " columns", "write 10 columns with tabs between them");
      return false;
    }
    if (!is_valid_utf8(line)) {
      fail("token line is not UTF-8", "convert the file to UTF-8");
      return false;
    }
    if (std::any_of(fields.begin(), fields.end(), [](std::string_view field) { return field.empty(); })) {
      fail("token line has an empty column", "write _ where there is nothing to say");
      return false;
    }
    return true;
  }

  void token(std::string_view line) {
    Fields fields;
    open();
    if (!split(line, fields)) return;
    const std::string_view id = fields[kId];
    if (id.find('.') != std::string_view::npos) return;  // an empty node
    if (const std::size_t hyphen = id.find('-'); hyphen != std::string_view::npos)
      range(id.substr(0, hyphen), id.substr(hyphen + 1), fields);
    else
      word(id, fields);
  }

  void separate() {
    if (!sentence_.tokens.empty()) {
      if (space_) bank_.text += ' ';
    } else if (paragraph_ && !bank_.text.empty()) {
      bank_.text += "\n\n";
    } else if (space_ && !bank_.text.empty()) {
      bank_.text += ' ';
    }
    paragraph_ = false;
    space_ = false;
  }

  ByteSpan append(std::string_view form) {
    const auto begin = static_cast<std::uint32_t>(bank_.text.size());
    bank_.text += form;
    return {begin, static_cast<std::uint32_t>(bank_.text.size())};
  }

  void range(std::string_view first, std::string_view last, const Fields& fields) {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    const auto next = static_cast<std::uint32_t>(sentence_.tokens.size()) + 1;
    if (!read_number(first, from) || !read_number(last, to) || from != next || to < from || range_open_)
      return fail("range " + std::string(fields[kId]) + " does not start at word " + std::to_string(next),
                  "number words 1, 2, 3 … and write a range before its first word");
    separate();
    range_span_ = append(fields[kForm]);
    space_ = attribute(fields[kMisc], "SpaceAfter") != "No";
    sentence_.contractions.push_back({from - 1, to, std::string(fields[kForm])});
    range_open_ = true;
  }

  void word(std::string_view id, const Fields& fields) {
    std::uint32_t number = 0;
    const auto expected = static_cast<std::uint32_t>(sentence_.tokens.size()) + 1;
    if (!read_number(id, number) || number != expected)
      return fail("word number is \"" + std::string(id) + "\"", "expected " + std::to_string(expected));
    Token token;
    if (range_open_) {
      token.span = range_span_;
      if (number == sentence_.contractions.back().last) range_open_ = false;
    } else {
      separate();
      token.span = append(fields[kForm]);
      space_ = attribute(fields[kMisc], "SpaceAfter") != "No";
    }
    token.form = fields[kForm];
    if (fields[kLemma] != "_" || token.form == "_") token.lemma = fields[kLemma];
    if (fields[kUpos] != "_") {
      token.upos = upos(fields[kUpos]);
      if (name(token.upos) != fields[kUpos])
        return fail("part of speech is \"" + std::string(fields[kUpos]) + "\"",
                    "use one of the 17 of UD, such as NOUN");
    }
    if (fields[kFeats] != "_") token.feats = fields[kFeats];
    if (fields[kDeprel] != "_") token.deprel = fields[kDeprel];
    std::uint32_t head = 0;
    if (fields[kHead] != "_" && !read_number(fields[kHead], head))
      return fail("head is \"" + std::string(fields[kHead]) + "\"", "write the number of a word, 0 for the root");
    token.head = static_cast<std::int32_t>(std::min<std::uint32_t>(head, 0x7FFFFFFF)) - 1;
    name_tag(attribute(fields[kMisc], "NE"));
    sentence_.tokens.push_back(std::move(token));
    where_.lines.push_back(line_);
  }

  void name_tag(std::string_view tag) {
    if (tag.size() < 3 || tag[1] != '-') return;
    constexpr std::array<NameType, 4> kTypes = {NameType::person, NameType::place, NameType::organization,
                                                NameType::other};
    const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](NameType t) { return name(t) == tag.substr(2); });
    if (type == kTypes.end()) return fail("name tag is \"" + std::string(tag) + "\"", "use PER, LOC, ORG or MISC");
    const auto at = static_cast<std::uint32_t>(sentence_.tokens.size());
    std::vector<NameSpan>& names = sentence_.names;
    if (tag[0] == 'I' && !names.empty() && names.back().last == at && names.back().type == *type)
      ++names.back().last;
    else
      names.push_back({at, at + 1, *type, 1.0F});
  }

  void finish() {
    if (!opened_) return;
    std::vector<Token>& tokens = sentence_.tokens;
    if (range_open_) return fail("sentence ends inside a range", "add the words of the range", line_);
    if (!tokens.empty()) {
      for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].head >= static_cast<std::int32_t>(tokens.size()))
          return fail("head is " + std::to_string(tokens[i].head + 1),
                      "the sentence has " + std::to_string(tokens.size()) + " words", where_.lines[i]);
      spell_contractions();
      sentence_.span = {tokens.front().span.begin, tokens.back().span.end};
      bank_.sentences.push_back(std::move(sentence_));
      bank_.sources.push_back(std::move(where_));
      where_ = {};
      opened_ = false;
    }
    sentence_ = {};
  }

  void spell_contractions() {
    for (const Contraction& contraction : sentence_.contractions) {
      std::string spelled;
      for (std::uint32_t i = contraction.first; i < contraction.last; ++i) spelled += sentence_.tokens[i].form;
      if (spelled != contraction.form) continue;
      std::uint32_t at = sentence_.tokens[contraction.first].span.begin;
      for (std::uint32_t i = contraction.first; i < contraction.last; ++i) {
        const auto length = static_cast<std::uint32_t>(sentence_.tokens[i].form.size());
        sentence_.tokens[i].span = {at, at + length};
        at += length;
      }
    }
  }

  std::string_view content_;
  std::string_view source_;
  std::uint32_t line_ = 0;
  InputError error_;
  Treebank bank_;
  Sentence sentence_;
  ConlluSource where_;
  ByteSpan range_span_;
  bool range_open_ = false;
  bool opened_ = false;     // a comment or token of the sentence was seen
  bool space_ = false;      // before the next token
  bool paragraph_ = false;  // before the next sentence
};

// Line breaks and tabs in a text would break the format.
void add_line(std::string_view text, std::string& out) {
  bool space = false;
  for (const char c : text) {
    const bool is_space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (is_space && !space) out += ' ';
    if (!is_space) out += c;
    space = is_space;
  }
}

void add_field(std::string_view field, std::string& out) {
  if (field.empty())
    out += '_';
  else
    add_line(field, out);
}

class Writer {
 public:
  explicit Writer(std::string_view text) : text_(text) {}

  // The lines of a sentence; valid until the next call.
  std::string_view write(const Sentence& sentence, std::size_t number, bool paragraph, std::uint32_t next_begin) {
    out_.clear();
    if (paragraph) out_ += "# newpar\n";
    out_.append("# sent_id = ").append(std::to_string(number)).append("\n# text = ");
    add_line(text_.substr(sentence.span.begin, sentence.span.end - sentence.span.begin), out_);
    out_ += '\n';
    auto contraction = sentence.contractions.begin();
    auto name_span = sentence.names.begin();
    std::size_t range_end = 0;
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      if (contraction != sentence.contractions.end() && contraction->first == i) {
        range_end = contraction->last;
        out_.append(std::to_string(i + 1)).append("-").append(std::to_string(range_end)).append("\t");
        add_field(contraction->form, out_);
        out_.append("\t_\t_\t_\t_\t_\t_\t_\t")
            .append(space_after(sentence, range_end, next_begin) ? "_" : "SpaceAfter=No");
        out_ += '\n';
        ++contraction;
      }
      while (name_span != sentence.names.end() && name_span->last <= i) ++name_span;
      const bool in_name = name_span != sentence.names.end() && name_span->first <= i;
      const bool no_space = i >= range_end && !space_after(sentence, i + 1, next_begin);
      write_word(sentence.tokens[i], i + 1);
      if (in_name) out_.append("NE=").append(name_span->first == i ? "B-" : "I-").append(name(name_span->type));
      if (no_space) out_.append(in_name ? "|" : "").append("SpaceAfter=No");
      if (!in_name && !no_space) out_ += '_';
      out_ += '\n';
    }
    out_ += '\n';
    return out_;
  }

 private:
  // Whether there is a space between word `next` of the sentence and the one before it.
  static bool space_after(const Sentence& sentence, std::size_t next, std::uint32_t next_begin) {
    const std::uint32_t end = sentence.tokens[next - 1].span.end;
    return (next < sentence.tokens.size() ? sentence.tokens[next].span.begin : next_begin) > end;
  }

  void write_word(const Token& token, std::size_t number) {
    out_.append(std::to_string(number)) += '\t';
    add_field(token.form, out_);
    out_ += '\t';
    add_field(token.lemma, out_);
    out_.append("\t").append(name(token.upos)).append("\t_\t");
    add_field(token.feats, out_);
    out_ += '\t';
    if (token.deprel.empty())
      out_ += '_';
    else
      out_ += std::to_string(token.head + 1);
    out_ += '\t';
    add_field(token.deprel, out_);
    out_ += "\t_\t";
  }

  std::string_view text_;
  std::string out_;
};

bool has_blank_line(std::string_view between) { return std::count(between.begin(), between.end(), '\n') > 1; }

}  // namespace

Result<Treebank> read_conllu(std::string_view content, std::string_view source) {
  return Reader(content, source).read();
}

void write_conllu(std::span<const Sentence> sentences, std::string_view text, std::ostream& out) {
  Writer writer(text);
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const ByteSpan span = sentences[i].span;
    const bool paragraph = i > 0 && has_blank_line(text.substr(end, span.begin - end));
    // After the last sentence there is a space as far as the format can say.
    const std::uint32_t next = i + 1 < sentences.size() ? sentences[i + 1].span.begin : span.end + 1;
    out << writer.write(sentences[i], i + 1, paragraph, next);
    end = span.end;
  }
}

}  // namespace entente
