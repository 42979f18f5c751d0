// The files of schema/gazetteer, as data: complete, consistent, and free of slips.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/lexicon.h"

namespace entente {
namespace {

bool has(const GazetteerEntry& entry, NameKind kind, std::string_view language) {
  return std::any_of(entry.names.begin(), entry.names.end(), [&](const GazetteerName& name) {
    return name.kind == kind && (name.language.empty() || name.language == language);
  });
}

std::map<NodeType, std::size_t> counts() {
  std::map<NodeType, std::size_t> result;
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) ++result[entry.type];
  return result;
}

TEST(GazetteerData, IsBroad) {
  const auto count = counts();
  EXPECT_GE(count.at(NodeType::state), 200U);
  EXPECT_GE(count.at(NodeType::organization), 1700U);
  EXPECT_GE(count.at(NodeType::military_unit), 200U);
  EXPECT_GE(count.at(NodeType::place), 1700U);
  EXPECT_GE(count.at(NodeType::event), 150U);
  EXPECT_GE(count.at(NodeType::person), 2000U);
}

TEST(GazetteerData, WikidataItemsAreUnique) {
  std::map<std::string, std::string> seen;
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) {
    if (entry.wikidata.empty()) continue;
    auto [other, is_new] = seen.emplace(entry.wikidata, entry.key);
    EXPECT_TRUE(is_new) << entry.wikidata << ": " << other->second << " and " << entry.key;
  }
}

TEST(GazetteerData, CountryCodesAreUnique) {
  std::set<std::string> seen;
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) {
    if (!entry.iso.empty()) {
      EXPECT_TRUE(seen.insert(entry.iso).second) << entry.iso;
    }
  }
}

TEST(GazetteerData, EveryStateHasNamesDemonymsAndACapital) {
  // A city that is a state has no other capital; Brussels, when it acts, is the European Union.
  const std::set<std::string> no_capital = {
      "belgium", "chile",  "costa-rica", "djibouti",   "guatemala", "guyana",   "kuwait",  "luxembourg",
      "monaco",  "panama", "san-marino", "seychelles", "singapore", "dominica", "vatican", "western-sahara"};
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) {
    if (entry.type != NodeType::state || entry.iso.empty()) continue;
    for (const char* language : {"fr", "en"}) {
      EXPECT_TRUE(has(entry, NameKind::name, language)) << entry.key << " " << language;
      const bool exempt = entry.key == "vatican" || (entry.key == "dominica" && std::string_view(language) == "en");
      EXPECT_TRUE(exempt || has(entry, NameKind::demonym, language)) << entry.key << " " << language;
      EXPECT_TRUE(no_capital.contains(entry.key) || has(entry, NameKind::capital, language))
          << entry.key << " " << language;
    }
  }
}

TEST(GazetteerData, EveryEntryHasANameInBothLanguages) {
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) {
    const bool named = has(entry, NameKind::name, "fr") || has(entry, NameKind::acronym, "fr") ||
                       has(entry, NameKind::name, "en") || has(entry, NameKind::acronym, "en");
    EXPECT_TRUE(named) << entry.key;
    EXPECT_FALSE(entry.name_in("fr").empty()) << entry.key;
    EXPECT_FALSE(entry.name_in("en").empty()) << entry.key;
  }
}

TEST(GazetteerData, NamesAreClean) {
  for (const GazetteerEntry& entry : builtin_gazetteer().entries()) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const GazetteerName& name : entry.names) {
      EXPECT_EQ(name.text.find("  "), std::string::npos) << entry.key << ": " << name.text;
      EXPECT_EQ(name.text.find_first_of(";\t@"), std::string::npos) << entry.key << ": " << name.text;
      EXPECT_GE(fold_name(name.text).size(), 2U) << entry.key << ": " << name.text;
      if (name.kind == NameKind::name) {
        EXPECT_TRUE(seen.emplace(fold_name(name.text), name.language).second) << entry.key << " twice: " << name.text;
      }
    }
  }
}

TEST(GazetteerData, PartsBelongToWholes) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  for (const GazetteerEntry& entry : gazetteer.entries()) {
    if (entry.part_of.empty()) continue;
    std::set<std::string> above = {entry.key};
    for (const GazetteerEntry* at = &entry; !at->part_of.empty(); at = &gazetteer[gazetteer.find(at->part_of)])
      ASSERT_TRUE(above.insert(at->part_of).second) << entry.key << " is part of itself";
  }
}

TEST(GazetteerData, OfficesNameRoles) {
  for (const GazetteerEntry& entry : builtin_gazetteer().entries())
    for (const Office& office : entry.offices) {
      EXPECT_EQ(entry.type, NodeType::person) << entry.key;
      EXPECT_FALSE(builtin_lexicon().find_role(office.role).is_none()) << entry.key << ": " << office.role;
    }
}

