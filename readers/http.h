// As much of HTTP/1.1 (RFC 9112) as a model server on this machine needs: one request, one answer, within limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "entente/schema/result.h"
#include "process.h"

namespace entente {

/// An address of this machine that nothing has to be asked for: no resolver, no proxy, no redirection.
struct LoopbackAddress {
  std::string host;  // as written, for the request: "127.0.0.1", "[::1]", "localhost"
  bool is_ipv6 = false;
  std::uint32_t ipv4 = 0;  // of 127.0.0.0/8, in the order of the host
  std::uint16_t port = 80;
  std::string path = "/";
};

/// Reads "http://127.0.0.1:8080/v1/chat/completions"; localhost stands for 127.0.0.1.
/// fails  another scheme, a host that is no loopback address, an impossible port, characters that no path holds
[[nodiscard]] Result<LoopbackAddress> loopback_address(std::string_view url);

/// The bytes of an answer's body. `is_whole`: the server has closed the connection, nothing will follow.
/// ensures  nothing if more bytes are needed
/// fails    no HTTP, a status other than 200 (with the start of the body), a header of more than 64 KB, a length that
///          is none, a body longer than `limit`, an end before the end
/// cost     O(n)
[[nodiscard]] Result<std::optional<std::string>> body_of(std::string_view response, bool is_whole, std::size_t limit);

/// Posts JSON and returns the body of the answer.
[[nodiscard]] Result<std::string> post(const LoopbackAddress& address, std::string_view json, const AskLimits& limits);

}  // namespace entente
