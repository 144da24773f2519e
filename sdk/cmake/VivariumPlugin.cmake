# VivariumPlugin.cmake - builds plugins: a shared object for every folder.
#
#   viv_add_plugin(KIND folder)    KIND: FAMILY, MODULE or POLICY
#   viv_add_plugins(KIND folder)   the same for each sub-folder of [folder]
#   viv_add_scripts(KIND folder)   a test: `viv plugin-test` with [folder]/tests
#
# The shared object has the folder's name and lies in plugins/, modules/ or
# policies/ of the build folder. Its sources are the folder's *.c; a module's
# *.py are compiled and embedded (`viv embed`): NAME/NAME.py is the module's
# Python part, others are its submodules. A module of Python alone needs no C.
set(VIV_FOLDER_FAMILY plugins)
set(VIV_FOLDER_MODULE modules)
set(VIV_FOLDER_POLICY policies)

function(viv_add_plugin kind folder)
  cmake_path(ABSOLUTE_PATH folder NORMALIZE)
  get_filename_component(name ${folder} NAME)
  set(target ${VIV_FOLDER_${kind}}-${name})
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c)
  file(GLOB python CONFIGURE_DEPENDS ${folder}/*.py)
  if(python)
    set(embedded ${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}.c)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    # Library code is compiled with all families.
    get_property(families GLOBAL PROPERTY VIV_PLUGINS_FAMILY)
    add_custom_command(OUTPUT ${embedded}
      DEPENDS ${python} vivarium::viv vivarium ${families}
      COMMAND vivarium::viv embed ${embedded} ${name} ${sources} ${python}
      COMMENT "Compiling the Python of ${name}" VERBATIM)
    list(APPEND sources ${embedded})
  endif()
  add_library(${target} MODULE ${sources})
  target_compile_definitions(${target} PRIVATE VIV_PLUGIN
    $<$<BOOL:${python}>:VIV_HAS_SOURCES>
    $<$<BOOL:${PROJECT_VERSION}>:VIV_PLUGIN_VERSION="${PROJECT_VERSION}">)
  target_compile_options(${target} PRIVATE -fvisibility=hidden)
  target_include_directories(${target} PRIVATE ${folder})
  target_link_libraries(${target} PRIVATE vivarium m)
  target_link_options(${target} PRIVATE -Wl,-z,defs -Wl,-z,relro -Wl,-z,now
    -Wl,-z,nodelete -Wl,--as-needed)
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    C_STANDARD 11 C_EXTENSIONS ON BUILD_WITH_INSTALL_RPATH ON
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${VIV_FOLDER_${kind}})
  set_property(GLOBAL APPEND PROPERTY VIV_PLUGINS ${target})
  set_property(GLOBAL APPEND PROPERTY VIV_PLUGINS_${kind} ${target})
endfunction()

function(viv_add_plugins kind folder)
  cmake_path(ABSOLUTE_PATH folder NORMALIZE)
  file(GLOB entries CONFIGURE_DEPENDS ${folder}/*)
  foreach(entry ${entries})
    file(GLOB files CONFIGURE_DEPENDS ${entry}/*.c ${entry}/*.py)
    if(files)
      viv_add_plugin(${kind} ${entry})
    endif()
  endforeach()
endfunction()

function(viv_add_scripts kind folder)
  cmake_path(ABSOLUTE_PATH folder NORMALIZE)
  get_filename_component(name ${folder} NAME)
  set(target ${VIV_FOLDER_${kind}}-${name})
  add_test(NAME ${name} COMMAND vivarium::viv plugin-test
           --tests ${folder}/tests $<TARGET_FILE:${target}>)
endfunction()
