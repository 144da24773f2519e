/* itertools_parts.h - the iterators by subject: rows of classes, and what all
 * share. */
#ifndef ITERTOOLS_PARTS_H
#define ITERTOOLS_PARTS_H

#include <vivarium.h>

viv_value itertools_self(viv_vm *vm, const viv_value *args);

#define ITERTOOLS_ITER                                                         \
    { "__iter__(self, /)", itertools_self, "Implement iter(self)." }

/* A new instance of [type] whose first slots are [values]. */
viv_value itertools_new(viv_vm *vm, viv_value type, const viv_value *values,
                        uint32_t count);
/* Calls [function] with one value; tells its truth: 1, 0, -1. */
int itertools_test(viv_vm *vm, viv_value function, viv_value item);

extern const viv_function itertools_count_methods[5];
extern const viv_function itertools_cycle_methods[3];
extern const viv_function itertools_repeat_methods[5];
extern const viv_function itertools_chain_methods[4];
extern const viv_function itertools_compress_methods[3];
extern const viv_function itertools_dropwhile_methods[3];
extern const viv_function itertools_takewhile_methods[3];
extern const viv_function itertools_filterfalse_methods[3];
extern const viv_function itertools_islice_methods[3];
extern const viv_function itertools_starmap_methods[3];
extern const viv_function itertools_accumulate_methods[3];
extern const viv_function itertools_pairwise_methods[3];
extern const viv_function itertools_batched_methods[3];
extern const viv_function itertools_zip_longest_methods[3];
extern const viv_function itertools_product_methods[3];
extern const viv_function itertools_permutations_methods[3];
extern const viv_function itertools_combinations_methods[3];
extern const viv_function itertools_replacement_methods[3];
extern const viv_function itertools_groupby_methods[3];
extern const viv_function itertools_grouper_methods[3];
extern const viv_function itertools_tee_methods[4];
viv_value itertools_tee(viv_vm *vm, const viv_value *args);

#endif
