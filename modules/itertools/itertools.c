/* itertools.c - the `itertools` module: the table of its iterators. */
#include "itertools_parts.h"

viv_value itertools_self(viv_vm *vm, const viv_value *args) {
    (void)vm;
    return args[0];
}

viv_value itertools_new(viv_vm *vm, viv_value type, const viv_value *values,
                        uint32_t count) {
    viv_value made = viv_new(vm, type);

    VIV_TRY(made);
    for (uint32_t i = 0; i < count; i++)
        viv_set_slot(vm, made, i, values[i]);
    return made;
}

int itertools_test(viv_vm *vm, viv_value function, viv_value item) {
    viv_value answer = viv_call(vm, function, &item, 1);

    return viv_is_jump(answer) ? -1 : viv_truth(vm, answer);
}

static const viv_function itertools_functions[] = {
    {"tee(iterable, n: ssize = 2, /)", itertools_tee,
     "Returns a tuple of n independent iterators."},
};

#define ITERATOR(name, methods, slots, doc)                                    \
    { name, doc, NULL, slots, 0, VIV_TABLE(methods), {0, 0, 0} }

static const viv_type itertools_types[] = {
    ITERATOR("count", itertools_count_methods, 2,
             "Return evenly spaced values: start, start + step, ..."),
    ITERATOR("cycle", itertools_cycle_methods, 3,
             "Repeat the items of an iterable without end."),
    ITERATOR("repeat", itertools_repeat_methods, 2,
             "Return the object times times, or without end."),
    ITERATOR("chain", itertools_chain_methods, 2,
             "Return the items of one iterable after the other."),
    ITERATOR("compress", itertools_compress_methods, 2,
             "Return data elements corresponding to true selector elements."),
    ITERATOR("dropwhile", itertools_dropwhile_methods, 2,
             "Drop items while predicate(item) is true."),
    ITERATOR("takewhile", itertools_takewhile_methods, 2,
             "Return items as long as predicate(item) is true."),
    ITERATOR("filterfalse", itertools_filterfalse_methods, 2,
             "Return the items for which function(item) is false."),
    ITERATOR("islice", itertools_islice_methods, 5,
             "Return selected items of an iterable."),
    ITERATOR("starmap", itertools_starmap_methods, 2,
             "Return function(*item) for each item."),
    ITERATOR("accumulate", itertools_accumulate_methods, 4,
             "Return series of accumulated sums (or other results)."),
    ITERATOR("pairwise", itertools_pairwise_methods, 2,
             "Return overlapping pairs of items."),
    ITERATOR("batched", itertools_batched_methods, 3,
             "Batch data into tuples of length n."),
    ITERATOR("zip_longest", itertools_zip_longest_methods, 3,
             "Return tuples of items until the longest iterable ends."),
    ITERATOR("product", itertools_product_methods, 3,
             "Cartesian product of input iterables."),
    ITERATOR("permutations", itertools_permutations_methods, 3,
             "Return successive r-length permutations of elements."),
    ITERATOR("combinations", itertools_combinations_methods, 3,
             "Return successive r-length combinations of elements."),
    ITERATOR("combinations_with_replacement", itertools_replacement_methods, 3,
             "Return successive combinations with repeated elements."),
    ITERATOR("groupby", itertools_groupby_methods, 7,
             "Return consecutive keys and groups from the iterable."),
    ITERATOR("_grouper", itertools_grouper_methods, 2, NULL),
    ITERATOR("_tee", itertools_tee_methods, 3,
             "Iterator wrapped to make it copyable."),
};

VIV_MODULE(itertools) {
    .doc = "Functional tools for creating and using iterators.",
    .functions = VIV_TABLE(itertools_functions),
    .types = VIV_TABLE(itertools_types),
};
