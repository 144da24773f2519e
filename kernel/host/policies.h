/* policies.h - what policies do beside answering: starting, ending, sessions,
 * services. */
#ifndef VK_HOST_POLICIES_H
#define VK_HOST_POLICIES_H

#include "host/config.h"
#include "host/problems.h"
#include "host/sandbox.h"

/* Starts them in order, once nothing is wrong with their settings. */
void vk_policies_start(vk_plugins *policies, vk_config *config,
                       vk_problems *problems);
/* Ends those that were started. */
void vk_policies_end(vk_plugins *policies);
/* Notes in the runtime what its policies want and give. */
void vk_policies_describe(struct vk_runtime *runtime, vk_problems *problems);

/* The sessions of a new sandbox, or those of [parent] once more. False: out of
 * memory. */
bool vk_sessions_begin(viv_sandbox *sandbox, const viv_sandbox *parent);

/* A policy's or module's session; only while a sandbox is there. */
static inline void *vk_session(const viv_sandbox *sandbox,
                               const vk_plugin *policy) {
    return sandbox->sessions + policy->session;
}

#endif
