/* SPDX-License-Identifier: MIT */
#ifndef EXAMPLE_IOMEM_H
#define EXAMPLE_IOMEM_H

#include <linux/fs.h>
#include <linux/ioport.h>
#include <linux/mm.h>

/* Takes all user mappings of a device's registers back before its driver claims them. */
void revoke_iomem(struct resource *res);

/* The address space that a new mapping of device memory has to be entered in. */
struct address_space *iomem_get_mapping(void);

/* Runs once, at boot, while the two above may run already. */
int iomem_init_inode(struct super_block *sb);

#endif
