// The small random model of training/encoder/tiny_model.py, and what PyTorch says of it.
#pragma once

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "neural/encoder.h"
#include "neural/model_file.h"

namespace entente::neural {

inline const std::filesystem::path kTinyFolder = std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/neural";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Bytes of a model, aligned as a mapping would be.
struct Bytes {
  explicit Bytes(const std::string& content) : words((content.size() + 63) / 64 * 8), size(content.size()) {
    std::memcpy(words.data(), content.data(), size);
  }
  [[nodiscard]] char* data() { return reinterpret_cast<char*>(words.data()); }
  [[nodiscard]] std::span<const std::byte> first(std::size_t n) const {
    return std::as_bytes(std::span(words)).first(n);
  }
  [[nodiscard]] std::span<const std::byte> all() const { return first(size); }
  /// Makes a changed model pass for whole.
  void sign() {
    std::vector<std::byte> rest(all().begin(), all().begin() + 24);
    rest.insert(rest.end(), all().begin() + 32, all().end());
    const std::uint64_t sum = checksum(rest);
    std::memcpy(data() + 24, &sum, 8);
  }
  std::vector<std::uint64_t> words;
  std::size_t size;
};

inline Bytes tiny_bytes() { return Bytes(read_file(kTinyFolder / "tiny.model")); }

/// Some sentences as one window, and tensors by name.
struct Golden {
  struct Tensor {
    std::size_t rows = 0, columns = 0;
    std::vector<float> values;
  };
  std::string language;
  std::uint32_t bank = 0;
  std::vector<std::string> forms;
  std::vector<bool> spaced;
  std::vector<std::uint32_t> sentences;  // ends, in words
  std::vector<std::uint32_t> line;       // pieces of the window
  std::map<std::string, Tensor> tensors;

  [[nodiscard]] std::vector<Word> words() const {
    std::vector<Word> out;
    for (std::size_t i = 0; i < forms.size(); ++i) out.push_back({forms[i], spaced[i]});
    return out;
  }
};

inline std::vector<Golden> goldens() {
  std::vector<Golden> out;
  std::istringstream in(read_file(kTinyFolder / "golden.txt"));
  for (std::string text; std::getline(in, text);) {
    std::istringstream head(text);
    std::string kind;
    head >> kind;
    if (kind == "text") {
      std::size_t sentences = 0;
      out.emplace_back();
      head >> out.back().language >> out.back().bank >> sentences;
      for (; sentences > 0; --sentences) {
        while (std::getline(in, text) && !text.empty()) {
          out.back().forms.push_back(text.substr(0, text.find('\t')));
          out.back().spaced.push_back(text.back() == '1');
        }
        out.back().sentences.push_back(static_cast<std::uint32_t>(out.back().forms.size()));
      }
    } else if (kind == "line") {
      for (std::uint32_t row = 0; head >> row;) out.back().line.push_back(row);
    } else {
      std::string name;
      Golden::Tensor tensor;
      head >> name >> tensor.rows >> tensor.columns;
      tensor.values.resize(tensor.rows * tensor.columns);
      for (float& value : tensor.values) in >> value;
      std::getline(in, text);
      out.back().tensors[name] = std::move(tensor);
    }
  }
  return out;
}

}  // namespace entente::neural
