/* reflection.c - the `reflection` module: the frames of a running program, for
 * programs that may see them. */
#include <vivarium.h>

static viv_value reflection_frame(viv_vm *vm, const viv_value *args) {
    int64_t depth = viv_to_int(vm, args[0]);

    return viv_frame(vm, depth < 0            ? 0
                         : depth > UINT32_MAX ? UINT32_MAX
                                              : (uint32_t)depth);
}

static const viv_function reflection_functions[] = {
    {"frame(depth: int = 0, /)", reflection_frame,
     "Return the frame of the function that calls, or of one that called it."},
};

VIV_MODULE(reflection, needs(reflection)) {
    .doc = "Frames of the running program. Where it is loaded and granted, "
           "sys has _getframe().",
    .functions = VIV_TABLE(reflection_functions),
};
