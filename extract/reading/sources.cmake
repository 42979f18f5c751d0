set(READING_SOURCES reading/document.cpp)
set(READING_LIBRARIES)
