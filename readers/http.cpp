#include "http.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLongestHeader = 64'000;
constexpr std::size_t kShownBody = 160;
constexpr std::string_view kScheme = "http://";

InputError failed(std::string seen, std::string remedy = "") { return {"", 0, std::move(seen), std::move(remedy)}; }

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A whole number that fills `text`; nothing for any other text or a number that does not fit.
std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Header {
  std::size_t status = 0, end = 0;  // where the body starts
  std::optional<std::size_t> length;
  bool is_chunked = false;
};

Result<Header> header_of(std::string_view response, std::size_t end) {
  Header header;
  header.end = end + 4;
  std::string_view lines = response.substr(0, end);
  const auto next_line = [&lines] {
    const std::size_t stop = lines.find("\r\n");
    const std::string_view line = lines.substr(0, stop);
    lines.remove_prefix(stop == lines.npos ? lines.size() : stop + 2);
    return line;
  };
  const std::string_view first = next_line();
  const auto status =
      first.size() >= 12 && first.starts_with("HTTP/1.") ? number(first.substr(9, 3), 10) : std::nullopt;
  if (!status) return failed("answers with something that is not HTTP/1");
  header.status = *status;
  while (!lines.empty()) {
    const std::string_view line = next_line();
    const std::size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string_view field = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
    if (is_same_word(field, "content-length")) {
      const auto length = number(value, 10);
      if (!length || (header.length && *header.length != *length)) return failed("answers with a length that is none");
      header.length = length;
    } else if (is_same_word(field, "transfer-encoding")) {
      if (!is_same_word(value, "chunked")) return failed("answers in an encoding that was not asked for");
      header.is_chunked = true;
    }
  }
  return header;
}

/// The chunks of a body joined; nothing if more bytes are needed.
Result<std::optional<std::string>> dechunked(std::string_view chunks, std::size_t limit) {
  std::string body;
  while (true) {
    const std::size_t stop = chunks.find("\r\n");
    if (stop == chunks.npos) return std::optional<std::string>();
    const auto size = number(trimmed(chunks.substr(0, std::min(stop, chunks.find(';')))), 16);
    if (!size) return failed("answers with a chunk without a size");
    if (*size > limit - body.size()) return failed("answers with more than " + std::to_string(limit) + " bytes");
    chunks.remove_prefix(stop + 2);
    if (*size == 0) return std::optional(std::move(body));
    if (chunks.size() < *size + 2) return std::optional<std::string>();
    body += chunks.substr(0, *size);
    if (chunks.substr(*size, 2) != "\r\n") return failed("answers with a chunk without an end");
    chunks.remove_prefix(*size + 2);
  }
}

/// A socket that is closed with it.
class Socket {
 public:
  explicit Socket(int family) : file_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}
  ~Socket() {
    if (file_ >= 0) ::close(file_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int get() const { return file_; }

 private:
  int file_;
};

/// Waits for it until `end`; false if it does not come to that.
bool wait_for(int file, short events, Clock::time_point end) {
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{file, events, 0};
    if (::poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 1000))) > 0) return true;
  }
}

int connect_to(const Socket& socket, const LoopbackAddress& address) {
  if (address.is_ipv6) {
    sockaddr_in6 to{};
    to.sin6_family = AF_INET6;
    to.sin6_port = htons(address.port);
    to.sin6_addr = in6addr_loopback;
    return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to);
  }
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(address.port);
  to.sin_addr.s_addr = htonl(address.ipv4);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

}  // namespace

Result<LoopbackAddress> loopback_address(std::string_view url) {
  const auto no = [&](const char* seen) {
    return InputError{"--reader", 0, seen, "give an address such as http://127.0.0.1:8080/v1/chat/completions"};
  };
  if (!url.starts_with(kScheme)) return no("is no http address");
  url.remove_prefix(kScheme.size());
  LoopbackAddress address;
  const std::size_t slash = url.find('/');
  if (slash != url.npos) address.path = url.substr(slash);
  if (!is_printable(address.path)) return no("has a path with characters that must be percent-encoded");
  std::string_view host = url.substr(0, slash);
  const std::size_t colon = host.rfind(':');
  if (colon != host.npos && host.find(']', colon) == host.npos) {
    const auto port = number(host.substr(colon + 1), 10);
    if (!port || *port == 0 || *port > 65535) return no("has an impossible port");
    address.port = static_cast<std::uint16_t>(*port);
    host = host.substr(0, colon);
  }
  address.host = host;
  in_addr ipv4{};
  if (host == "[::1]") {
    address.is_ipv6 = true;
  } else if (is_same_word(host, "localhost")) {
    address.ipv4 = INADDR_LOOPBACK;
  } else if (::inet_pton(AF_INET, address.host.c_str(), &ipv4) == 1 && ntohl(ipv4.s_addr) >> 24U == 127) {
    address.ipv4 = ntohl(ipv4.s_addr);
  } else {
    return no("is not on this machine: only loopback addresses are asked");
  }
  return address;
}

