find_package(ICU REQUIRED COMPONENTS uc)
set(ENTITIES_SOURCES
  entities/acronyms.cpp
  entities/antecedents.cpp
  entities/asides.cpp
  entities/bystanders.cpp
  entities/descriptions.cpp
  entities/detected_names.cpp
  entities/detection.cpp
  entities/discourse.cpp
  entities/groups.cpp
  entities/vocabulary.cpp
  entities/known_names.cpp
  entities/linking.cpp
  entities/name_spans.cpp
  entities/mention_vectors.cpp
  entities/names.cpp
  entities/occupations.cpp
  entities/phrases.cpp
  entities/pronouns.cpp
  entities/quoted_names.cpp
  entities/recognise.cpp
  entities/reconcile.cpp
  entities/sweep.cpp
  entities/taken_up.cpp
  entities/text_view.cpp
  entities/titles.cpp)
set(ENTITIES_LIBRARIES ICU::uc)