TEST(GazetteerData, AnOfficeHasOneHolderAtATime) {
  struct Term {
    std::string from, to, who;
  };
  std::map<std::pair<std::string, std::string>, std::vector<Term>> terms;
  for (const GazetteerEntry& entry : builtin_gazetteer().entries())
    for (const Office& office : entry.offices)
      terms[{office.role, office.holder}].push_back({office.from, office.to, entry.key});
  for (const char* shared : {"adviser", "spokesperson"})
    std::erase_if(terms, [&](const auto& item) { return item.first.first == shared; });
  for (auto& [office, holders] : terms) {
    std::sort(holders.begin(), holders.end(), [](const Term& a, const Term& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < holders.size(); ++i) {
      const Term& before = holders[i - 1];
      const Term& after = holders[i];
      EXPECT_TRUE(!before.to.empty() && before.to <= after.from)
          << office.first << " of " << office.second << ": " << before.who << " until \"" << before.to << "\", "
          << after.who << " from " << after.from;
    }
  }
}

struct Holder {
  const char* role;
  const char* of;
  const char* date;
  const char* who;
};

constexpr Holder kHolders[] = {
    {"head-of-state", "france", "2011-06-01", "nicolas-sarkozy"},
    {"head-of-state", "france", "2018-01-01", "emmanuel-macron"},
    {"leader", "france", "2013-01-01", "francois-hollande"},
    {"head-of-state", "united-states", "2019-03-03", "donald-trump"},
    {"head-of-state", "united-states", "2022-03-03", "joe-biden"},
    {"head-of-state", "united-states", "2025-03-03", "donald-trump"},
    {"foreign-minister", "united-states", "2024-10-28", "antony-blinken"},
    {"head-of-state", "russia", "2010-01-01", "dmitry-medvedev"},
    {"leader", "russia", "2024-10-28", "vladimir-putin"},
    {"leader", "united-kingdom", "2024-10-28", "keir-starmer"},
    {"head-of-government", "germany", "2014-01-01", "angela-merkel"},
    {"head", "nato", "2020-01-01", "jens-stoltenberg"},
    {"head", "nato", "2024-10-28", "mark-rutte"},
    {"leader", "north-korea", "2024-10-28", "kim-jong-un"},
    {"head-of-state", "south-korea", "2024-10-28", "yoon-suk-yeol"},
    {"head-of-government", "israel", "2022-01-01", "naftali-bennett"},
    {"supreme-leader", "iran", "2015-01-01", "ali-khamenei"},
    {"head", "hezbollah", "2024-01-01", "hassan-nasrallah"},
};

TEST(GazetteerData, WhoHeldWhatWhen) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  for (const Holder& c : kHolders) {
    const EntryId id = gazetteer.holder_of(c.role, c.of, c.date);
    ASSERT_FALSE(id.is_none()) << c.role << " of " << c.of << " on " << c.date;
    EXPECT_EQ(gazetteer[id].key, c.who) << c.role << " of " << c.of << " on " << c.date;
  }
}

struct Named {
  const char* surface;
  const char* language;
  const char* key;
};

constexpr Named kNamed[] = {
    {"OTAN", "fr", "nato"},
    {"Otan", "fr", "nato"},
    {"NATO", "en", "nato"},
    {"Maison-Blanche", "fr", "white-house"},
    {"Quai d'Orsay", "fr", "quai-d-orsay"},
    {"Élysée", "fr", "elysee"},
    {"Kremlin", "en", "kremlin"},
    {"AIEA", "fr", "iaea"},
    {"Cédéao", "fr", "ecowas"},
    {"talibans", "fr", "taliban"},
    {"Ansar Allah", "en", "houthis"},
    {"Daech", "fr", "islamic-state"},
    {"gardiens de la révolution", "fr", "irgc"},
    {"Tsahal", "fr", "idf"},
    {"Armée populaire coréenne", "fr", "korean-peoples-army"},
    {"casques bleus", "fr", "un-peacekeepers"},
    {"Koursk", "fr", "kursk"},
    {"détroit de Taïwan", "fr", "taiwan-strait"},
    {"West Bank", "en", "west-bank"},
    {"guerre de Corée", "fr", "korean-war"},
    {"Second World War", "en", "world-war-ii"},
    {"Poutine", "fr", "vladimir-putin"},
    {"Putin", "en", "vladimir-putin"},
    {"Volodymyr Zelenskyy", "en", "volodymyr-zelensky"},
    {"Зеленський", "fr", "volodymyr-zelensky"},
    {"Alexandre Loukachenko", "fr", "alexander-lukashenko"},
    {"Nétanyahou", "fr", "benjamin-netanyahu"},
    {"Kim Jong Un", "en", "kim-jong-un"},
    {"Rohingya", "en", "rohingya"},
};

TEST(GazetteerData, KnownThingsAreFoundByTheirNames) {
  const Gazetteer& gazetteer = builtin_gazetteer();
  for (const Named& c : kNamed) {
    const auto readings = gazetteer.readings(c.surface, c.language);
    EXPECT_TRUE(std::any_of(readings.begin(), readings.end(), [&](const GazetteerMatch& match) {
      return gazetteer[match.entry].key == c.key;
    })) << c.surface;
  }
}

TEST(LexiconData, RolesAndNounsHaveWordsInBothLanguages) {
  for (const char* file : {"gazetteer/roles.tsv", "gazetteer/nouns.tsv"}) {
    std::istringstream lines{std::string(builtin_file(file))};
    std::vector<std::string> columns;
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream cells(line);
      std::vector<std::string> row;
      for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
      if (columns.empty()) {
        columns = row;
        continue;
      }
      for (const char* column : {"title.fr", "title.en", "noun.fr", "noun.en"}) {
        const auto at = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
        if (at < columns.size()) {
          EXPECT_TRUE(at < row.size() && !row[at].empty()) << file << ": " << line << " lacks " << column;
        }
      }
    }
    EXPECT_FALSE(columns.empty()) << file;
  }
}

}  // namespace
}  // namespace entente
