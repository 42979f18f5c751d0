set(LANGUAGE_SOURCES language/sentence.cpp)
set(LANGUAGE_LIBRARIES)
