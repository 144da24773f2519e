# VivariumConfig.cmake - find_package(Vivarium): vivarium::vivarium, viv_add_plugin().
include(${CMAKE_CURRENT_LIST_DIR}/VivariumTargets.cmake)
if(NOT TARGET vivarium)
  add_library(vivarium ALIAS vivarium::vivarium)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/VivariumPlugin.cmake)
