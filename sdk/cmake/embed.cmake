# embed.cmake - writes a C file that holds a module's Python sources.
#
#   cmake -DNAME=module -DFILES=a.py;b.py -DHAS_C=0|1 -DOUTPUT=x.c -P embed.cmake
set(arrays "")
set(rows "")
foreach(file ${FILES})
  get_filename_component(stem ${file} NAME_WE)
  if(stem STREQUAL NAME)
    set(module ${NAME})
  else()
    set(module ${NAME}.${stem})
  endif()
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(....,....,....,....,....,....,....,....,....,....,....,....,)"
         "\\1\n    " bytes "${bytes}")
  string(APPEND arrays "static const char ${stem}_text[] = {\n    ${bytes}0};\n\n")
  string(APPEND rows "    {\"${module}\", ${stem}_text, sizeof ${stem}_text - 1},\n")
endforeach()
set(text "/* Written by embed.cmake: the Python sources of `${NAME}`. */
#include <vivarium.h>

${arrays}static const viv_source rows[] = {
${rows}};

const viv_table viv_sources = VIV_TABLE(rows);
")
if(NOT HAS_C)
  string(APPEND text "
VIV_MODULE(${NAME}) {
    .doc = 0,
};
")
endif()
file(WRITE ${OUTPUT} "${text}")
