find_package(ICU REQUIRED COMPONENTS uc)
set(LANGUAGE_SOURCES
  language/characters.cpp language/conllu.cpp language/lines.cpp language/segment.cpp language/sentence.cpp language/sentence_breaks.cpp
  language/tokenizer.cpp language/word_tables.cpp)
set(LANGUAGE_LIBRARIES ICU::uc)
