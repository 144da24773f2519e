/* vivarium.h - the one include of a plugin.
 *
 * A plugin is a folder with a C file that ends in VIV_MODULE, VIV_POLICY or
 * VIV_FAMILY. It is built with VIV_PLUGIN defined
 * (sdk/cmake/VivariumPlugin.cmake). Hosts that embed Vivarium include
 * <vivarium/embed.h> instead.
 */
#ifndef VIVARIUM_H
#define VIVARIUM_H

#include <vivarium/version.h>

#include <vivarium/value.h>

#include <vivarium/container.h>
#include <vivarium/error.h>
#include <vivarium/file.h>
#include <vivarium/function.h>
#include <vivarium/handle.h>
#include <vivarium/host.h>
#include <vivarium/memory.h>
#include <vivarium/object.h>
#include <vivarium/plugin.h>
#include <vivarium/program.h>
#include <vivarium/setting.h>
#include <vivarium/state.h>
#include <vivarium/tail.h>
#include <vivarium/text.h>
#include <vivarium/traceback.h>

#if __has_include(<vivarium/family.h>)
#include <vivarium/family.h>
#endif
#include <vivarium/module.h>
#include <vivarium/policy.h>
#include <vivarium/journal.h>

#endif
