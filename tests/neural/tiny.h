// The small random model of training/encoder/tiny_model.py, and what PyTorch says of it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "../support/model_bytes.h"
#include "neural/encoder.h"

namespace entente::neural {

inline const std::filesystem::path kTinyFolder = std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/neural";

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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
