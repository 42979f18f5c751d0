// Mailboxes of Unix: mails one behind the other, each below a line that begins with "From " (RFC 4155).
#include <utility>

#include "readers.h"

namespace entente {
namespace {

class Mailbox : public ArticleStream {
 public:
  Mailbox(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {}

  std::optional<Result<RawArticle>> next() override {
    std::string mail;
    bool was_blank = true;
    while (bytes_) {
      auto line = read_line(*bytes_, options_.limits.document_bytes);
      if (!line) {
        bytes_.reset();
        return line.error();
      }
      if (!line->has_value()) {
        bytes_.reset();
        break;
      }
      ++line_;
      std::string_view text = **line;
      if (was_blank && text.starts_with("From ")) {
        const std::uint32_t begin = std::exchange(begin_, line_ + 1);
        if (!trimmed(mail).empty()) return article_at(place_, options_, begin, ArticleFormat::mail, std::move(mail));
        continue;
      }
      was_blank = trimmed(text).empty();
      // ">From " at the start of a line is how a mailbox quotes what is no border.
      const std::size_t quotes = text.find_first_not_of('>');
      if (quotes != text.npos && quotes > 0 && text.substr(quotes).starts_with("From ")) text.remove_prefix(1);
      if (mail.size() <= options_.limits.document_bytes) {
        mail += text;
        mail += '\n';
      }
    }
    if (trimmed(mail).empty()) return std::nullopt;
    return article_at(place_, options_, begin_, ArticleFormat::mail, std::move(mail));
  }
  [[nodiscard]] std::uint32_t line() const override { return line_; }

 private:
  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  const ReadOptions& options_;
  std::uint32_t line_ = 0, begin_ = 1;
};

}  // namespace

std::unique_ptr<ArticleStream> walk_mailbox(std::unique_ptr<ByteSource> bytes, Place place,
                                            const ReadOptions& options) {
  return std::make_unique<Mailbox>(std::move(bytes), std::move(place), options);
}

}  // namespace entente
