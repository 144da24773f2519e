/* testing.h - for hosts that test plugins: failures, measures, overwritten
 * memory. `viv plugin-test` is made of these.
 */
#ifndef VIVARIUM_TESTING_H
#define VIVARIUM_TESTING_H

#include <vivarium/embed.h>

/* Zeroed fields ask for nothing; set [size] to sizeof the struct. */
typedef struct viv_probe {
    size_t size;
    uint64_t fail_at; /* this allocation finds no memory: 1 is the first of the
                         next run */
    uint64_t corrupt; /* seed: what instances of native classes hold is
                         overwritten now and then */
} viv_probe;

/* What the runs since then showed; the caller sets [size]. */
typedef struct viv_probed {
    size_t size;
    uint64_t allocations; /* of the newest run */
    uint64_t overwritten; /* times, in all runs */
    double stretch_ms;    /* CPU time of the longest stretch between two polls
                             of fuel, in all runs */
} viv_probed;

/* From now on the sandbox runs under this probe, slower than ever. False: out
 * of memory. */
VIV_API bool viv_sandbox_probe(viv_sandbox *sandbox, const viv_probe *probe);
/* False: the sandbox runs under none. */
VIV_API bool viv_sandbox_probed(viv_sandbox *sandbox, viv_probed *probed);

#endif
