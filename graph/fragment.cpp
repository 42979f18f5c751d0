#include "entente/graph/fragment.h"

namespace entente {
namespace {
constexpr std::array<std::string_view, 2> kPolarityNames = {"affirmed", "negated"};
constexpr std::array<std::string_view, 4> kModalityNames = {"actual", "reported", "possible", "planned"};
constexpr std::array<std::string_view, 3> kObjectRoleNames = {"", "addressee", "about"};
}  // namespace

std::string_view name(Polarity polarity) { return kPolarityNames[static_cast<std::size_t>(polarity)]; }
std::string_view name(Modality modality) { return kModalityNames[static_cast<std::size_t>(modality)]; }
std::string_view name(ObjectRole role) { return kObjectRoleNames[static_cast<std::size_t>(role)]; }

}  // namespace entente
