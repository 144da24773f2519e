# options.cmake - how everything is compiled: warnings, hardening, sanitizers.
set(options -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wvla -Wundef -fno-strict-aliasing -fno-plt -fvisibility=hidden
    -fstack-protector-strong)
if(VIV_WERROR)
  list(APPEND options -Werror)
endif()
if(VIV_SANITIZE)
  list(APPEND options -fsanitize=${VIV_SANITIZE} -fno-omit-frame-pointer
       -fno-sanitize-recover=undefined)
  # An offset that a program overwrote may be odd: the cage lets it be read, and
  # so does the machine.
  if(VIV_SANITIZE MATCHES "undefined")
    list(APPEND options -fno-sanitize=alignment)
  endif()
  add_link_options(-fsanitize=${VIV_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  list(APPEND options -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(VIV_HARSH)
  list(APPEND options -DVK_HARSH=1)
endif()
add_compile_options(${options})
add_link_options(-Wl,--as-needed -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# Writes the linker's version script for the names in [file], which begin its lines;
# its path is put into [result].
function(viv_version_script file result)
  set(script ${CMAKE_BINARY_DIR}/vivarium.map)
  file(STRINGS ${file} names REGEX "^viv_")
  list(TRANSFORM names REPLACE " .*" "")
  list(JOIN names ";\n    " names)
  file(CONFIGURE OUTPUT ${script} CONTENT
       "VIVARIUM_1 {\n  global:\n    @names@;\n  local:\n    *;\n};\n" @ONLY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  set(${result} ${script} PARENT_SCOPE)
endfunction()
