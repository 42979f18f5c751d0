find_package(ICU REQUIRED COMPONENTS uc)
set(LANGUAGE_SOURCES
  language/analyser.cpp language/annotate.cpp language/features.cpp language/heads.cpp language/kernels.cpp language/lemma.cpp language/model_data.cpp
  language/name_decoder.cpp language/name_lists.cpp language/network.cpp language/tag_decoder.cpp language/tree_decoder.cpp language/tree.cpp language/projective.cpp
  language/characters.cpp language/conllu.cpp language/contexts.cpp language/decisions.cpp language/linear_model.cpp
  language/lines.cpp language/mend.cpp language/segment.cpp language/sentence.cpp
  language/tokenizer.cpp language/word_store.cpp language/word_tables.cpp)
set(LANGUAGE_LIBRARIES ICU::uc)
# The inner loops are worth -O3 in every build. Vectors of sixteen are passed by reference only, so that the warning
# about their calling convention is idle.
set_source_files_properties(language/kernels.cpp language/network.cpp language/tag_decoder.cpp language/tree.cpp language/projective.cpp
                            PROPERTIES COMPILE_OPTIONS "-O3;-Wno-psabi")
# The programs of a build tree find the models beside them.
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/models ${CMAKE_BINARY_DIR}/models COPY_ON_ERROR SYMBOLIC)
