#include "validate.h"

#include <gtest/gtest.h>

#include <string>

namespace entente::training {
namespace {

struct Case {
  const char* words;    // lines of "form UPOS feats head deprel"
  const char* problem;  // the part after the line, "" for none
};

std::string first_problem(const std::string& words) {
  std::string content;
  std::string text;
  int number = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    std::string fields[5];
    std::size_t field = 0;
    for (std::size_t i = at; i < end; ++i) {
      if (words[i] == ' ')
        ++field;
      else
        fields[field] += words[i];
    }
    content += std::to_string(++number) + "\t" + fields[0] + "\t" + fields[0] + "\t" + fields[1] + "\t_\t" + fields[2] +
               "\t" + fields[3] + "\t" + fields[4] + "\t_\t_\n";
    text += (text.empty() ? "" : " ") + fields[0];
    at = end + 1;
  }
  const auto bank = read_conllu("# sent_id = 1\n# text = " + text + "\n" + content + "\n", "t");
  EXPECT_TRUE(bank) << (bank ? "" : to_string(bank.error()));
  const std::vector<InputError> problems = validate(*bank, "t");
  return problems.empty() ? "" : to_string(problems[0]);
}

constexpr Case kCases[] = {
    {"Le DET _ 2 det\nchat NOUN Gender=Masc|Number=Sing 3 nsubj\ndort VERB _ 0 root\n. PUNCT _ 3 punct", ""},
    {"chat NOUN _ 0 root\ndort VERB _ 0 root", "t:1: sentence has 2 roots; leave one word with head 0"},
    {"a X _ 2 dep\nb X _ 1 dep\nc X _ 0 root", "t:3: word 1 \"a\" is in a cycle or below one; correct its head"},
    {"a X _ 0 dep", "t:3: word 1 \"a\" has head 0 and relation \"dep\"; use head 0 and root together"},
    {"a X _ 0 root\nb X _ 1 sujet",
     "t:4: word 2 \"b\" has the relation \"sujet\"; use a relation of UD, with a subtype after a colon"},
    {"a X Number=Sing|Gender=Masc 0 root",
     "t:3: word 1 \"a\" has features out of order at \"Gender=Masc\"; sort them by name, each once"},
    {"a X number=Sing 0 root", "t:3: word 1 \"a\" has the feature \"number=Sing\"; write Name=Value"},
    {"a VERB _ 2 aux\nb VERB _ 0 root", "t:3: word 1 \"a\" is VERB under \"aux\"; correct one of them"},
    {"a NOUN _ 2 conj\nb NOUN _ 0 root",
     "t:3: word 1 \"a\" is \"conj\" of a later word; let the first word be the head"},
    {"de ADP _ 2 case\nb NOUN _ 0 root\nle DET _ 1 det\nx NOUN _ 1 nsubj",
     "t:6: word 4 \"x\" hangs as \"nsubj\" on \"de\", a \"case\"; hang it on a content word"},
    {"a NOUN _ 3 nsubj\nb NOUN _ 3 nsubj\nc VERB _ 0 root", "t:5: word 3 \"c\" has 2 subjects; keep one"},
    {"a NOUN _ 0 root\n, PUNCT _ 1 conj",
     "t:4: word 2 \",\" is PUNCT under \"conj\"; use punct, or SYM for the part of speech"},
    {"a VERB _ 0 root\n, PUNCT _ 4 punct\nb NOUN _ 1 obj\nc NOUN _ 3 nmod",
     "t:4: word 2 \",\" is punctuation that hangs across \"b\"; hang it lower or higher"},
};

TEST(Validate, NamesEachMistake) {
  for (const Case& c : kCases) EXPECT_EQ(first_problem(c.words), c.problem) << c.words;
}

TEST(Validate, ComparesTextAndTokens) {
  const auto bank = read_conllu(
      "# sent_id = 1\n# text = un chat\n1\tun\tun\tDET\t_\t_\t2\tdet\t_\t_\n"
      "2\tchien\tchien\tNOUN\t_\t_\t0\troot\t_\t_\n",
      "t");
  ASSERT_TRUE(bank);
  const std::vector<InputError> problems = validate(*bank, "t");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(to_string(problems[0]), "t:1: tokens read \"un chien\"; make them agree with # text = un chat");
}

}  // namespace
}  // namespace entente::training
