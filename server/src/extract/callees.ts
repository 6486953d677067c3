/**
 * Functions and macros that following a value has to know by name, because they don't merely receive it.
 * Declared in include/linux/compiler.h, err.h, bug.h, container_of.h, list.h, minmax.h and the atomic headers.
 */

/** Yield their argument, or something computed from it, without accessing memory through it. */
export const PASSES_VALUE =
  /^(?:likely|unlikely|__builtin_expect|data_race|rcu_pointer_handoff|READ_ONCE|ERR_CAST|PTR_ERR|container_of\w*|list_entry|hlist_entry|rb_entry|llist_entry|xa_mk_value|xa_to_value|xa_untag_pointer|min|max|min_t|max_t|clamp|clamp_t|array_index_nospec|be\d+_to_cpu|le\d+_to_cpu|cpu_to_be\d+|cpu_to_le\d+|__force|u64_to_user_ptr|per_cpu_ptr|this_cpu_ptr|kasan_reset_tag|ptr_unmask_\w+)$/;

/** Yield a condition on their argument. */
export const TESTS_VALUE =
  /^(?:IS_ERR|IS_ERR_OR_NULL|PTR_ERR_OR_ZERO|ZERO_OR_NULL_PTR|WARN_ON|WARN_ON_ONCE|WARN|WARN_ONCE|BUG_ON|VM_BUG_ON|VM_WARN_ON\w*|is_err_or_null|xa_is_value|xa_is_err|virt_addr_valid|time_after\w*|time_before\w*|time_is_\w+|before|after)$/;

/** Access the memory whose address they are given. */
export const ACCESSES_ADDRESS =
  /^(?:(?:arch_|raw_)?atomic(?:64|_long)?_\w+|(?:arch_|raw_)?(?:try_)?(?:cmp)?xchg\w*|smp_(?:load_acquire|store_release|store_mb|cond_load_\w+)|refcount_\w+|kref_\w+|_*(?:test|set|clear|change)_bit\w*|test_and_\w+_bit\w*|mem(?:cpy|set|move|cmp)|str\w+|(?:raw_)?(?:spin|read|write)_\w*(?:un)?lock\w*|mutex_\w*(?:un)?lock\w*|(?:down|up)_(?:read|write)\w*|read_seq\w+|write_seq\w+|list_empty\w*|list_add\w*|list_del\w*|get_unaligned\w*|put_unaligned\w*)$/;
