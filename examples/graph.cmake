# Builds the graph of one article and compares its edges, as the table that `entente query` prints, with a file.
# A change of the reading shows here as a difference that a person can judge: scripts/expected writes the files anew.
get_filename_component(name ${ARTICLE} NAME_WE)
set(graph ${CMAKE_CURRENT_BINARY_DIR}/${name}.jsonld)
execute_process(COMMAND ${PROGRAM} build ${ARTICLE} -o ${graph} ERROR_VARIABLE said RESULT_VARIABLE built)
execute_process(COMMAND ${PROGRAM} query ${graph} edges --csv OUTPUT_VARIABLE printed RESULT_VARIABLE asked)
file(REMOVE ${graph})
file(READ ${EXPECTED} expected)
if(NOT built EQUAL 0 OR NOT asked EQUAL 0 OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "exit ${built}, ${asked}\n${said}printed:\n${printed}expected:\n${expected}")
endif()
