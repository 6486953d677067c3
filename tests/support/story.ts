/** The story that this tool was made for, as a fixture: a pointer published, read in order, and read plainly. */

const TEXT = `
static struct inode *iomem_inode;

void revoke_iomem(struct resource *res)
{
	/* Pairs with smp_store_release() in iomem_init_inode(). */
	struct inode *inode = smp_load_acquire(&iomem_inode);

	if (inode)
		unmap_mapping_range(inode->i_mapping, res->start);
}

void *iomem_get_mapping(void)
{
	return READER->i_mapping;
}

int iomem_init_inode(struct inode *inode)
{
	smp_store_release(&iomem_inode, inode);
	return 0;
}
`;

/** With the cursor in front of these words; `reader` is how iomem_get_mapping() gets at the pointer. */
export function story(words: string, reader = 'iomem_inode'): string {
  const text = TEXT.replace('READER', reader);
  if (!text.includes(words)) throw new Error(`no '${words}' in the story`);
  return text.replace(words, () => `$0${words}`);
}
