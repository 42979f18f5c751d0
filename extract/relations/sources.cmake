set(RELATIONS_SOURCES relations/tree.cpp relations/arguments.cpp)
