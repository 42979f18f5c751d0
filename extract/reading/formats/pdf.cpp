// PDF, by Poppler's C++ library, in a child process with limits: what a hostile file breaks is only that process. The
// child finds the words, lays them out as text and hands back four fields with NUL between them.
#ifdef ENTENTE_WITHOUT_PDF
#include "readers.h"
#include "reading/charset.h"

namespace entente {

Result<Draft> read_pdf(std::string_view, const ReadOptions& options) {
  return error_at(options, "is a PDF, which this program was built to leave alone", "save its text with pdftotext");
}

}  // namespace entente
#else
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <unicode/unistr.h>

#include <ctime>

#include "entente/schema/child.h"
#include "entente/schema/fold.h"
#include "entente/schema/utf8.h"
#include "pdf_layout.h"
#include "readers.h"
#include "reading/charset.h"

namespace entente {
namespace {

constexpr int kMostPages = 5000;

std::string utf8(const poppler::ustring& text) {
  std::string result;
  icu::UnicodeString(reinterpret_cast<const char16_t*>(text.data()), static_cast<std::int32_t>(text.size()))
      .toUTF8String(result);
  std::erase(result, '\0');
  return lossy_utf8(result);  // halves of surrogate pairs
}

PlacedPage words_on(const poppler::page& page) {
  PlacedPage placed;
  const poppler::rectf sheet = page.page_rect();
  placed.width = sheet.width();
  placed.height = sheet.height();
  for (const poppler::text_box& box : page.text_list(poppler::page::text_list_include_font)) {
    if (box.rotation() != 0) continue;  // along the edge of a page or a picture
    const poppler::rectf at = box.bbox();
    const double size = box.has_font_info() ? box.get_font_size() : at.height();
    placed.words.push_back({at.left(), at.top(), at.right(), at.bottom(), size, utf8(box.text())});
  }
  return placed;
}

std::string day_of(std::time_t time) {
  if (time <= 0) return "";
  std::tm day{};
  if (gmtime_r(&time, &day) == nullptr) return "";
  std::array<char, 16> iso{};
  return {iso.data(), std::strftime(iso.data(), iso.size(), "%Y-%m-%d", &day)};
}

/// Names that programs give: those of files, "Microsoft Word - brief.doc".
bool is_title(std::string_view title) {
  const std::string small = lower_ascii(trimmed(title));
  return small.size() > 3 && !small.starts_with("microsoft ") && !small.starts_with("untitled") &&
         !small.starts_with("sans titre") && !(small.find(' ') == small.npos && small.find('.') != small.npos) &&
         !(small.size() > 4 && small[small.size() - 4] == '.');
}

// ---------------------------------------------------------------- in the child

enum class Outcome : char { read = 'r', locked = 'l', broken = 'b', without_text = 's' };

std::string parse(std::string_view bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  const auto only = [](Outcome outcome) { return std::string(1, static_cast<char>(outcome)); };
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return only(Outcome::broken);
  if (document->is_locked()) return only(Outcome::locked);
  std::vector<PlacedPage> pages;
  for (int i = 0; i < std::min(document->pages(), kMostPages); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (page) pages.push_back(words_on(*page));
  }
  if (pages.empty()) return only(Outcome::broken);
  const LaidOutText text = lay_out_text(pages);
  if (text.paragraphs.empty()) return only(Outcome::without_text);
  std::string made(1, static_cast<char>(Outcome::read));
  for (const std::string& field : {utf8(document->get_title()), text.title, day_of(document->get_creation_date_t()),
                                   joined_paragraphs("", text.paragraphs)})
    made += field + '\0';
  return made;
}

// ---------------------------------------------------------------- in the parent

/// What the file says if the words are on its first pages, else what is set in the largest letters, else what it says.
std::string chosen_title(const std::string& said, const std::string& seen, std::string_view text) {
  if (!is_title(said)) return seen;
  const std::string folded = fold_name(said);
  const bool is_in_text = !folded.empty() && fold_name(prefix(text, 20'000)).find(folded) != std::string::npos;
  return is_in_text || seen.empty() ? std::string(trimmed(said)) : seen;
}

}  // namespace

Result<Draft> read_pdf(std::string_view bytes, const ReadOptions& options) {
  const ReadLimits& limits = options.limits;
  const ChildLimits child{std::chrono::seconds(limits.pdf_seconds), limits.pdf_memory, 4 * limits.document_bytes,
                          "save its text with pdftotext"};
  const Result<std::string> made = run_in_child([&] { return parse(bytes); }, "", child);
  if (!made) return error_at(options, "is a PDF that cannot be read: it " + made.error().seen, made.error().remedy);
  switch (static_cast<Outcome>(made->front())) {
    case Outcome::read:
      break;
    case Outcome::locked:
      return error_at(options, "is a PDF that is locked by a password", "save it without");
    case Outcome::without_text:
      return error_at(options, "is a PDF without text: a scan", "recognise its text first: ocrmypdf IN.pdf OUT.pdf");
    default:
      return error_at(options, "is a PDF that is damaged", "get it whole again");
  }
  std::array<std::string, 4> fields;
  std::size_t at = 1;
  for (std::string& field : fields) {
    const std::size_t end = std::min(made->find('\0', at), made->size());
    field = lossy_utf8(std::string_view(*made).substr(at, end - at));
    at = std::min(end + 1, made->size());
  }
  Draft draft;
  draft.title = chosen_title(fields[0], fields[1], fields[3]);
  draft.made = fields[2];
  draft.text = std::move(fields[3]);
  return draft;
}

}  // namespace entente
#endif
