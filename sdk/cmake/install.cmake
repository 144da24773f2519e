# install.cmake - what `cmake --install` puts where.
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/vivarium)
set(plugin_folder ${CMAKE_INSTALL_LIBDIR}/vivarium)

install(TARGETS viv EXPORT vivarium)
install(TARGETS vivarium EXPORT vivarium)
install(DIRECTORY sdk/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
foreach(kind FAMILY MODULE POLICY)
  get_property(targets GLOBAL PROPERTY VIV_PLUGINS_${kind})
  if(targets)
    install(TARGETS ${targets}
            LIBRARY DESTINATION ${plugin_folder}/${VIV_FOLDER_${kind}})
  endif()
endforeach()
install(DIRECTORY sdk/profiles sdk/templates DESTINATION ${plugin_folder})

install(EXPORT vivarium NAMESPACE vivarium:: FILE VivariumTargets.cmake
        DESTINATION ${config_folder})
install(FILES sdk/cmake/VivariumPlugin.cmake
              sdk/cmake/VivariumConfig.cmake DESTINATION ${config_folder})
file(RELATIVE_PATH VIV_UP /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(sdk/cmake/vivarium.pc.in ${CMAKE_BINARY_DIR}/vivarium.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/vivarium.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
