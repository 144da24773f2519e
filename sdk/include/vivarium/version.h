/* version.h - the number of the SDK, and what changed in each.
 *
 * A plugin is loaded by a host of the same major whose minor is not lower.
 * Structs and tables grow at their end only, which raises the minor; anything
 * else raises the major.
 *
 *     1.0  the first
 *     1.1  viv_plugin.version; viv_module.reals, .settings, .state_size,
 *          .session_size; viv_source.code;
 *          viv_policy.start, .end, .services and what they give;
 *          viv_runtime_options.bare; functions that vivarium.symbols marks
 *          with 1.1
 *
 * releases/1.0.abi says what 1.0 was, to the byte: it may not change.
 */
#ifndef VIVARIUM_VERSION_H
#define VIVARIUM_VERSION_H

#define VIV_SDK_MAJOR 1
#define VIV_SDK_MINOR 1
#define VIV_VERSION "1.0.0"

/* What plugins see of the library is marked; all else is hidden. */
#define VIV_API __attribute__((visibility("default")))

#endif
