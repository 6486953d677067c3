// SPDX-License-Identifier: MIT
/*
 * Revocation of device memory that user space has mapped: one inode stands for all of it.
 * It is made while drivers are loading, so that whoever uses it must cope with its not being there.
 *
 * Right: iomem_get_mapping() loads the pointer with acquire, like revoke_iomem().
 */
#include "iomem.h"

static struct inode *iomem_inode;

void revoke_iomem(struct resource *res)
{
	/* Pairs with smp_store_release() in iomem_init_inode(). */
	struct inode *inode = smp_load_acquire(&iomem_inode);

	/* No inode, no mappings: there is nothing to take back yet. */
	if (!inode)
		return;

	unmap_mapping_range(inode->i_mapping, res->start, resource_size(res), 1);
}

struct address_space *iomem_get_mapping(void)
{
	/* Pairs with smp_store_release() in iomem_init_inode(). */
	return smp_load_acquire(&iomem_inode)->i_mapping;
}

int iomem_init_inode(struct super_block *sb)
{
	struct inode *inode = alloc_anon_inode(sb);

	if (IS_ERR(inode))
		return PTR_ERR(inode);

	/*
	 * The inode is complete; let the others see it.
	 * Pairs with smp_load_acquire() in revoke_iomem().
	 */
	smp_store_release(&iomem_inode, inode);
	return 0;
}
