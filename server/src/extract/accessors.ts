/**
 * What well-known functions and macros return, or make of their arguments, as far as it tells which
 * object an expression leads to. Facts about kernel interfaces that hold throughout the tree; what a
 * function of the same file returns is read from its definition instead.
 */

/** Macros that take a pointer to a member to its structure, with the position of the argument that names the type. */
export const CONTAINER_TYPE: ReadonlyMap<string, number> = new Map([
  ...['container_of', 'container_of_const', 'list_entry', 'list_first_entry', 'list_last_entry'].map(second),
  ...['list_first_entry_or_null', 'list_entry_rcu', 'list_first_or_null_rcu', 'list_entry_lockless'].map(second),
  ...['hlist_entry', 'hlist_entry_safe', 'hlist_nulls_entry', 'hlist_bl_entry', 'llist_entry'].map(second),
  ...['rb_entry', 'rb_entry_safe', 'plist_first_entry', 'plist_last_entry', 'from_timer'].map(second),
]);

/** Macros that take a per-CPU object to a pointer to one CPU's instance; the argument is the address. */
export const PER_CPU_POINTER: ReadonlySet<string> = new Set([
  'this_cpu_ptr',
  'raw_cpu_ptr',
  'per_cpu_ptr',
  'get_cpu_ptr',
  'arch_raw_cpu_ptr',
  'SHIFT_PERCPU_PTR',
]);

/** Macros that take a per-CPU object to one CPU's instance; the argument is the object itself. */
export const PER_CPU_OBJECT: ReadonlySet<string> = new Set(['per_cpu', 'get_cpu_var', '__get_cpu_var']);

/** Macros that are one member of what their argument points to: include/linux/{rculist,rculist_nulls}.h, include/net/sock.h. */
export const MEMBER_OF_POINTER: ReadonlyMap<string, string> = new Map([
  ['list_next_rcu', 'next'],
  ['list_tail_rcu', 'prev'],
  ['hlist_first_rcu', 'first'],
  ['hlist_next_rcu', 'next'],
  ['hlist_pprev_rcu', 'pprev'],
  ['hlist_nulls_first_rcu', 'first'],
  ['hlist_nulls_next_rcu', 'next'],
  ['__sk_user_data', 'sk_user_data'],
]);

/** Macros that are worth their first argument, or hide it from a checker. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'likely',
  'unlikely',
  'data_race',
  'rcu_pointer_handoff',
  'unrcu_pointer',
  '__builtin_expect',
  'ACCESS_PRIVATE',
  'untagged_addr',
  'ERR_CAST',
]);

/** The structure that a call returns a pointer to. */
export const RETURNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    task_struct: 'get_current kthread_run kthread_create find_task_by_vpid find_task_by_pid_ns cpu_curr',
    rq: 'this_rq cpu_rq task_rq raw_rq task_rq_lock rq_of',
    thread_info: 'current_thread_info task_thread_info',
    pt_regs: 'task_pt_regs current_pt_regs get_irq_regs',
    cred: 'current_cred current_real_cred',
    user_namespace: 'current_user_ns',
    tcp_sock: 'tcp_sk',
    inet_sock: 'inet_sk',
    inet_connection_sock: 'inet_csk',
    request_sock: 'inet_reqsk',
    udp_sock: 'udp_sk',
    raw_sock: 'raw_sk',
    unix_sock: 'unix_sk',
    packet_sock: 'pkt_sk',
    netlink_sock: 'nlk_sk',
    vsock_sock: 'vsock_sk',
    mptcp_sock: 'mptcp_sk',
    mptcp_subflow_context: 'mptcp_subflow_ctx',
    tls_context: 'tls_get_ctx',
    net: 'sock_net dev_net read_pnet',
    netdev_queue: 'netdev_get_tx_queue skb_get_tx_queue',
    skb_shared_info: 'skb_shinfo',
    sk_buff: 'skb_peek skb_peek_tail __skb_dequeue skb_dequeue',
    inode: 'file_inode d_inode d_backing_inode d_inode_rcu igrab ilookup iget_locked d_real_inode',
    dentry: 'file_dentry dget dget_parent',
    page: 'virt_to_page pfn_to_page virt_to_head_page compound_head alloc_page alloc_pages pmd_page pte_page sg_page',
    folio: 'page_folio virt_to_folio slab_folio filemap_get_folio',
    address_space: 'page_mapping folio_mapping page_file_mapping',
    mem_cgroup: 'mem_cgroup_from_task mem_cgroup_from_css folio_memcg page_memcg get_mem_cgroup_from_mm',
    request_queue: 'bdev_get_queue',
    ext4_inode_info: 'EXT4_I',
    ext4_sb_info: 'EXT4_SB',
    btrfs_inode: 'BTRFS_I',
    ceph_inode_info: 'ceph_inode',
    fuse_inode: 'get_fuse_inode',
    nfs_inode: 'NFS_I',
    nfs_server: 'NFS_SERVER',
    xfs_inode: 'XFS_I',
    f2fs_inode_info: 'F2FS_I',
    f2fs_sb_info: 'F2FS_SB F2FS_I_SB',
    proc_inode: 'PROC_I',
    bdev_inode: 'BDEV_I',
    cifsInodeInfo: 'CIFS_I',
    landlock_inode_security: 'landlock_inode',
    intel_gt: 'to_gt',
    sock: 'sk_atm skb_to_full_sk',
    irq_desc: 'irq_to_desc irq_data_to_desc',
    work_struct: 'current_work',
  }).flatMap(([tag, names]) => names.split(' ').map((name) => [name, `struct ${tag}`] as const)),
);

/** Names that are not declared anywhere in reach and are pointers to a structure. */
export const WELL_KNOWN_POINTERS: ReadonlyMap<string, string> = new Map([
  ['current', 'struct task_struct'],
  ['__current', 'struct task_struct'],
]);

function second(name: string): readonly [string, number] {
  return [name, 1];
}