Result<std::optional<std::string>> body_of(std::string_view response, bool is_whole, std::size_t limit) {
  const auto unfinished = [&]() -> Result<std::optional<std::string>> {
    if (is_whole) return failed("answers with less than it announced");
    return std::optional<std::string>();
  };
  const std::size_t end = response.substr(0, kLongestHeader).find("\r\n\r\n");
  if (end == response.npos) {
    if (response.size() >= kLongestHeader) return failed("answers with a header that does not end");
    return unfinished();
  }
  const auto header = header_of(response, end);
  if (!header) return header.error();
  const std::string_view rest = response.substr(header->end);
  if (header->status != 200) {  // the first line of the body says why, if it is text
    const std::string_view why = header->is_chunked ? std::string_view() : rest;
    const bool is_said = header->is_chunked || why.find('\n') != why.npos || why.size() >= kShownBody ||
                         why.size() >= header->length.value_or(kShownBody);
    if (!is_said && !is_whole) return std::optional<std::string>();
    const std::string line(why.substr(0, std::min(why.find_first_of("\r\n"), kShownBody)));
    return failed("answers with status " + std::to_string(header->status) + (line.empty() ? "" : ": " + line));
  }
  if (header->is_chunked) {
    auto body = dechunked(rest, limit);
    if (body && !*body) return unfinished();
    return body;
  }
  if (header->length.value_or(rest.size()) > limit)
    return failed("answers with more than " + std::to_string(limit) + " bytes");
  if (header->length ? rest.size() < *header->length : !is_whole) return unfinished();
  return std::optional(std::string(rest.substr(0, header->length.value_or(rest.size()))));
}

Result<std::string> post(const LoopbackAddress& address, std::string_view json, const AskLimits& limits) {
  const Clock::time_point end = Clock::now() + limits.time;
  const auto too_slow = [] {
    return failed("takes longer than the time for one article", "give it more with --max-seconds");
  };
  const auto unreachable = [](int why) {
    return failed(std::string("cannot be reached: ") + std::strerror(why), "start the server");
  };
  const Socket socket(address.is_ipv6 ? AF_INET6 : AF_INET);
  if (socket.get() < 0) return unreachable(errno);
  if (connect_to(socket, address) != 0) {
    if (errno != EINPROGRESS) return unreachable(errno);
    if (!wait_for(socket.get(), POLLOUT, end)) return too_slow();
    int why = 0;
    socklen_t size = sizeof why;
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &why, &size) != 0 || why != 0) return unreachable(why);
  }
  std::string request = "POST " + address.path + " HTTP/1.1\r\nHost: " + address.host + ':' +
                        std::to_string(address.port) +
                        "\r\nContent-Type: application/json\r\nAccept: application/json\r\nConnection: close\r\n"
                        "Content-Length: " +
                        std::to_string(json.size()) + "\r\n\r\n";
  request += json;
  for (std::string_view left = request; !left.empty();) {
    if (!wait_for(socket.get(), POLLOUT, end)) return too_slow();
    const ssize_t count = ::send(socket.get(), left.data(), left.size(), MSG_NOSIGNAL);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (count <= 0) break;  // it may have answered already, as it does to what is too long
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  std::string response;
  while (true) {
    if (!wait_for(socket.get(), POLLIN, end)) return too_slow();
    std::array<char, 1U << 16U> buffer;
    const ssize_t count = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    const bool is_whole = count <= 0;
    if (!is_whole) response.append(buffer.data(), static_cast<std::size_t>(count));
    if (response.size() > 2 * limits.bytes + kLongestHeader)
      return failed("answers with more than " + std::to_string(limits.bytes) + " bytes");
    auto body = body_of(response, is_whole, limits.bytes);
    if (!body) return body.error();
    if (*body) return **std::move(body);
  }
}

}  // namespace entente
