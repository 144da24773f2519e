/* handle.h - a library's struct, kept outside of the cage.
 *
 * What a slot's bytes hold (viv_slot_bytes) may be overwritten with anything; a
 * struct with pointers, or one that a library trusts, must not lie there. It
 * lies outside, and the slot holds a number that is checked each time:
 *
 *     static const viv_handle_kind digests = {
 *         .size = sizeof digests, .name = "digest", .release = end_digest};
 *
 *     digest *self = viv_handle_new(vm, made, 0, &digests, sizeof *self);
 *     ...
 *     digest *self = viv_handle(vm, args[0], 0, &digests);
 */
#ifndef VIVARIUM_HANDLE_H
#define VIVARIUM_HANDLE_H

#include <stddef.h>
#include <vivarium/value.h>
#include <vivarium/version.h>

typedef struct viv_handle_kind {
    size_t size;      /* of this struct */
    const char *name; /* in messages: "digest" */
    /* Ends what [resource] refers to; its own memory goes afterwards. NULL:
     * nothing needs to be done. */
    void (*release)(void *resource);
    /* Makes [to], a copy of the bytes of [from], a resource of its own. False:
     * that failed. NULL: a sandbox that has one cannot be forked. */
    bool (*copy)(void *to, const void *from);
} viv_handle_kind;

/* [bytes] zeroed bytes that slot [index] of [self] stands for, counted as the
 * sandbox's memory; released with [self], or with the sandbox. What the slot
 * stood for before is released. NULL: raised. */
VIV_API void *viv_handle_new(viv_vm *vm, viv_value self, uint32_t index,
                             const viv_handle_kind *kind, uint32_t bytes);
/* NULL: the slot stands for none of this kind (nothing is raised). */
VIV_API void *viv_handle(viv_vm *vm, viv_value self, uint32_t index,
                         const viv_handle_kind *kind);
/* Releases it now, if there is one. */
VIV_API void viv_handle_release(viv_vm *vm, viv_value self, uint32_t index,
                                const viv_handle_kind *kind);

#endif
