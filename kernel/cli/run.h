/* run.h - the verbs that need a sandbox. Each returns the exit status. */
#ifndef VK_CLI_RUN_H
#define VK_CLI_RUN_H

int vk_run(const char *const *arguments);
int vk_ast(const char *const *arguments);
int vk_dis(const char *const *arguments);
int vk_explain(const char *const *arguments);
int vk_lock(const char *const *arguments);
int vk_check(const char *const *arguments);
/* plugin_test.c */
int vk_plugin_test(const char *const *arguments);
/* audit.c: needs none. */
int vk_audit(const char *const *arguments);
/* new.c: a folder with a plugin to start from. */
int vk_new_folder(const char *const *arguments);
/* embed.c: a module's Python as a C file; for builds. */
int vk_embed(const char *const *arguments);
int vk_plugins(const char *const *arguments);

#endif
