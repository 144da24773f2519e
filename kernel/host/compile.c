/* compile.c - a plugin's Python source to the bytes that its shared object
 * carries. */
#include <stdlib.h>
#include <string.h>

#include "compile/image.h"
#include "eval/library.h"
#include "host/sandbox.h"

typedef struct compile_job {
    viv_source source;
    vk_buffer image;
} compile_job;

static bool add_bytes(void *context, const char *bytes, uint32_t length) {
    return vk_buffer_add(context, bytes, length);
}

static viv_value compile(viv_sandbox *sandbox, void *arg) {
    compile_job *job = arg;
    vk_tree_sink sink = {add_bytes, &job->image};
    viv_value code = vk_library_compile(sandbox->vm, &job->source);

    VIV_TRY(code);
    return vk_image_write(sandbox->vm, code, &sink) ? VIV_NONE : VIV_RAISE;
}

static void describe(const viv_sandbox *sandbox, const char *module,
                     vk_problems *problems) {
    const viv_failure *failure = &sandbox->failure;

    vk_problems_add(problems, "%s: line %d: %s: %s", module, failure->line,
                    failure->type, failure->message);
}

void *viv_runtime_compile(viv_runtime *runtime, const char *module,
                          const char *text, size_t length, size_t *size,
                          char **problem_text) {
    compile_job job = {.source = {module, text, (uint32_t)length, 0, NULL}};
    vk_problems problems = {0};
    viv_sandbox *sandbox = viv_sandbox_new(runtime, NULL, problem_text);

    if (!sandbox)
        return NULL;
    if (vk_sandbox_enter(sandbox, compile, &job) != VIV_END_FINE) {
        describe(sandbox, module, &problems);
        vk_buffer_free(&job.image);
        job.image = (vk_buffer){0};
    }
    viv_sandbox_free(sandbox);
    *problem_text = problems.text;
    *size = job.image.length;
    return job.image.text;
}
